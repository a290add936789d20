import { access, mkdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const { folder, workbench } = useVSCode('models-follow', async () => {
  await folder.writeDatabase('data/archive.db');
  await folder.write('databases/archive.dbelement.json', { id: elementId(1), type: 'sqlite', title: 'Archive', connection: { file: 'data/archive.db' } });
  // One that stays where it is, and one that moves along with the folder.
  await writeModel('models/letter', 'Letter');
  await writeModel('databases/envelope', 'Envelope');
  await mkdir(folder.file('shop'));
  return { viewport: { width: 1400, height: 1100 } };
});

function writeModel(name: string, title: string, database = 'databases.archive'): Promise<void> {
  return folder.write(`${name}.dbmodel.json`, { title, database, table: title.toLowerCase(), fields: [{ name: 'id', type: 'auto-number', primaryKey: true }] });
}

async function valueOf(name: string, key: string): Promise<unknown> {
  const text = await folder.read(name).catch(() => '{}');
  return (JSON.parse(text) as Record<string, unknown>)[key];
}

/** Waits until the files, as they are on the disk, are an element of this title and models that name it. */
async function agree(element: string, title: string, models: readonly string[]): Promise<void> {
  const name = element.replace(/\.dbelement\.json$/, '').replaceAll('/', '.');
  await until(`${element} to be ${title}, and its models to name it`, async () => {
    const named = await Promise.all(models.map((model) => valueOf(model, 'database')));
    return (await valueOf(element, 'title')) === title && named.every((database) => database === name);
  });
  for (const model of ['Envelope', 'Letter']) await workbench.treeItem(model).filter({ hasText: `→ ${title}.${model.toLowerCase()}` }).waitFor();
}

/** Opens a model as text, and takes back what was done last. */
async function undoInText(label: string): Promise<void> {
  await workbench.contextMenu(label, 'Open Model as Text');
  await workbench.page.locator('.editor-instance .monaco-editor .view-lines:visible').first().click();
  await workbench.page.keyboard.press('Control+Z');
}

async function openFolder(name: string): Promise<void> {
  await workbench.explorerRow(name).waitFor();
  if ((await workbench.explorerRow(name).getAttribute('aria-expanded')) !== 'true') await workbench.explorerRow(name).click();
}

/** Takes back, or does again, what was done last in the Explorer. */
async function inExplorer(key: 'Control+Z' | 'Control+Shift+Z'): Promise<void> {
  await workbench.openView('Explorer');
  await workbench.page.locator('.explorer-folders-view .monaco-list').focus();
  await workbench.page.keyboard.press(key);
  await workbench.openView();
}

/** Gives a file or a folder another name. */
async function renameInExplorer(row: string, to: string): Promise<void> {
  const name = workbench.page.locator('.explorer-item-edited input');
  // The click opens a folder as well, and the Explorer draws away the input when its files arrive.
  await until('the new name to be typed', async () => {
    if (!(await name.isVisible())) {
      await workbench.explorerRow(row).click({ timeout: 3000 });
      await workbench.page.keyboard.press('F2');
    }
    // The Explorer may go to the file of the editor in between.
    if ((await name.inputValue({ timeout: 3000 })) !== row) await name.press('Escape');
    await name.fill(to, { timeout: 3000 });
    await name.press('Enter', { timeout: 3000 });
    return true;
  });
  expect(await workbench.dialog('OK')).toContain("Extension 'Database Elements' wants to make refactoring changes with this file");
}

const MODELS = ['models/letter.dbmodel.json', 'databases/envelope.dbmodel.json'];

test('acts on the row that a menu was opened on, whatever changes meanwhile', async () => {
  for (let round = 0; round < 5; round++) {
    await workbench.treeItem('Letter').click({ button: 'right' });
    const rename = workbench.page.locator('.monaco-menu .action-item').filter({ hasText: 'Rename Model...' }).first();
    await rename.hover();
    await writeModel('databases/envelope', `Envelope ${String(round)}`);
    await workbench.treeItem(`Envelope ${String(round)}`).waitFor();
    await writeModel('databases/envelope', 'Envelope');
    await rename.click();
    await workbench.question('Rename Letter');
    await workbench.escape();
  }
});

test('renames, duplicates and deletes a model, the last after asking', async () => {
  await writeModel('models/note', 'Note');
  await workbench.contextMenu('Note', 'Rename Model...');
  await workbench.question('Rename Note');
  await workbench.quickInput('Memo');
  await until('the file to have its new name', async () => (await valueOf('models/memo.dbmodel.json', 'title')) === 'Memo');
  expect(await valueOf('models/memo.dbmodel.json', 'table')).toBe('note');
  await workbench.contextMenu('Memo', 'Duplicate Model...');
  await workbench.page.locator('.tabs-container .tab.active.dirty').filter({ hasText: 'memo-copy' }).waitFor();
  await workbench.save();
  await until('the copy', async () => (await valueOf('models/memo-copy.dbmodel.json', 'title')) === 'Memo copy');
  await workbench.closeAllEditors();
  await workbench.contextMenu('Memo copy', 'Delete Model...');
  expect(await workbench.dialog('Cancel')).toMatch(/Delete the data table model "Memo copy"\?\s+models\/memo-copy\.dbmodel\.json is deleted. The table in the database stays as it is./);
  expect(await valueOf('models/memo-copy.dbmodel.json', 'table')).toBe('note');
  await workbench.contextMenu('Memo copy', 'Delete Model...');
  await workbench.dialog('Delete');
  await workbench.treeItem('Memo copy').waitFor({ state: 'detached' });
  await expect(access(folder.file('models/memo-copy.dbmodel.json'))).rejects.toThrow('ENOENT');
});

test('has models follow an element that is renamed; one undo takes all of it back, and leaves nothing unsaved', async () => {
  await workbench.treeItem('Letter').waitFor();
  await workbench.contextMenu('Archive', 'Rename...');
  await workbench.question('Rename Archive');
  await workbench.quickInput('Old Post');
  await agree('databases/old-post.dbelement.json', 'Old Post', MODELS);
  await undoInText('Letter');
  await agree('databases/archive.dbelement.json', 'Archive', MODELS);
  await workbench.closeAllEditors();
});

test('has models follow an element that is moved to another folder in the Explorer; its undo takes back both, and its redo does both again', async () => {
  await workbench.openView('Explorer');
  await openFolder('databases');
  await workbench.explorerRow('archive.dbelement.json').click();
  await workbench.page.keyboard.press('Control+X');
  await workbench.explorerRow('shop').click();
  await workbench.page.keyboard.press('Control+V');
  expect(await workbench.dialog('OK')).toContain("Extension 'Database Elements' wants to make refactoring changes with this file move");
  await workbench.openView();
  await agree('shop/archive.dbelement.json', 'Archive', MODELS);
  await inExplorer('Control+Z');
  await agree('databases/archive.dbelement.json', 'Archive', MODELS);
  await inExplorer('Control+Shift+Z');
  await agree('shop/archive.dbelement.json', 'Archive', MODELS);
  await workbench.closeAllEditors();
});

test('has models follow an element whose file gets another name in the Explorer, and its undo too, also those that have changed since', async () => {
  await workbench.openView('Explorer');
  await openFolder('shop');
  await renameInExplorer('archive.dbelement.json', 'depot.dbelement.json');
  await workbench.openView();
  await agree('shop/depot.dbelement.json', 'Archive', MODELS);
  // VS Code opens the models that it changes.
  await workbench.closeAllEditors();
  await workbench.contextMenu('Letter', 'Open Model as Text');
  await workbench.editorTab('letter.dbmodel.json').waitFor();
  await workbench.replaceInText('auto-number', 'number');
  await workbench.save();
  await workbench.closeAllEditors();
  await inExplorer('Control+Z');
  await agree('shop/archive.dbelement.json', 'Archive', MODELS);
  await workbench.closeAllEditors();
});

test('has models follow a folder that is renamed in the Explorer, also those in it, and its undo too', async () => {
  await workbench.openView();
  await writeModel('shop/parcel', 'Parcel', 'shop.archive');
  await workbench.treeItem('Parcel').filter({ hasText: '→ Archive.parcel' }).waitFor();
  await workbench.openView('Explorer');
  await renameInExplorer('shop', 'store');
  await workbench.explorerRow('store').waitFor();
  await workbench.openView();
  await agree('store/archive.dbelement.json', 'Archive', [...MODELS, 'store/parcel.dbmodel.json']);
  await inExplorer('Control+Z');
  await agree('shop/archive.dbelement.json', 'Archive', [...MODELS, 'shop/parcel.dbmodel.json']);
});

test('has models follow an element that is dragged to another folder', async () => {
  await workbench.closeAllEditors();
  await workbench.openView('Explorer');
  await openFolder('shop');
  await workbench.explorerRow('archive.dbelement.json').dragTo(workbench.explorerRow('data'));
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.filter({ hasText: "Are you sure you want to move 'archive.dbelement.json' into 'data'?" }).locator('.monaco-button').filter({ hasText: 'Move' }).click();
  // The second question takes the place of the first.
  await dialog.filter({ hasText: "Extension 'Database Elements' wants to make refactoring changes with this file move" }).waitFor();
  await workbench.dialog('OK');
  await workbench.openView();
  await agree('data/archive.dbelement.json', 'Archive', [...MODELS, 'shop/parcel.dbmodel.json']);
});
