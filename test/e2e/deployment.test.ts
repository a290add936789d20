import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { command } from '../servers/command';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const LEGACY_PASSWORD = 'legacy-s3cret-Literal';
const ARCHIVE_PASSWORD = 'archive-s3cret-Literal';
const URL_PASSWORD = 'imported-s3cret-Option';
const ENV_PASSWORD = 'env-s3cret-File';
const ENV_FILE = `ORDERS_PASSWORD=${ENV_PASSWORD}\nthis line says nothing\n`;

const { folder, vscode, workbench } = useVSCode('deployment', async () => {
  await command('git', ['init', '--quiet', folder.path]);
  const host = { variable: 'ORDERS_HOST' };
  await writeElement('orders', {
    id: elementId(1),
    type: 'postgresql',
    title: 'Orders',
    connection: { host, port: 5432, database: 'orders', user: { variable: 'ORDERS_USER' }, password: { variable: 'ORDERS_PASSWORD' } },
    tls: { mode: 'verify-full' },
    variables: { ORDERS_HOST: { name: 'Orders host' }, ORDERS_USER: { name: 'Orders user', required: true }, ORDERS_PASSWORD: { name: 'Orders password', description: 'Ask the operators.' } },
  });
  await writeElement('reports', {
    id: elementId(2),
    type: 'postgresql',
    title: 'Reports',
    connection: { host, port: 5432, database: 'reports', user: 'reports_app', password: { none: true } },
    variables: { ORDERS_HOST: { name: 'Database host' } },
  });
  await writeElement('legacy', literal(3, 'Legacy', LEGACY_PASSWORD));
  await writeElement('archive', literal(4, 'Archive', ARCHIVE_PASSWORD));
  await writeElement('imported', { ...literal(5, 'Imported', ''), connection: { host: '127.0.0.1', port: 5432, database: `imported?password=${URL_PASSWORD}`, user: 'app', password: { keychain: true } } });
  await folder.write('.vscode/settings.json', {
    'databaseElements.environments': {
      development: { values: { ORDERS_HOST: '127.0.0.1', ORDERS_USER: 'orders_dev' } },
      testing: { values: { ORDERS_HOST: 'db.internal', ORDERS_USER: 'orders_test' } },
      production: { values: { ORDERS_HOST: 'db.internal' } },
    },
  });
  await folder.write('.env', ENV_FILE);
  return { viewport: { width: 1700, height: 1500 } };
});

beforeAll(async () => {
  await workbench.treeItem('Orders').waitFor();
});

function literal(number: number, title: string, password: string): Readonly<Record<string, unknown>> {
  return { id: elementId(number), type: 'postgresql', title, connection: { host: '127.0.0.1', port: 5432, database: title.toLowerCase(), user: 'app', password } };
}

function elementFile(name: string): string {
  return folder.file(`databases/${name}.dbelement.json`);
}

async function writeElement(name: string, content: Readonly<Record<string, unknown>>): Promise<void> {
  await folder.write(`databases/${name}.dbelement.json`, content);
}

async function lineOf(name: string, text: string): Promise<number> {
  const lines = (await readFile(elementFile(name), 'utf8')).split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

async function showProblems(): Promise<void> {
  await workbench.runCommand('Problems: Focus on Problems View');
}

/** Waits for a problem at a line. */
async function problemAt(text: string | RegExp, line: number): Promise<void> {
  await workbench.problem(text).filter({ hasText: `[Ln ${String(line)},` }).first().waitFor({ timeout: 20_000 });
}

/** Opens an element's text and puts the caret at the end of a line, before a comma. */
async function openTextAt(title: string, name: string, text: string, offset = 'End'): Promise<void> {
  await workbench.contextMenu(title, 'Open as Text');
  // The text takes the focus when it is there, and would take what is typed before.
  await workbench.page.locator('.editor-instance .monaco-editor.focused .view-lines:visible').filter({ hasText: `"${title}"` }).first().waitFor();
  await workbench.goToLine(await lineOf(name, text));
  await workbench.page.keyboard.press(offset);
  await workbench.page.keyboard.press(offset === 'End' ? 'ArrowLeft' : 'ArrowRight');
  await workbench.page.keyboard.press(offset === 'End' ? 'ArrowLeft' : 'ArrowRight');
}

/** The names of the workspace's files that hold a text. */
async function filesWith(text: string): Promise<string[]> {
  const files = (await readdir(folder.path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const found = await Promise.all(files.map(async (file) => ((await readFile(path.join(file.parentPath, file.name))).includes(text) ? [file.name] : [])));
  return found.flat();
}

/** Types a line into the terminal in front, once its shell listens, and waits for the file that it writes. */
async function inTerminal(line: string, output: string): Promise<string> {
  const file = folder.file(output);
  const terminal = workbench.page.locator('.terminal-wrapper.active .xterm').last();
  await terminal.waitFor();
  await until(`the terminal to write ${output}`, async () => {
    await terminal.click();
    await workbench.page.keyboard.type(`${line} > ${output}.part; mv ${output}.part ${output}\n`);
    await until(output, () => existsSync(file), 5000);
    return true;
  });
  return (await readFile(file, 'utf8')).trim();
}

function environmentItem() {
  return workbench.page.locator('[id="database-elements.database-elements.databaseElements.environment"]');
}

test('while one edits, a .env file with a secret that git does not ignore is warned about at its line, and so is a line without effect', async () => {
  await showProblems();
  await problemAt('.env holds ORDERS_PASSWORD and is not ignored by git', 1);
  await problemAt('The line is neither KEY=VALUE nor a comment', 2);
  await problemAt('ORDERS_HOST is declared differently in databases/reports.dbelement.json', await lineOf('orders', '"ORDERS_HOST": {'));
  await problemAt('ORDERS_HOST is declared differently in databases/orders.dbelement.json', await lineOf('reports', '"ORDERS_HOST": {'));
});

test('Check Deployment Readiness puts what it finds at its place', async () => {
  await workbench.runCommand('Database Elements: Check Deployment Readiness...');
  await workbench.quickPick('production');
  const said = workbench.notification(/production is not ready: \d+ errors? and \d+ warnings?\./);
  await said.waitFor();
  await showProblems();
  await problemAt('production: ORDERS_USER (User) has no value in production', await lineOf('orders', '"ORDERS_USER": {'));
  await problemAt(/production: production and testing lead to the same database/, await lineOf('orders', '"host"'));
  // What the panel shows anyway is there once.
  await problemAt('Password must not stand in a file', await lineOf('legacy', '"password"'));
  expect(await workbench.problem('Password must not stand in a file').count()).toBe(2);
  expect(await workbench.problem('.env holds ORDERS_PASSWORD').count()).toBe(1);
  expect(await workbench.problem('ORDERS_HOST is declared differently').count()).toBe(2);
  expect(await workbench.page.locator('.monaco-workbench').innerText()).not.toMatch(/s3cret/);
  await workbench.screenshot('readiness');
});

test('what git ignores is no longer a problem; what was mended leaves the panel', async () => {
  await folder.write('.gitignore', '.env\n');
  await workbench.problem('.env holds ORDERS_PASSWORD').first().waitFor({ state: 'detached' });
  await folder.write('.env', `ORDERS_PASSWORD=${ENV_PASSWORD}\n`);
  await workbench.problem('The line is neither KEY=VALUE').waitFor({ state: 'detached' });
});

test('"Move to keychain" takes a literal password out of the file; the keychain has it after the save', async () => {
  await openTextAt('Legacy', 'legacy', '"password"');
  await workbench.quickFix('Move to keychain');
  await workbench.notification('Password is stored with the next save').waitFor();
  await workbench.save();
  expect(await readFile(elementFile('legacy'), 'utf8')).toContain('"password": { "keychain": true }');
  await until('the keychain to have it', async () => {
    const held = await vscode.keyringSearch('service', 'Database Elements');
    return held.includes(LEGACY_PASSWORD) && held.includes(`${elementId(3)} development postgresql://app@127.0.0.1:5432`);
  });
  expect(await filesWith(LEGACY_PASSWORD)).toEqual([]);
  await showProblems();
  await workbench.problem('Password must not stand in a file').nth(1).waitFor({ state: 'detached' });
});

test('"Turn into environment variable" takes a literal password out of the file; the variable\'s value is in the keychain', async () => {
  await openTextAt('Archive', 'archive', '"password"');
  await workbench.quickFix('Turn into environment variable');
  await workbench.notification('ARCHIVE_PASSWORD holds it now').waitFor();
  await workbench.save();
  expect(await readFile(elementFile('archive'), 'utf8')).toContain('"password": { "variable": "ARCHIVE_PASSWORD" }');
  await until('the keychain to have it', async () => (await vscode.keyringSearch('service', 'Database Elements')).includes(ARCHIVE_PASSWORD));
  expect(await filesWith(ARCHIVE_PASSWORD)).toEqual([]);
  await showProblems();
  await workbench.problem('Password must not stand in a file').first().waitFor({ state: 'detached' });
  await workbench.treeItem('ARCHIVE_PASSWORD').filter({ hasText: '••••••••' }).waitFor();
});

test('"Move to keychain" parts a password from the text of another field', async () => {
  await showProblems();
  await problemAt('"connection.database" looks like a secret in plain', await lineOf('imported', '"database"'));
  await openTextAt('Imported', 'imported', '"database"');
  await workbench.quickFix('Move to keychain');
  await workbench.notification('Password is stored with the next save').waitFor();
  await workbench.save();
  expect(await readFile(elementFile('imported'), 'utf8')).toContain('"database": "imported",');
  await until('the keychain to have it', async () => (await vscode.keyringSearch('service', 'Database Elements')).includes(URL_PASSWORD));
  expect(await filesWith(URL_PASSWORD)).toEqual([]);
  await showProblems();
  await workbench.problem('looks like a secret in plain').first().waitFor({ state: 'detached' });
});

test('declarations that differ are made equal by a quick fix', async () => {
  await openTextAt('Reports', 'reports', '"ORDERS_HOST": {', 'Home');
  await workbench.quickFix('Declare ORDERS_HOST as the other element does');
  await workbench.save();
  expect(await readFile(elementFile('reports'), 'utf8')).toContain('Orders host');
  await showProblems();
  await workbench.problem('ORDERS_HOST is declared differently').first().waitFor({ state: 'detached' });
  await workbench.closeAllEditors();
});

test('"Write .env.example" writes keys, names and descriptions, and no value of a secret', async () => {
  await workbench.runCommand('Database Elements: Write .env.example');
  await workbench.editorTab('.env.example').waitFor();
  const text = await folder.read('.env.example');
  expect(text).toMatch(/^ORDERS_PASSWORD=$/m);
  expect(text).toMatch(/^ARCHIVE_PASSWORD=$/m);
  expect(text).toContain('# Ask the operators.');
  expect(text).toMatch(/^ORDERS_HOST=/m);
  expect(text).not.toContain('s3cret');
  await workbench.closeAllEditors();
});

test('"Copy Connection String" gives the masked form by default, the password only when it is asked for', async () => {
  await workbench.runCommand('Database Elements: Copy Connection String...');
  await workbench.quickPick(/^Orders/);
  await workbench.quickPick('Without the password');
  await until('the clipboard', async () => (await vscode.clipboard()) === 'postgresql://orders_dev:***@127.0.0.1:5432/orders?sslmode=verify-full');
});

test('"Copy Connection String" says which value is missing', async () => {
  await environmentItem().locator('a').click();
  await workbench.quickPick('production');
  await workbench.treeItem('Orders').filter({ hasText: 'unavailable · ORDERS_USER is not set' }).waitFor();
  await workbench.runCommand('Database Elements: Copy Connection String...');
  await workbench.quickPick(/^Orders/);
  await workbench.quickPick('Without the password');
  await workbench.notification('The connection string is not complete in production: ORDERS_USER is not set.').waitFor();
  await environmentItem().locator('a').click();
  await workbench.quickPick('development');
  await workbench.treeItem('Orders').filter({ hasText: '127.0.0.1:5432/orders' }).waitFor();
});

test('"Copy Connection String" with the password asks before it is made for a target that the password has not gone to', async () => {
  const copy = async () => {
    await workbench.runCommand('Database Elements: Copy Connection String...');
    await workbench.quickPick(/^Orders/);
    await workbench.quickPick('With the password');
  };
  await copy();
  expect(await workbench.dialog('Cancel')).toContain('Send the value of ORDERS_PASSWORD to postgresql://orders_dev@127.0.0.1:5432 (certificate checked)?');
  await workbench.notification(/The connection string is not complete: The value of ORDERS_PASSWORD, from \.env, has not gone to/).waitFor();
  expect(await vscode.clipboard()).not.toContain(ENV_PASSWORD);
  await copy();
  await workbench.dialog('Use for This Target');
  await until('the clipboard', async () => (await vscode.clipboard()) === `postgresql://orders_dev:${ENV_PASSWORD}@127.0.0.1:5432/orders?sslmode=verify-full`);
});

test('"Open Terminal with Environment" gives a terminal the values of the environment; secrets after asking', async () => {
  await workbench.runCommand('Database Elements: Open Terminal with Environment');
  await workbench.dialog('Cancel');
  expect(await workbench.page.locator('.terminal-wrapper.active .xterm').count()).toBe(0);
  await workbench.runCommand('Database Elements: Open Terminal with Environment');
  const question = await workbench.dialog('Without Secrets');
  expect(question).toContain('Put secret values into the environment of this terminal?');
  expect(await inTerminal('printenv ORDERS_HOST', 'out.txt')).toBe('127.0.0.1');
  expect(await inTerminal('printenv ORDERS_PASSWORD ARCHIVE_PASSWORD', 'without.txt')).toBe('');
  await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
  await workbench.runCommand('Database Elements: Open Terminal with Environment');
  await workbench.dialog('With Secrets');
  expect(await inTerminal('printenv ORDERS_PASSWORD ARCHIVE_PASSWORD', 'with.txt')).toBe(`${ENV_PASSWORD}\n${ARCHIVE_PASSWORD}`);
  await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
});

test('protecting an environment shows its colour and lock in status bar and tree, and asks before what could write', async () => {
  const rowColour = () => workbench.treeItem('Orders').locator('.label-name').first().evaluate((label) => getComputedStyle(label).color);
  const plain = await rowColour();
  await environmentItem().locator('a').click();
  await workbench.quickPick('Protect development');
  await environmentItem().locator('.codicon-lock').waitFor();
  expect(await environmentItem().getAttribute('class')).toContain('warning-kind');
  expect(await environmentItem().locator('a').getAttribute('aria-label')).toContain('development, protected');
  await until('the colour of the rows', async () => (await rowColour()) !== plain);
  expect(await workbench.treeItem('Orders').getAttribute('aria-label')).toContain('protected environment');
  await workbench.screenshot('protected');
  await workbench.runCommand('Database Elements: Open Terminal with Environment');
  expect(await workbench.dialog('Cancel')).toContain('Open a terminal in the protected environment "development"?');
  expect(await workbench.page.locator('.terminal-wrapper.active .xterm').count()).toBe(0);
  await environmentItem().locator('a').click();
  await workbench.quickPick('Stop protecting development');
  await environmentItem().locator('.codicon-database').waitFor();
  expect(await environmentItem().getAttribute('class')).not.toContain('warning-kind');
  await until('the usual colour of the rows', async () => (await rowColour()) === plain);
});

test('a variable is made, gone to, renamed in every element and deleted when unused, from the view', async () => {
  await workbench.runCommand('Database Elements: New Environment Variable...');
  await workbench.quickPick(/^Orders/);
  await workbench.question('New environment variable (1/2)');
  await workbench.quickInput('Orders replica');
  await workbench.question('New environment variable (2/2)');
  await workbench.quickInput('ORDERS_REPLICA');
  await workbench.treeItem('ORDERS_REPLICA').waitFor();
  expect(await readFile(elementFile('orders'), 'utf8')).toContain('Orders replica');

  await workbench.contextMenu('ORDERS_REPLICA', 'Edit Variable...');
  await workbench.quickPick('Description');
  await workbench.quickInputMessage().filter({ hasText: 'What it is for' }).waitFor();
  await workbench.quickInput('Takes reads');
  await until('the description to be in the file', async () => (await readFile(elementFile('orders'), 'utf8')).includes('"description": "Takes reads"'));
  await workbench.contextMenu('ORDERS_REPLICA', 'Edit Variable...');
  await workbench.quickPick('Required');
  await workbench.treeItem('ORDERS_REPLICA').filter({ hasText: 'not set, required' }).waitFor();
  await workbench.contextMenu('ORDERS_REPLICA', 'Copy Key');
  await until('the clipboard', async () => (await vscode.clipboard()) === 'ORDERS_REPLICA');

  await workbench.contextMenu('ORDERS_REPLICA', 'Go to Definition');
  await workbench.editorTab('orders.dbelement.json').waitFor();
  const line = await lineOf('orders', '"ORDERS_REPLICA"');
  await workbench.page.locator('[id="status.editor.selection"]').filter({ hasText: `Ln ${String(line)},` }).waitFor();
  await workbench.closeAllEditors();

  await workbench.treeItem('ORDERS_HOST').click();
  await workbench.page.keyboard.press('F2');
  await workbench.question('Rename ORDERS_HOST');
  await workbench.quickInput('ORDERS_DB_HOST');
  await workbench.treeItem('ORDERS_DB_HOST').filter({ hasText: '127.0.0.1' }).waitFor();
  for (const name of ['orders', 'reports']) {
    const text = await readFile(elementFile(name), 'utf8');
    expect(text).toContain('ORDERS_DB_HOST');
    expect(text).not.toContain('ORDERS_HOST');
  }
  await until('the values of every environment to follow', async () => {
    const settings = await folder.read('.vscode/settings.json');
    return settings.split('"ORDERS_DB_HOST": ').length === 4 && !settings.includes('ORDERS_HOST');
  });

  await workbench.contextMenu('ORDERS_REPLICA', 'Delete Variable');
  await workbench.treeItem('ORDERS_REPLICA').waitFor({ state: 'detached' });
  expect(await readFile(elementFile('orders'), 'utf8')).not.toContain('ORDERS_REPLICA');
  await workbench.runCommand('Database Elements: Delete Variable');
  await workbench.quickPick('ORDERS_DB_HOST');
  await workbench.notification(/ORDERS_DB_HOST is used by databases\.orders/).waitFor();
});
