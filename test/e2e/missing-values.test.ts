import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../servers/command';
import { elementId, writeWorkspaceFile } from './harness/element-files';
import { startVSCode, type VSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';

const ELEMENTS = 1000;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let vscode: VSCode;
let workbench: Workbench;

beforeAll(async () => {
  folder = await temporaryFolder('missing-values');
  const element = (number: number) => ({ id: elementId(number), type: 'postgresql', title: `Element ${String(number)}`, connection: { host: '127.0.0.1', database: `db${String(number)}`, user: 'app', password: { keychain: true } } });
  await Promise.all(Array.from({ length: ELEMENTS }, (_, index) => writeWorkspaceFile(path.join(folder.path, `databases/e${String(index + 1)}.dbelement.json`), element(index + 1))));
  vscode = await startVSCode({ workspace: folder.path });
  workbench = new Workbench(vscode.page);
  await workbench.openView();
});

afterAll(async () => {
  await vscode.stop();
  await folder.remove();
});

test('of a thousand missing passwords some are named, and the keychain is not asked for all', async () => {
  await workbench.notificationAction('20 or more passwords are missing on this machine', 'Fill In');
  await workbench.question('(1 of 20 or more)');
  await workbench.quickInput('first-s3cret');
  await workbench.question('(2 of 20 or more)');
  await workbench.screenshot('thousand-missing');
  await workbench.escape();
  const stored = await vscode.keyringSearch('service', 'Database Elements');
  expect(stored).toContain('first-s3cret');
});
