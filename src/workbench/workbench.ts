import * as vscode from 'vscode';
import type { CommandId } from './commands/ids';
import { GIVE_NEW_ID } from './commands/ids';
import { deleteElement, duplicateElement, giveNewId, renameElement } from './commands/change-element';
import { newElement } from './commands/new-element';
import { ElementPicker } from './commands/pick-element';
import { testAll, testElement, type TestServices } from './commands/test-commands';
import { WorkerPool } from '../diagnosis/worker-pool';
import { Disposables } from './disposables';
import { ElementForms } from './editors/element-forms';
import { ActiveEnvironment } from './environment';
import { createVault } from './passwords';
import { ElementProblems } from './problems/element-problems';
import { ConnectionTests, PARALLEL_TESTS } from './tests/connection-tests';
import { copyReport } from './tests/copy-report';
import { FailureActions } from './tests/failure-actions';
import { ReportLog } from './tests/report-log';
import { ElementsTree } from './trees/elements-tree';
import type { TreeNode } from './trees/nodes';
import { StateIcons } from './trees/state-icons';
import { TypedPasswords } from './typed-passwords';
import { WorkspaceElements } from './workspace-elements';

/** Everything behind the commands, the tree and the forms, once it is needed. */
export interface Workbench {
  readonly tree: ElementsTree;
  run(id: CommandId, args: readonly unknown[]): Promise<void>;
  openForm(document: vscode.TextDocument, panel: vscode.WebviewPanel): void;
  dispose(): Promise<void>;
}

/** Composes the workbench: each part gets what it needs, and nothing else. */
export function startWorkbench(context: vscode.ExtensionContext, view: vscode.TreeView<TreeNode>, treeChanged: vscode.EventEmitter<TreeNode | undefined>): Workbench {
  const media = vscode.Uri.joinPath(context.extensionUri, 'media');
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const log = new ReportLog();
  const environment = new ActiveEnvironment();
  const vault = createVault(context);
  const passwords = new TypedPasswords(vault, environment);
  const elements = new WorkspaceElements();
  const pool = new WorkerPool({ workerFile: vscode.Uri.joinPath(dist, 'test-worker.js').fsPath, size: PARALLEL_TESTS });
  const tests = new ConnectionTests(pool, environment, (owner, use) => vault.find(owner, use), log);
  const actions = new FailureActions(vault, passwords, environment, (uri, key) => forms.show(uri, { kind: 'focus', key }));
  const forms: ElementForms = new ElementForms(vscode.Uri.joinPath(dist, 'webview'), () => ({ environment, passwords, tests, actions, log }));
  const tree = new ElementsTree(elements, tests, environment, new StateIcons(media));
  const picker = new ElementPicker(elements, view);
  const problems = new ElementProblems(elements);
  const testServices: TestServices = { tests, actions, log, openForm: (uri) => forms.show(uri, { kind: 'showTest' }) };

  const disposables = new Disposables();
  disposables.add(
    log,
    passwords,
    elements,
    problems,
    elements.index.onDidChange(coalesce(() => { treeChanged.fire(undefined); })),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('databaseElements')) treeChanged.fire(undefined);
    }),
    tests.onDidChange((uri) => {
      const node = tree.node(uri);
      if (node !== undefined) treeChanged.fire(node);
      void vscode.commands.executeCommand('setContext', 'databaseElements.testing', tests.running);
    }),
    vscode.commands.registerCommand(GIVE_NEW_ID, (uri: unknown) => (uri instanceof vscode.Uri ? giveNewId(uri) : undefined)),
  );
  void elements.ready.then(() => vscode.commands.executeCommand('setContext', 'databaseElements.indexed', true));

  const withElement = async (argument: unknown, placeHolder: string, work: (entry: NonNullable<Awaited<ReturnType<ElementPicker['pick']>>>) => unknown) => {
    const entry = await picker.pick(argument, placeHolder);
    if (entry !== undefined) await work(entry);
  };
  const commands: Readonly<Record<CommandId, (argument: unknown) => unknown>> = {
    'databaseElements.newElement': () => newElement(media),
    'databaseElements.editElement': (argument) => withElement(argument, 'Edit which element?', (entry) => forms.show(vscode.Uri.parse(entry.uri, true))),
    'databaseElements.openAsText': (argument) => withElement(argument, 'Open which element as text?', (entry) => vscode.commands.executeCommand('vscode.openWith', vscode.Uri.parse(entry.uri, true), 'default')),
    'databaseElements.openAsForm': (argument) => withElement(argument, 'Open which element as a form?', (entry) => forms.show(vscode.Uri.parse(entry.uri, true))),
    'databaseElements.renameElement': (argument) => withElement(argument, 'Rename which element?', (entry) => renameElement(entry, tests)),
    'databaseElements.duplicateElement': (argument) => withElement(argument, 'Duplicate which element?', duplicateElement),
    'databaseElements.deleteElement': (argument) => withElement(argument, 'Delete which element?', (entry) => deleteElement(entry, vault)),
    'databaseElements.revealFile': (argument) => withElement(argument, 'Reveal the file of which element?', (entry) => vscode.commands.executeCommand('revealInExplorer', vscode.Uri.parse(entry.uri, true))),
    'databaseElements.copyFullName': (argument) => withElement(argument, 'Copy the full name of which element?', (entry) => vscode.env.clipboard.writeText(entry.fullName)),
    'databaseElements.testConnection': (argument) => withElement(argument, 'Test which connection?', (entry) => testElement(entry, testServices)),
    'databaseElements.testAllConnections': async () => {
      await elements.ready;
      await testAll(elements.index.all(), testServices);
    },
    'databaseElements.cancelTests': () => { tests.cancelAll(); },
    'databaseElements.copyReport': (argument) => withElement(argument, 'Copy the report of which element?', (entry) => copyReport(tests.state(vscode.Uri.parse(entry.uri, true)))),
    'databaseElements.showReports': () => { log.show(); },
    'databaseElements.refresh': async () => {
      await elements.index.refresh();
      treeChanged.fire(undefined);
    },
  };

  return {
    tree,
    run: async (id, [argument]) => {
      await commands[id](argument);
    },
    openForm: (document, panel) => { forms.resolve(document, panel); },
    dispose: async () => {
      disposables.dispose();
      await tests.dispose();
    },
  };
}

/** Many changes at once, as a checkout makes them, are one redraw. */
function coalesce(work: () => void): () => void {
  let waiting: NodeJS.Timeout | undefined;
  return () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      work();
    }, 50);
  };
}
