import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../servers/command';
import { freePort } from '../servers/peers';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const ordersText = (port: number): string => `{
  // Ask the platform team before you change this.
  "id": "${elementId(1)}",
  "type": "postgresql",
  "title": "Orders",
  "connection": {
    "host": "127.0.0.1", // by the tunnel
    "port": ${String(port)},
    "database": "orders",
    "user": "orders_app",
    "password": { "none": true }
  },
  "x-owner": { "team": "platform" }
}
`;

let empty: Awaited<ReturnType<typeof temporaryFolder>>;
let port: number;

const { folder, vscode, workbench, form } = useVSCode('view', async (atEnd) => {
  empty = await temporaryFolder('empty');
  atEnd(() => empty.remove());
  port = await freePort();
  await folder.writeDatabase('data/catalog.db', 'CREATE TABLE article (id INTEGER PRIMARY KEY)');
  await folder.write('databases/orders.dbelement.json', ordersText(port));
  await folder.write('databases/archive.dbelement.json', {
    id: elementId(2),
    type: 'mysql',
    title: 'Archive',
    connection: { host: 'archive.invalid', database: 'archive', user: 'reader', password: { none: true } },
  });
  await folder.write('databases/catalog.dbelement.json', { id: elementId(3), type: 'sqlite', title: 'Catalog', connection: { file: 'data/catalog.db' } });
  await folder.write('databases/truncated.dbelement.json', '{\n  "id": "cut",\n  "connection": {\n    "host": ,\n  }\n}\n');
  await folder.write('databases/leak.dbelement.json', {
    id: elementId(5),
    type: 'postgresql',
    title: 'Leak',
    connection: { host: 'localhost', database: 'leak', user: 'leak', password: 'hunter2hunter2' },
  });
  await folder.write('databases/future.dbelement.json', { id: elementId(6), type: 'cassandra', title: 'Future', connection: {} });
});

beforeEach(async () => {
  await vscode.page.keyboard.press('Escape');
  await workbench.closeAllEditors();
});

function elementFile(name: string): string {
  return folder.file('databases', `${name}.dbelement.json`);
}

function textOf(name: string): Promise<string> {
  return readFile(elementFile(name), 'utf8');
}

function elementsTree(): Locator {
  return workbench.page.getByRole('tree', { name: 'Database Elements' });
}

async function showsTitle(title: string): Promise<void> {
  await form.shows(title);
}

async function openForm(title: string): Promise<void> {
  await workbench.treeItem(title).click();
  await showsTitle(title);
}

/** Opens the form of Orders with its text beside it. */
async function openBoth(): Promise<void> {
  await openForm('Orders');
  await workbench.contextMenu('Orders', 'Open as Text');
  await workbench.page.locator('.editor-instance .monaco-editor .view-lines:visible').first().waitFor();
  await workbench.runCommand('View: Move Editor into Next Group');
  await form.part('type').waitFor();
}

/** Waits until the caret of the text editor in front is there. */
async function caretAt(line: number, column: number): Promise<void> {
  await workbench.page.locator('.statusbar-item').filter({ hasText: `Ln ${String(line)}, Col ${String(column)}` }).waitFor();
}

function textBeside(): Promise<string> {
  return workbench.page.locator('.editor-instance .monaco-editor .view-lines:visible').innerText().then((text) => text.replaceAll('\u00a0', ' '));
}

describe('the tree', () => {
  test('shows titles and endpoints', async () => {
    await workbench.treeItem('Orders').filter({ hasText: `127.0.0.1:${String(port)}/orders` }).waitFor();
    await workbench.treeItem('Archive').filter({ hasText: 'archive.invalid:3306/archive' }).waitFor();
    await workbench.treeItem('Catalog').filter({ hasText: 'data/catalog.db' }).waitFor();
  });

  test('shows malformed files with their error, in the Problems panel at the right place', async () => {
    await workbench.treeItem('truncated.dbelement.json').filter({ hasText: 'Not valid JSON' }).waitFor();
    await workbench.treeItem('Leak').filter({ hasText: 'Password must not stand in a file' }).waitFor();
    await workbench.treeItem('Future').filter({ hasText: 'The type "cassandra" is not known' }).waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.problem('Not valid JSON').filter({ hasText: '[Ln 4, Col 13]' }).waitFor();
    await workbench.problem('Password must not stand').filter({ hasText: '[Ln 9, Col 17]' }).waitFor();
    await workbench.problem('"cassandra"').filter({ hasText: '[Ln 3, Col 11]' }).waitFor();
    expect(await workbench.page.locator('.monaco-workbench').innerText()).not.toContain('hunter2');
    await workbench.screenshot('problems');
  });

  test('a problem leads to the form, which says it where it can be mended; its code leads to the very place in the text', async () => {
    await workbench.problem('Password must not stand').dblclick();
    await form.part('error-password').filter({ hasText: 'Enter it here' }).waitFor();
    await workbench.problem('Password must not stand').locator('a').filter({ hasText: 'literal-secret' }).click();
    await caretAt(9, 17);
    expect(await textBeside()).toContain('"title": "Leak"');
  });

  test('a problem of a file that has no form leads to the place in its text', async () => {
    // The hover of the row above covers the next ones.
    await workbench.page.mouse.move(0, 0);
    await workbench.page.locator('.hover-contents:visible').first().waitFor({ state: 'detached' });
    await workbench.problem('Not valid JSON').dblclick();
    await caretAt(4, 13);
    expect(await textBeside()).toContain('"host": ,');
  });

  test('one mistake is one problem, in a file that is open too', async () => {
    const file = elementFile('twice');
    await folder.write('databases/twice.dbelement.json', `{
  "id": "${elementId(7)}",
  "type": "postgresql",
  "title": "Twice",
  "x-note": 1,
  "x-note": 2,
  "connection": { "host": "localhost", "port": 70000 }
}
`);
    await workbench.treeItem('Twice').waitFor();
    await workbench.contextMenu('Twice', 'Open as Text');
    // VS Code's own JSON support says it at both places, when it has read the file; the extension leaves the syntax to it.
    await until('VS Code to have read the file', async () => (await workbench.problem('Duplicate object key').count()) === 2);
    await workbench.problem('Port must be a whole number').filter({ hasText: '[Ln 7, Col 48]' }).waitFor();
    await workbench.problem('stands here twice').waitFor({ state: 'detached' });
    const said = await workbench.problem(/\[Ln [567], Col/).allInnerTexts();
    expect(said.filter((text) => /Port|port|maximum|65535/.test(text))).toHaveLength(1);
    expect(said.filter((text) => text.includes('x-note'))).toHaveLength(1);
    await rm(file);
    await workbench.treeItem('Twice').waitFor({ state: 'detached' });
    await workbench.runCommand('View: Hide Panel');
  });

  test('the text is completed as the type of the element has it', async () => {
    await workbench.contextMenu('Orders', 'Open as Text');
    await until('the text', async () => (await textBeside()).includes('"title": "Orders"'));
    await workbench.page.locator('.editor-instance .monaco-editor .view-line:visible').filter({ hasText: '"title"' }).click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.press('Control+Space');
    await workbench.page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'timeouts' }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  test('offers for a malformed file what can be done with one, and no more', async () => {
    const row = workbench.treeItem('Leak');
    await row.hover();
    expect(await row.locator('.actions .action-label').evaluateAll((actions) => actions.map((action) => action.getAttribute('aria-label')))).toEqual(['Edit']);
    await row.click({ button: 'right' });
    const entries = workbench.page.locator('.monaco-menu .action-label:not(.separator)');
    await entries.first().waitFor();
    expect(await entries.allInnerTexts()).toEqual(['Edit', 'Open as Text', 'Rename...', 'Copy Full Name', 'Reveal File in Explorer', 'Delete...']);
    await workbench.page.keyboard.press('Escape');
  });

  test('shows a file that was changed, made or deleted outside within moments', async () => {
    const file = elementFile('catalog');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('Catalog', 'Articles'));
    await until('the new title', () => workbench.treeItem('Articles').isVisible(), 5000);
    await writeFile(file, text);
    await until('the old title', () => workbench.treeItem('Catalog').isVisible(), 5000);
    await folder.write('databases/late.dbelement.json', { id: elementId(7), type: 'sqlite', title: 'Late', connection: { file: ':memory:' } });
    await until('the new file', () => workbench.treeItem('Late').isVisible(), 5000);
    await rm(elementFile('late'));
    await until('the deleted file to go', async () => !(await workbench.treeItem('Late').isVisible()), 5000);
  });

  test('tests and edits from the buttons of a row', async () => {
    await workbench.treeItemAction('Catalog', 'Test Connection');
    await workbench.notification(/Catalog: connected in \d+ ms\. SQLite 3/).waitFor();
    await until('the state in the tree', async () => (await workbench.treeItem('Catalog').getAttribute('aria-label'))?.includes('last test passed'));
    await workbench.treeItemAction('Archive', 'Edit');
    await showsTitle('Archive');
    await workbench.runCommand('Notifications: Clear All Notifications');
  });
});

describe('two files with one id', () => {
  test('are warned about, and the quick fix gives one an id of its own', async () => {
    await folder.write('databases/twin.dbelement.json', { id: elementId(3), type: 'sqlite', title: 'Twin', connection: { file: 'data/catalog.db' } });
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.problem('The id is also that of databases/twin.dbelement.json').waitFor();
    await workbench.problem('The id is also that of databases/catalog.dbelement.json').waitFor();
    await workbench.contextMenu('Twin', 'Open as Text');
    await workbench.goToLine(2);
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.quickFix('Give this element an id of its own');
    await workbench.save();
    const { id } = JSON.parse(await textOf('twin')) as { id: string };
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(id).not.toBe(elementId(3));
    await workbench.problem('The id is also that').first().waitFor({ state: 'detached' });
    await workbench.runCommand('View: Hide Panel');
  });

  test('are marked at the id, in files that no editor shows too', async () => {
    const file = elementFile('third');
    await folder.write('databases/third.dbelement.json', { id: elementId(2), type: 'sqlite', title: 'Third', connection: { file: 'data/catalog.db' } });
    await workbench.runCommand('Problems: Focus on Problems View');
    await until('the warning at its place', async () => {
      const row = await workbench.problem('The id is also that of databases/archive.dbelement.json').innerText({ timeout: 1000 });
      return row.includes('[Ln 2, Col 9]');
    }, 10_000).finally(async () => {
      await rm(file);
      await workbench.runCommand('View: Hide Panel');
    });
  });
});

describe('the context menu', () => {
  test('renames title and file; one Undo brings both back', async () => {
    await workbench.contextMenu('Twin', 'Rename...');
    await workbench.quickInput('Second Catalog');
    await workbench.treeItem('Second Catalog').waitFor();
    await until('the file to follow', () => existsSync(elementFile('second-catalog')) && !existsSync(elementFile('twin')));
    expect(await textOf('second-catalog')).toContain('"title": "Second Catalog"');
    await openForm('Second Catalog');
    await workbench.runCommand('Undo');
    const everywhere = workbench.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: /^Undo in|^Yes/ });
    await until('the old file', async () => {
      if (await everywhere.isVisible()) await everywhere.click();
      return existsSync(elementFile('twin')) && !existsSync(elementFile('second-catalog'));
    });
    // The title is back in the editor, and not saved: what was saved stays on the disk until the person saves.
    await showsTitle('Twin');
    await form.save();
    await workbench.treeItem('Twin').waitFor();
  });

  test('refuses a name that is taken', async () => {
    await workbench.contextMenu('Twin', 'Rename...');
    await workbench.quickInput('Orders');
    await workbench.quickInputMessage().filter({ hasText: 'orders.dbelement.json already exists' }).waitFor();
    await workbench.escape();
    expect(existsSync(elementFile('twin'))).toBe(true);
  });

  test('duplicates under an id of its own; the copy is a file when it is saved', async () => {
    await workbench.contextMenu('Orders', 'Duplicate...');
    await showsTitle('Orders copy');
    expect(existsSync(elementFile('orders-copy'))).toBe(false);
    await until('the title to be selected', () => form.field('title').evaluate((input: HTMLInputElement) => input.matches(':focus') && input.selectionStart === 0 && input.selectionEnd === input.value.length));
    await form.save();
    const copy = await textOf('orders-copy');
    expect(copy).toContain('// Ask the platform team before you change this.');
    expect(copy).toContain('"x-owner": { "team": "platform" }');
    expect(copy).not.toContain(elementId(1));
    await workbench.treeItem('Orders copy').waitFor();
  });

  test('deletes after asking, and not without', async () => {
    await workbench.contextMenu('Orders copy', 'Delete...');
    expect(await workbench.dialog('Cancel')).toMatch(/Delete the database element "Orders copy"\?\s+databases\/orders-copy\.dbelement\.json/);
    expect(existsSync(elementFile('orders-copy'))).toBe(true);
    await workbench.contextMenu('Orders copy', 'Delete...');
    await workbench.dialog('Delete');
    await workbench.treeItem('Orders copy').waitFor({ state: 'detached' });
    await until('the file to be gone', () => !existsSync(elementFile('orders-copy')));
  });

  test('copies the full name', async () => {
    await workbench.contextMenu('Archive', 'Copy Full Name');
    await until('the clipboard', async () => (await vscode.clipboard()) === 'databases.archive');
  });

  test('reveals the file', async () => {
    await workbench.contextMenu('Archive', 'Reveal File in Explorer');
    await workbench.page.locator('.explorer-folders-view .monaco-list-row.selected, .explorer-folders-view .monaco-list-row.focused').filter({ hasText: 'archive.dbelement.json' }).first().waitFor();
    await workbench.openView();
  });

  test('opens the text', async () => {
    await workbench.contextMenu('Archive', 'Open as Text');
    await until('the text', async () => (await textBeside()).includes('"archive.invalid"'));
  });
});

describe('the command palette', () => {
  test.each([
    ['Edit', 'Edit which element?'],
    ['Open as Text', 'Open which element as text?'],
    ['Rename...', 'Rename which element?'],
    ['Duplicate...', 'Duplicate which element?'],
    ['Delete...', 'Delete which element?'],
    ['Copy Full Name', 'Copy the full name of which element?'],
    ['Reveal File in Explorer', 'Reveal the file of which element?'],
    ['Test Connection', 'Test which connection?'],
    ['Copy Last Test Report', 'Copy the report of which element?'],
  ])('asks which element "%s" is about when none is in front', async (command, question) => {
    await workbench.runCommand(`Database Elements: ${command}`);
    await workbench.question(question);
    expect((await workbench.quickPickEntries()).join('\n')).toMatch(/Archive[^\n]*[\s\S]*Catalog[\s\S]*Orders/);
    await workbench.escape();
  });

  test('acts on what was picked', async () => {
    await workbench.runCommand('Database Elements: Copy Full Name');
    await workbench.quickPick('Orders');
    await until('the clipboard', async () => (await vscode.clipboard()) === 'databases.orders');
  });
});

describe('the form and the text beside it', () => {
  test('show each other at once; comments and unknown keys stay; Undo takes the edit back', async () => {
    await openBoth();
    await workbench.replaceInText('127.0.0.1', 'db.internal');
    await until('the host in the form', async () => (await form.field('host').inputValue()) === 'db.internal', 5000);
    await form.fill('database', 'orders_2026');
    await until('the database in the text', async () => (await textBeside()).includes('"orders_2026"'), 5000);
    await form.field('database').focus();
    await workbench.page.keyboard.press('Control+Z');
    await until('the database to be back', async () => (await form.field('database').inputValue()) === 'orders', 5000);
    expect(await textBeside()).toContain('"database": "orders"');
    expect(await form.field('host').inputValue()).toBe('db.internal');
    await form.field('database').focus();
    await workbench.page.keyboard.press('Control+Z');
    await until('the host to be back', async () => (await form.field('host').inputValue()) === '127.0.0.1', 5000);
    await form.fill('user', 'reporting');
    await form.save();
    const saved = await textOf('orders');
    expect(saved).toBe(ordersText(port).replace('"orders_app"', '"reporting"'));
    await form.fill('user', 'orders_app');
    await form.save();
    expect(await textOf('orders')).toBe(ordersText(port));
  });

  test('a text that is no element just now says so in the form, which comes back by itself', async () => {
    await openBoth();
    await workbench.replaceInText(`${String(port)},`, String(port));
    await form.part('unreadable').filter({ hasText: 'a comma is expected here' }).waitFor();
    await workbench.runCommand('Undo');
    await showsTitle('Orders');
  });

  test('an error stands beside its field while one types', async () => {
    await openForm('Orders');
    await form.field('port').fill('99999');
    await until('the error', () => form.part('field-port').getByTestId('error-port').filter({ hasText: '65535' }).isVisible(), 5000);
    expect(await form.field('port').evaluate((input) => input.matches(':focus'))).toBe(true);
    expect(await form.field('port').inputValue()).toBe('99999');
    await workbench.screenshot('field-error');
    await form.field('port').fill(String(port));
    await form.part('error-port').waitFor({ state: 'detached' });
  });
});

describe('a test that was started in the tree', () => {
  test('is shown in the form, as outdated where the form shows something else', async () => {
    await openForm('Orders');
    const row = workbench.treeItem('Orders');
    await row.hover();
    await row.locator('.actions .action-label[aria-label^="Test Connection"]').click();
    await form.expectFailure('connection-refused', /Nothing listens/);
    expect(await form.part('outdated').count()).toBe(0);
    await form.fill('host', 'db.invalid');
    await form.part('outdated').waitFor();
    await form.fill('description', 'Not what is tested');
    await form.fill('host', '127.0.0.1');
    await form.part('outdated').waitFor({ state: 'detached' });
    await form.enterPassword('another-password');
    await form.part('outdated').waitFor();
  });
});

describe('the keyboard alone', () => {
  test('reaches and presses Test Connection', async () => {
    await workbench.treeItem('Catalog').click();
    await showsTitle('Catalog');
    await workbench.closeAllEditors();
    await workbench.runCommand('Database Elements: Focus on Database Elements View');
    await workbench.page.keyboard.press('Home');
    await until('Catalog to have the focus', async () => {
      if ((await elementsTree().locator('.monaco-list-row.focused').innerText()).startsWith('Catalog')) return true;
      await workbench.page.keyboard.press('ArrowDown');
      return false;
    });
    await workbench.page.keyboard.press('Enter');
    await showsTitle('Catalog');
    const focused = (): Promise<string> => form.frame.locator('body').evaluate(() => (document.hasFocus() ? document.activeElement?.getAttribute('data-testid') : '') ?? '');
    await until('the form to have the focus', () => form.frame.locator('body').evaluate(() => document.hasFocus()), 5000);
    const passed: string[] = [];
    for (let presses = 0; passed.at(-1) !== 'test' && presses < 30; presses++) {
      await workbench.page.keyboard.press('Tab');
      passed.push(await focused());
    }
    expect(passed.at(-1), passed.join(' ')).toBe('test');
    await workbench.page.keyboard.press('Enter');
    await form.finished();
    await form.expectPassed(/SQLite 3/);
    // The button is the same one afterwards, and still has the focus.
    expect(await focused()).toBe('test');
  });

  test('renames with F2 what has the focus in the tree', async () => {
    await workbench.treeItem('Catalog').click();
    await showsTitle('Catalog');
    await workbench.closeAllEditors();
    await workbench.runCommand('Database Elements: Focus on Database Elements View');
    await workbench.page.keyboard.press('Home');
    await elementsTree().locator('.monaco-list-row.focused').filter({ hasText: /^Archive/ }).waitFor();
    await workbench.page.keyboard.press('F2');
    await workbench.question('Rename Archive');
    await workbench.quickInput('Old Archive');
    await workbench.treeItem('Old Archive').waitFor();
    expect(existsSync(elementFile('old-archive'))).toBe(true);
  });
});

describe('an empty folder', () => {
  test('is welcomed', async () => {
    await vscode.open(empty.path);
    await workbench.openView();
    await workbench.page.locator('.part.sidebar .welcome-view-content').filter({ hasText: 'Describe each database of this application' }).waitFor();
    await workbench.screenshot('welcome');
    await workbench.page.locator('.part.sidebar .welcome-view-content .monaco-button').filter({ hasText: 'New Database Element' }).click();
    await workbench.question('New Database Element (1/2)');
    await workbench.escape();
  });

  test('stays empty when "New" is cancelled at any step', async () => {
    await workbench.openView();
    await workbench.runCommand('Database Elements: New Database Element...');
    await workbench.question('New Database Element (1/2)');
    await workbench.escape();
    await workbench.runCommand('Database Elements: New Database Element...');
    await workbench.quickPick('PostgreSQL');
    await workbench.question('New Database Element (2/2)');
    await workbench.escape();
    expect(await workbench.page.locator('.tabs-container .tab').count()).toBe(0);
    await workbench.runCommand('Database Elements: New Database Element...');
    await workbench.quickPick('PostgreSQL');
    await workbench.quickInput('Orders');
    await showsTitle('Orders');
    await form.fill('host', 'db.internal');
    await workbench.closeAllEditors();
    expect(await readdir(empty.path)).toEqual([]);
    expect(await workbench.page.locator('.part.sidebar .welcome-view-content').first().isVisible()).toBe(true);
  });
});
