import { afterAll, afterEach, beforeAll } from 'vitest';
import { ElementForm } from './element-form';
import { pictureOfFailure } from './failure-pictures';
import { startVSCode, type VSCode, type VSCodeOptions } from './vscode';
import { Workbench } from './workbench';
import { WorkspaceFolder } from './workspace-folder';

/** Has something done when the tests of the file are over, the last first; also where the start fails half-way. */
type AtEnd = (end: () => Promise<unknown>) => void;

interface Window {
  readonly folder: WorkspaceFolder;
  readonly vscode: VSCode;
  readonly workbench: Workbench;
  /** The form that is in front. */
  readonly form: ElementForm;
}

/**
 * A VS Code for a file of tests, on a folder of its own and with the extension's view open. `prepare` fills the folder before
 * and may ask for other options. What is returned can be used once the tests run; of each test that fails a picture is taken.
 */
export function useVSCode(name: string, prepare: (atEnd: AtEnd) => Promise<Partial<VSCodeOptions>> | Promise<void>): Window {
  const folder = new WorkspaceFolder();
  const vscode = {} as VSCode;
  const workbench = new Workbench(vscode);
  const form = new ElementForm(workbench);
  const ends = new AsyncDisposableStack();
  const atEnd: AtEnd = (end) => { ends.defer(async () => { await end(); }); };

  beforeAll(async () => {
    await folder.create(name);
    atEnd(() => folder.remove());
    const options = await prepare(atEnd);
    Object.assign(vscode, await startVSCode({ workspace: folder.path, ...options }));
    atEnd(() => vscode.stop());
    await workbench.openView();
  });
  afterAll(() => ends.disposeAsync());
  afterEach((context) => pictureOfFailure(context, workbench));
  return { folder, vscode, workbench, form };
}
