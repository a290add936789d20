import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startMariadb, type MariadbServer } from '../servers/mariadb';
import { freePort } from '../servers/peers';
import { startPostgres, type PostgresServer } from '../servers/postgres';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';

const WRONG_PASSWORD = 'not-the-Passw0rd';

let postgres: PostgresServer;
let mariadb: MariadbServer;

const { folder, vscode, workbench, form } = useVSCode('shop', async (atEnd) => {
  await folder.writeDatabase('data/catalog.db', 'CREATE TABLE article (id INTEGER PRIMARY KEY, name TEXT)');
  await folder.write('README.md', '# Shop\n');
  postgres = await startPostgres();
  atEnd(() => postgres.stop());
  mariadb = await startMariadb();
  atEnd(() => mariadb.stop());
});

function elementFile(name: string): string {
  return folder.file('databases', `${name}.dbelement.json`);
}

async function newElement(type: string, title: string): Promise<void> {
  await workbench.openView();
  await workbench.runCommand('Database Elements: New Database Element...');
  await workbench.quickPick(type);
  await workbench.quickInput(title);
  await form.shows(title);
}

describe.each([
  { type: 'PostgreSQL', title: 'Orders', file: 'orders', product: /PostgreSQL 1\d.*signed in as orders_app/, defaultPort: '5432', server: () => postgres },
  { type: 'MySQL / MariaDB', title: 'Archive', file: 'archive', product: /MariaDB 1\d.*signed in as orders_app/, defaultPort: '3306', server: () => mariadb },
])('$type', ({ type, title, file, product, defaultPort, server }) => {
  test('is added by the form, tested unsaved, and saved without its password', async () => {
    await newElement(type, title);
    expect(existsSync(elementFile(file))).toBe(false);
    await until('the caret in the first field', () => form.field('host').evaluate((input) => input.matches(':focus')));
    await form.fill('host', '127.0.0.1');
    await form.fill('port', String(server().port));
    await form.fill('database', orders.database);
    await form.fill('user', orders.user);
    await form.enterPassword(orders.password);
    await form.test();
    await form.expectPassed(product);
    expect(existsSync(elementFile(file))).toBe(false);
    await form.part('toggle-pool').click();
    await form.save();
    await form.part('secret-password').filter({ hasText: 'stored in the OS keychain' }).waitFor();
    const saved = await readFile(elementFile(file), 'utf8');
    expect(saved).toContain(`"password": { "keychain": true }`);
    expect(saved).not.toContain(orders.password);
    expect(await vscode.keyringSearch('service', 'Database Elements')).toContain(orders.password);
    // The file has a form of its own, which goes on where that of the unsaved text was.
    await until('the state in the tree', async () => (await workbench.treeItem(title).getAttribute('aria-label'))?.includes('last test passed'));
    await form.expectPassed(product);
    await until('the section that was unfolded', async () => (await form.part('toggle-pool').getAttribute('aria-expanded')) === 'true');
    await until('the focus on the test', () => form.part('test').evaluate((button) => button.matches(':focus')));
  });

  test('a wrong port is told from a server that does not run, and mended from the action offered', async () => {
    const unused = String(await freePort());
    await form.fill('port', unused);
    await form.test();
    await form.expectFailure('secret-missing', /No password is stored for/);
    await form.action(/Use the password of/);
    await workbench.dialog('Use Password');
    await form.expectFailure('connection-refused', new RegExp(`Nothing listens on 127\\.0\\.0\\.1:${unused}.*default port is ${defaultPort}`));
    expect([await form.status('lookup'), await form.status('reach'), await form.status('authenticate')]).toEqual(['passed', 'failed', 'pending']);
    await workbench.screenshot(`failure-refused-${file}`);
    await form.action(new RegExp(`Use ${defaultPort}`));
    await until('the default port in the field', async () => (await form.field('port').inputValue()) === defaultPort);
    await form.finished();
    await form.fill('port', String(server().port));
    await form.test();
    await form.expectPassed(product);
    await form.save();
  });

  test('a wrong password is said to be one, and mended from the action offered', async () => {
    await form.enterPassword(WRONG_PASSWORD);
    await form.test();
    await form.expectFailure('authentication-failed', /does not accept the user "orders_app" with this password/);
    expect([await form.status('reach'), await form.status('authenticate')]).toEqual(['passed', 'failed']);
    await form.action(/Enter password/);
    await form.part('secret-input-password').fill(orders.password);
    await form.part('secret-input-password').press('Enter');
    await form.part('secret-password').filter({ hasText: 'when you save' }).waitFor();
    await form.test();
    await form.expectPassed(product);
    await form.save();
  });

  test('a missing database is said to be missing, and mended from the action offered', async () => {
    await form.fill('database', 'orders_2019');
    await form.test();
    await form.expectFailure(type === 'PostgreSQL' ? 'database-not-found' : 'database-not-allowed', /"orders_2019"/);
    expect([await form.status('authenticate'), await form.status('open')]).toEqual(['passed', 'failed']);
    await form.action(/Edit database/);
    await until('the caret in the field', () => form.field('database').evaluate((input) => input.matches(':focus')));
    await form.fill('database', orders.database);
    await form.test();
    await form.expectPassed(product);
  });

  test('a server that is down is said to be down, and passes when it is up again', async () => {
    await server().halt();
    await form.test();
    await form.expectFailure('connection-refused', /Nothing listens on/);
    await server().start();
    await form.part('test-again').click();
    await form.expectPassed(product);
    await form.save();
    expect(await readFile(elementFile(file), 'utf8')).toContain(`"port": ${server().port}`);
  });
});

describe('SQLite', () => {
  test('is added by the form; a missing file is said to be missing and chosen from the action offered', async () => {
    await newElement('SQLite', 'Catalog');
    await form.fill('file', 'data/catalogue.db');
    await form.test();
    await form.expectFailure('file-not-found', /There is no file "data\/catalogue\.db"/);
    expect([await form.part('stage-lookup').count(), await form.status('open')]).toEqual([0, 'failed']);
    await form.action(/Choose file/);
    await workbench.chooseFile(folder.file('data/catalog.db'));
    await form.expectPassed(/SQLite 3/);
    expect((await form.part('test-panel').innerText()).match(/\d+(\.\d)? (bytes|KB)/g)).toHaveLength(1);
    await workbench.screenshot('success-sqlite');
    expect(await form.field('file').inputValue()).toBe('data/catalog.db');
    await form.save();
    await workbench.treeItem('Catalog').waitFor();
  });
});

test('what was typed and not saved is there after the window is loaded anew, the password too', async () => {
  await workbench.treeItem('Orders').click();
  await form.shows('Orders');
  await form.fill('description', 'Business data of the shop');
  await form.enterPassword(orders.password);
  await workbench.editorTab('orders.dbelement.json').and(vscode.page.locator('.dirty')).waitFor();
  await until('the backup of the unsaved text', () => contains(path.join(vscode.userDataDir, 'User/Backups'), 'Business data of the shop'));
  await workbench.reloadWindow();
  await workbench.openView();
  await workbench.treeItem('Orders').click();
  await form.shows('Orders');
  expect(await form.field('description').inputValue()).toBe('Business data of the shop');
  await form.part('secret-password').filter({ hasText: 'when you save' }).waitFor();
  await form.test();
  await form.expectPassed(/PostgreSQL/);
  await form.save();
  expect(await readFile(elementFile('orders'), 'utf8')).toContain('"description": "Business data of the shop"');
});

test('all connections are tested from the view, and the tree shows how each went', async () => {
  await workbench.runCommand('Database Elements: Test All Connections');
  await workbench.notification('3 of 3 connections work').waitFor();
  for (const title of ['Orders', 'Archive', 'Catalog']) {
    await until(`${title} to be shown as passed`, async () => (await workbench.treeItem(title).getAttribute('aria-label'))?.includes('last test passed'));
  }
});

test('a password for one target is not sent to another until the person says so', async () => {
  await workbench.treeItem('Orders').click();
  await form.shows('Orders');
  await form.fill('host', 'localhost');
  await form.part('field-password').filter({ hasText: `not for postgresql://orders_app@localhost:${postgres.port}` }).waitFor();
  const before = await postgres.log();
  await form.test();
  await form.expectFailure('secret-missing', /No password is stored for postgresql:\/\/orders_app@localhost/);
  expect(await form.status('resolve')).toBe('failed');
  expect((await postgres.log()).length).toBe(before.length);
  await form.action(/Use the password of postgresql:\/\/orders_app@127\.0\.0\.1/);
  expect(await workbench.dialog('Use Password')).toMatch(/Send the password stored for .*127\.0\.0\.1.* to .*localhost/);
  await form.expectPassed(/PostgreSQL/);
  await form.save();
});

async function contains(root: string, text: string): Promise<boolean> {
  return (await filesWith(root, text)).length > 0;
}

async function filesWith(root: string, text: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const found = await Promise.all(files.map(async (file) => (await readFile(file)).includes(text)));
  return files.filter((_, index) => found[index]);
}

test('no password stands in the workspace, in logs and state of VS Code, or in the page', async () => {
  const page = await form.frame.locator('html').evaluate((html) => html.outerHTML);
  for (const secret of [orders.password, WRONG_PASSWORD]) {
    expect(page).not.toContain(secret);
    for (const root of [folder.path, vscode.userDataDir]) expect(await filesWith(root, secret)).toEqual([]);
  }
});
