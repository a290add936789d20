import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const FILES = 10_000;
const FOLDERS = 100;

const fileOf = (number: number): string => folder.file(`app${String(number % FOLDERS).padStart(2, '0')}/databases/db${String(number)}.dbelement.json`);
const titleOf = (number: number): string => `Element ${String(number).padStart(5, '0')}`;
const textOf = (number: number, title: string): string =>
  JSON.stringify({ id: elementId(number), type: 'postgresql', title, connection: { host: 'db.invalid', database: `orders_${String(number)}`, user: 'app', password: { keychain: true } } }, undefined, 2);

const { folder, workbench, form } = useVSCode('many', async () => {
  for (let number = 0; number < FOLDERS; number += 1) await mkdir(path.dirname(fileOf(number)), { recursive: true });
  for (let number = 0; number < FILES; number += 1) await writeFile(fileOf(number), textOf(number, titleOf(number)));
});

test('ten thousand elements are shown, and the window goes on', async () => {
  await workbench.treeItem(titleOf(0)).waitFor({ timeout: 120_000 });
  // Passwords are looked for in the keychain, which answers one question at a time: not for ten thousand of them.
  await workbench.page.getByText(/20 or more passwords are missing/).first().waitFor();
  await workbench.treeItem(titleOf(1)).click();
  await form.shows(titleOf(1));
  await form.enterPassword('a-password-of-many');
  await form.test();
  await form.expectFailure('host-not-found', /db\.invalid/);
});

test('a change of one file is shown', async () => {
  await writeFile(fileOf(0), textOf(0, 'Element 00000 changed'));
  await workbench.treeItem('Element 00000 changed').waitFor();
  expect(JSON.parse(await readFile(fileOf(1), 'utf8'))).toMatchObject({ title: titleOf(1) });
});
