import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { command, temporaryFolder } from '../servers/command';
import { startPostgres, type PostgresServer } from '../servers/postgres';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { ElementForm } from './harness/element-form';
import { startVSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';
import { useVSCode } from './harness/use-vscode';

const TESTING_PASSWORD = 'other-s3cret-Testing';

let development: PostgresServer;
let testing: PostgresServer;

const { folder, vscode, workbench, form } = useVSCode('shop', async (atEnd) => {
  development = await startPostgres({ settings: { log_connections: 'on' } });
  atEnd(() => development.stop());
  testing = await startPostgres({ settings: { log_connections: 'on' }, seed: [`CREATE ROLE orders_test LOGIN PASSWORD '${TESTING_PASSWORD}'`, 'CREATE DATABASE orders_testing OWNER orders_test'] });
  atEnd(() => testing.stop());
  await mkdir(folder.file('databases'), { recursive: true });
  await writeFile(elementFile(), literalElement(development.port));
});

beforeAll(async () => {
  await workbench.treeItem('Orders').click();
  await form.shows('Orders');
});

function elementFile(): string {
  return folder.file('databases/orders.dbelement.json');
}

function literalElement(port: number): string {
  const connection = { host: '127.0.0.1', port, database: orders.database, user: orders.user, password: { keychain: true } };
  return `${JSON.stringify({ id: '0b5a8f34-6f0d-4b9f-8c39-0f5a4f1b7f11', type: 'postgresql', title: 'Orders', connection }, undefined, 2)}\n`;
}

/** Switches a field to a new variable whose suggested key and present value are kept. */
async function bind(key: string, required = false): Promise<void> {
  await form.part(`bind-${key}`).click();
  await form.part(`panel-${key}`).waitFor();
  if (required) await form.part(`variable-required-${key}`).click();
  await form.part(`variable-apply-${key}`).click();
  await form.part(`variable-${key}`).waitFor();
}

async function switchTo(environment: string): Promise<void> {
  await workbench.page.locator('[id="database-elements.database-elements.databaseElements.environment"] a').click();
  await workbench.quickPick(environment);
  await form.part('environment').and(form.frame.locator(`[data-environment="${environment}"]`)).waitFor();
}

/** How often the servers were connected to, by their own logs. */
async function connections(): Promise<{ readonly development: number; readonly testing: number }> {
  const [one, other] = await Promise.all([development.log(), testing.log()]);
  return { development: one.split('connection received').length - 1, testing: other.split('connection received').length - 1 };
}

/** Tests, and waits until the log of this server alone tells of it. */
async function testReaches(server: 'development' | 'testing', summary: RegExp): Promise<void> {
  const before = await connections();
  await form.test();
  await form.expectPassed(summary);
  await until(`the log of ${server}`, async () => (await connections())[server] > before[server]);
  const other = server === 'development' ? 'testing' : 'development';
  expect((await connections())[other]).toBe(before[other]);
}

/** Answers the guided step, which asks for these in this order. */
async function fillIn(window: Workbench, answers: readonly (readonly [string, string])[]): Promise<void> {
  for (const [key, value] of answers) {
    await window.quickInputMessage().filter({ hasText: `${key}:` }).waitFor();
    await window.quickInput(value);
  }
}

test('every field becomes a variable with its present value, and the connection keeps working', async () => {
  await form.enterPassword(orders.password);
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
  await form.save();
  await bind('port', true);
  for (const key of ['host', 'database', 'user', 'password']) await bind(key);
  await form.save();
  for (const key of ['ORDERS_HOST', 'ORDERS_PORT', 'ORDERS_DATABASE', 'ORDERS_USER', 'ORDERS_PASSWORD']) await workbench.treeItem(key).waitFor();
  await workbench.screenshot('form-variables');
  const saved = await readFile(elementFile(), 'utf8');
  for (const key of ['ORDERS_HOST', 'ORDERS_PORT', 'ORDERS_DATABASE', 'ORDERS_USER', 'ORDERS_PASSWORD']) expect(saved).toContain(`{ "variable": "${key}" }`);
  expect(saved).not.toContain('127.0.0.1');
  const settings = await folder.read('.vscode/settings.json');
  expect(settings).toContain('"ORDERS_HOST": "127.0.0.1"');
  expect(settings).not.toContain(orders.password);
  await testReaches('development', /signed in as orders_app/);
});

test('the Environment Variables view shows them, with their values, sources and uses', async () => {
  await workbench.treeItem('ORDERS_HOST').filter({ hasText: '127.0.0.1' }).waitFor();
  await workbench.treeItem('ORDERS_PASSWORD').filter({ hasText: '••••••••' }).waitFor();
  await workbench.toggleTreeItem('ORDERS_HOST');
  await workbench.page.locator('.part.sidebar [aria-level="2"][aria-label^="Orders Host"]').waitFor();
  await workbench.toggleTreeItem('ORDERS_HOST');
});

test('in another environment the element is unavailable until its values are set, and nothing connects', async () => {
  const before = await connections();
  await switchTo('testing');
  // What was found in development says nothing of testing.
  await form.part('test-panel').waitFor({ state: 'detached' });
  await form.test();
  await form.expectFailure('variable-unset', /Host comes from the environment variable ORDERS_HOST, which has no value in testing/);
  expect(await form.status('resolve')).toBe('failed');
  await workbench.treeItem('Orders').filter({ hasText: 'unavailable' }).waitFor();
  expect(await connections()).toEqual(before);
});

test('one guided step fills what is missing, and the test follows to the other server', async () => {
  await workbench.runCommand('Database Elements: Fill In Missing Values...');
  await fillIn(workbench, [
    ['ORDERS_DATABASE', 'orders_testing'],
    ['ORDERS_HOST', '127.0.0.1'],
    ['ORDERS_PORT', String(testing.port)],
    ['ORDERS_USER', 'orders_test'],
    ['ORDERS_PASSWORD', TESTING_PASSWORD],
  ]);
  await workbench.notification('Everything that testing needs is set').waitFor();
  expect(await folder.read('.vscode/settings.json')).not.toContain(TESTING_PASSWORD);
});

test('switching back and forth follows to the two servers, and the choice outlives the window', async () => {
  await testReaches('testing', /signed in as orders_test/);
  await switchTo('development');
  await testReaches('development', /signed in as orders_app/);
  await switchTo('testing');
  await vscode.reload();
  await workbench.openView();
  await form.part('environment').and(form.frame.locator('[data-environment="testing"]')).waitFor();
  await testReaches('testing', /signed in as orders_test/);
});

test('a required variable that is unset makes the element unavailable, with nothing connected, until it is set again', async () => {
  await workbench.contextMenu('ORDERS_PORT', 'Clear Value');
  await workbench.treeItem('Orders').filter({ hasText: 'unavailable · ORDERS_PORT is not set' }).waitFor();
  await workbench.hoverSays('Orders', 'Unavailable in testing: ORDERS_PORT is not set.');
  await workbench.treeItem('ORDERS_PORT').filter({ hasText: 'not set, required' }).waitFor();
  await form.part('value-port').filter({ hasText: 'not set, required' }).waitFor();
  const before = await connections();
  await form.test();
  await form.expectFailure('variable-unset', /ORDERS_PORT, which has no value in testing/);
  await workbench.screenshot('unavailable');
  expect(await connections()).toEqual(before);
  await form.part('set-value-port').click();
  await form.part('variable-value-port').locator('input').fill(String(testing.port));
  await form.part('variable-apply-port').click();
  await form.part('value-port').filter({ hasText: String(testing.port) }).waitFor();
  await workbench.treeItem('ORDERS_PORT').filter({ hasText: String(testing.port) }).waitFor();
  await workbench.hoverSays('ORDERS_PORT', String(testing.port));
  // The server that must not have been reached is the one that now is.
  await testReaches('testing', /signed in as orders_test/);
  expect((await connections()).development).toBe(before.development);
});

test('a secret variable is cleared after a question, and its element no longer connects', async () => {
  await workbench.contextMenu('ORDERS_PASSWORD', 'Clear Value');
  expect(await workbench.dialog('Cancel')).toContain('Clear the value of ORDERS_PASSWORD in testing?');
  expect(await vscode.keyringSearch('service', 'Database Elements')).toContain(TESTING_PASSWORD);
  await workbench.contextMenu('ORDERS_PASSWORD', 'Clear Value');
  await workbench.dialog('Clear Value');
  await workbench.treeItem('ORDERS_PASSWORD').filter({ hasText: 'not set, required' }).waitFor();
  expect(await vscode.keyringSearch('service', 'Database Elements')).not.toContain(TESTING_PASSWORD);
  await workbench.page.locator('.part.sidebar').filter({ hasText: '1 password is missing on this machine.' }).waitFor();
  const before = await connections();
  await form.test();
  await form.expectFailure('variable-unset', /ORDERS_PASSWORD, which has no value in testing/);
  expect(await connections()).toEqual(before);
  await switchTo('development');
  await testReaches('development', /signed in as orders_app/);
});

test('a clone lacks what is not in the repository, says so, is filled in one step, and connects', async () => {
  const clones = await temporaryFolder('clone');
  const clone = path.join(clones.path, 'shop');
  await folder.write('.gitignore', '.vscode/\n');
  const git = (...args: readonly string[]) => command('git', ['-C', folder.path, '-c', 'user.name=Tester', '-c', 'user.email=tester@localhost', ...args]);
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'Orders');
  await command('git', ['clone', '--quiet', folder.path, clone]);
  const other = await startVSCode({ workspace: clone });
  try {
    const window = new Workbench(other);
    await window.openView();
    await window.treeItem('Orders').filter({ hasText: 'unavailable' }).waitFor();
    await window.screenshot('missing-after-clone');
    await window.notificationAction('4 values and 1 password are missing on this machine', 'Fill In');
    await fillIn(window, [
      ['ORDERS_DATABASE', orders.database],
      ['ORDERS_HOST', '127.0.0.1'],
      ['ORDERS_PORT', String(development.port)],
      ['ORDERS_USER', orders.user],
    ]);
    await window.quickInputMessage().filter({ hasText: 'ORDERS_PASSWORD:' }).waitFor();
    await window.screenshot('guided-step');
    await window.quickInput(orders.password);
    await window.notification('Everything that development needs is set').waitFor();
    await window.treeItem('Orders').filter({ hasText: `127.0.0.1:${String(development.port)}/orders` }).waitFor();
    const before = await connections();
    await window.treeItem('Orders').click();
    const cloned = new ElementForm(window);
    await cloned.shows('Orders');
    await cloned.test();
    await cloned.expectPassed(/signed in as orders_app/);
    await until('the log of development', async () => (await connections()).development > before.development);
  } finally {
    await other.stop();
    await clones.remove();
  }
});
