import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../servers/command';
import { until } from '../servers/until';
import { elementId } from './harness/element-files';
import { ElementForm } from './harness/element-form';
import { useFailurePictures } from './harness/failure-pictures';
import { startVSCode, type VSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';

const FILES = 10_000;
const FOLDERS = 100;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let vscode: VSCode;
let workbench: Workbench;

const fileOf = (number: number): string => path.join(folder.path, `app${String(number % FOLDERS).padStart(2, '0')}/databases/db${String(number)}.dbelement.json`);
const titleOf = (number: number): string => `Element ${String(number).padStart(5, '0')}`;
const textOf = (number: number, title: string): string =>
  JSON.stringify({ id: elementId(number), type: 'postgresql', title, connection: { host: 'db.invalid', database: `orders_${String(number)}`, user: 'app', password: { keychain: true } } }, undefined, 2);

beforeAll(async () => {
  folder = await temporaryFolder('many');
  for (let number = 0; number < FOLDERS; number += 1) await mkdir(path.dirname(fileOf(number)), { recursive: true });
  for (let number = 0; number < FILES; number += 1) await writeFile(fileOf(number), textOf(number, titleOf(number)));
  vscode = await startVSCode({ workspace: folder.path });
  workbench = new Workbench(vscode.page);
  await workbench.openView();
});

afterAll(async () => {
  await vscode.stop();
  await folder.remove();
});

useFailurePictures(() => workbench);

test('ten thousand elements are shown, and the window goes on', async () => {
  await workbench.treeItem(titleOf(0)).waitFor({ timeout: 120_000 });
  // Passwords are looked for in the keychain, which answers one question at a time: not for ten thousand of them.
  await workbench.page.getByText(/20 or more passwords are missing/).first().waitFor();
  await workbench.treeItem(titleOf(1)).click();
  const form = new ElementForm(workbench);
  await until('the form', async () => (await form.field('title').inputValue({ timeout: 5000 })) === titleOf(1));
  await form.enterPassword('a-password-of-many');
  await form.test();
  await form.expectFailure('host-not-found', /db\.invalid/);
});

test('a change of one file is shown', async () => {
  await writeFile(fileOf(0), textOf(0, 'Element 00000 changed'));
  await workbench.treeItem('Element 00000 changed').waitFor();
  expect(JSON.parse(await readFile(fileOf(1), 'utf8'))).toMatchObject({ title: titleOf(1) });
});
