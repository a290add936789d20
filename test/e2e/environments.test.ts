import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../servers/command';
import { startPostgres, type PostgresServer } from '../servers/postgres';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { ElementForm } from './harness/element-form';
import { startVSCode, type VSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';

const TESTING_PASSWORD = 'other-s3cret-Testing';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let development: PostgresServer;
let testing: PostgresServer;
let vscode: VSCode;
let workbench: Workbench;
let form: ElementForm;

beforeAll(async () => {
  folder = await temporaryFolder('shop');
  development = await startPostgres({ settings: { log_connections: 'on' } });
  testing = await startPostgres({ settings: { log_connections: 'on' }, seed: [`CREATE ROLE orders_test LOGIN PASSWORD '${TESTING_PASSWORD}'`, 'CREATE DATABASE orders_testing OWNER orders_test'] });
  await mkdir(path.join(folder.path, 'databases'), { recursive: true });
  await writeFile(elementFile(), literalElement(development.port));
  vscode = await startVSCode({ workspace: folder.path });
  workbench = new Workbench(vscode.page);
  form = new ElementForm(workbench);
  await workbench.openView();
  await workbench.treeItem('Orders').click();
  await until('the form of Orders', async () => (await form.field('title').inputValue({ timeout: 5000 })) === 'Orders');
});

afterAll(async () => {
  await vscode.stop();
  await Promise.all([development.stop(), testing.stop()]);
  await folder.remove();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await workbench.screenshot(`failed-${task.name.slice(0, 40)}`);
});

function elementFile(): string {
  return path.join(folder.path, 'databases/orders.dbelement.json');
}

function literalElement(port: number): string {
  const connection = { host: '127.0.0.1', port, database: orders.database, user: orders.user, password: { keychain: true } };
  return `${JSON.stringify({ id: '0b5a8f34-6f0d-4b9f-8c39-0f5a4f1b7f11', type: 'postgresql', title: 'Orders', connection }, undefined, 2)}\n`;
}

/** Switches a field to a new variable whose suggested key and present value are kept. */
async function bind(key: string): Promise<void> {
  await form.part(`bind-${key}`).click();
  await form.part(`panel-${key}`).waitFor();
  await form.part(`variable-apply-${key}`).click();
  await form.part(`variable-${key}`).waitFor();
}

async function switchTo(environment: string): Promise<void> {
  await workbench.page.locator('[id="database-elements.database-elements.databaseElements.environment"] a').click();
  await workbench.quickPick(environment);
  await form.part('environment').and(form.frame.locator(`[data-environment="${environment}"]`)).waitFor();
}

async function setValue(key: string, value: string): Promise<void> {
  await workbench.runCommand('Database Elements: Set Value...');
  await workbench.quickPick(key);
  await workbench.quickInput(value);
}

test('every field becomes a variable with its present value, and the connection keeps working', async () => {
  await form.enterPassword(orders.password);
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
  await form.save();
  for (const key of ['host', 'port', 'database', 'user', 'password']) await bind(key);
  await form.save();
  await workbench.screenshot('form-variables');
  const saved = await readFile(elementFile(), 'utf8');
  for (const key of ['ORDERS_HOST', 'ORDERS_PORT', 'ORDERS_DATABASE', 'ORDERS_USER', 'ORDERS_PASSWORD']) expect(saved).toContain(`{ "variable": "${key}" }`);
  expect(saved).not.toContain('127.0.0.1');
  const settings = await readFile(path.join(folder.path, '.vscode/settings.json'), 'utf8');
  expect(settings).toContain('"ORDERS_HOST": "127.0.0.1"');
  expect(settings).not.toContain(orders.password);
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
});

test('the Environment Variables view shows them, with their values, sources and uses', async () => {
  await workbench.treeItem('ORDERS_HOST').filter({ hasText: '127.0.0.1' }).waitFor();
  await workbench.treeItem('ORDERS_PASSWORD').filter({ hasText: '••••••••' }).waitFor();
  await workbench.toggleTreeItem('ORDERS_HOST');
  await workbench.page.locator('.part.sidebar [aria-level="2"][aria-label^="Orders Host"]').waitFor();
  await workbench.toggleTreeItem('ORDERS_HOST');
});

test('in another environment the element is unavailable until its values are set, and nothing connects', async () => {
  const [before, beforeTesting] = await Promise.all([development.log(), testing.log()]);
  await switchTo('testing');
  await form.test();
  await form.expectFailure('variable-unset', /Host comes from the environment variable ORDERS_HOST, which has no value in testing/);
  expect(await form.status('resolve')).toBe('failed');
  await workbench.treeItem('Orders').filter({ hasText: 'unavailable' }).waitFor();
  expect((await development.log()).length).toBe(before.length);
  expect((await testing.log()).length).toBe(beforeTesting.length);
});

test('one guided step fills what is missing, and the test follows to the other server', async () => {
  await setValue('ORDERS_PORT', String(testing.port));
  await workbench.runCommand('Database Elements: Fill In Missing Values...');
  for (const [key, value] of [
    ['ORDERS_DATABASE', 'orders_testing'],
    ['ORDERS_HOST', '127.0.0.1'],
    ['ORDERS_USER', 'orders_test'],
    ['ORDERS_PASSWORD', TESTING_PASSWORD],
  ] as const) {
    await workbench.quickInputMessage().filter({ hasText: `${key}:` }).waitFor();
    await workbench.quickInput(value);
  }
  await workbench.notification('Everything that testing needs is set').waitFor();
  expect(await readFile(path.join(folder.path, '.vscode/settings.json'), 'utf8')).not.toContain(TESTING_PASSWORD);
});

test('switching back and forth follows to the two servers', async () => {
  await form.test();
  await form.expectPassed(/signed in as orders_test/);
  await switchTo('development');
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
});

test('a clone lacks what is not in the repository, says so, and is filled in one step', async () => {
  const clone = await temporaryFolder('clone');
  await cp(path.join(folder.path, 'databases'), path.join(clone.path, 'databases'), { recursive: true });
  const other = await startVSCode({ workspace: clone.path });
  try {
    const window = new Workbench(other.page);
    await window.openView();
    await window.treeItem('Orders').filter({ hasText: 'unavailable' }).waitFor();
    await window.screenshot('missing-after-clone');
    await window.notificationAction('3 values and 1 password are missing on this machine', 'Fill In');
    for (const [key, value] of [
      ['ORDERS_DATABASE', orders.database],
      ['ORDERS_HOST', '127.0.0.1'],
      ['ORDERS_USER', orders.user],
      ['ORDERS_PASSWORD', orders.password],
    ] as const) {
      await window.quickInputMessage().filter({ hasText: `${key}:` }).waitFor();
      await window.quickInput(value);
    }
    await window.notification('Everything that development needs is set').waitFor();
    await window.treeItem('Orders').filter({ hasText: '127.0.0.1:5432/orders' }).waitFor();
  } finally {
    await other.stop();
    await clone.remove();
  }
});
