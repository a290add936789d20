import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../servers/command';
import { freePort, silentPeer, type Peer } from '../servers/peers';
import { orders } from '../servers/seed';
import { elementId, writeWorkspaceFile } from './harness/element-files';
import { useFailurePictures } from './harness/failure-pictures';
import { startVSCode, type VSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';

const postgres = inject('postgres');
const TABLES = 10_000;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let silent: Peer;
let vscode: VSCode;
let workbench: Workbench;

beforeAll(async () => {
  folder = await temporaryFolder('schema-tree');
  silent = await silentPeer();
  await mkdir(path.join(folder.path, 'data'));
  const shop = new DatabaseSync(path.join(folder.path, 'data/shop.db'));
  shop.exec('CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT); CREATE UNIQUE INDEX customer_email ON customer (email)');
  shop.exec('CREATE TABLE "order \'lines\'" (customer INTEGER REFERENCES customer (id), 编号 INTEGER, PRIMARY KEY (编号, customer)); CREATE VIEW names AS SELECT name FROM customer');
  shop.close();
  const large = new DatabaseSync(path.join(folder.path, 'data/large.db'));
  large.exec('BEGIN');
  for (let number = 0; number < TABLES; number++) large.exec(`CREATE TABLE t${String(number).padStart(5, '0')} (id INTEGER PRIMARY KEY)`);
  large.exec('COMMIT');
  large.close();
  const client = new Client({ host: postgres.host, port: postgres.port, ...orders });
  await client.connect();
  await client.query('DROP SCHEMA IF EXISTS sales CASCADE; CREATE SCHEMA sales; CREATE TABLE sales.invoice (number bigint PRIMARY KEY, total numeric(12,2) NOT NULL)');
  await client.end();
  const write = (name: string, element: object) => writeWorkspaceFile(path.join(folder.path, `databases/${name}.dbelement.json`), { ...element });
  const server = (port: number) => ({ host: '127.0.0.1', port, database: orders.database, user: orders.user, password: { none: true } });
  await write('shop', { id: elementId(1), type: 'sqlite', title: 'Shop', connection: { file: 'data/shop.db' } });
  await write('large', { id: elementId(2), type: 'sqlite', title: 'Large', connection: { file: 'data/large.db' } });
  await write('closed', { id: elementId(4), type: 'postgresql', title: 'Closed', connection: server(await freePort()) });
  await write('silent', { id: elementId(5), type: 'postgresql', title: 'Silent', connection: server(silent.port), timeouts: { connectMs: 600_000 } });
  vscode = await startVSCode({ workspace: folder.path, viewport: { width: 1400, height: 1100 } });
  workbench = new Workbench(vscode.page);
  await workbench.openView();
});

afterAll(async () => {
  await vscode.stop();
  await silent.stop();
  await folder.remove();
});

useFailurePictures(() => workbench);

/** Opens the rows one below the other; each has to be there before the next. */
async function openRows(...labels: readonly string[]): Promise<void> {
  for (const label of labels) {
    await workbench.treeItem(label).waitFor();
    if ((await workbench.treeItem(label).getAttribute('aria-expanded')) !== 'true') await workbench.toggleTreeItem(label);
  }
}

async function row(label: string, description: string): Promise<void> {
  await workbench.treeItem(label).filter({ hasText: description }).waitFor();
}

test('opens an element to tables, columns with types and keys, and indexes, whatever their names', async () => {
  await openRows('Shop', 'Schema', 'main');
  await row('names', 'view');
  await openRows('customer');
  await row('id', 'INTEGER · primary key');
  await row('name', 'TEXT · not null');
  await row('customer_email', 'unique index on email');
  await workbench.screenshot('schema-tree');
  await workbench.toggleTreeItem('customer');
  await openRows("order 'lines'");
  await row('编号', 'INTEGER · primary key 1 of 2');
  await workbench.treeItem('customer').filter({ hasText: 'primary key 2 of 2 · → customer.id' }).waitFor();
});

test('keeps what it has read until it is refreshed', async () => {
  const shop = new DatabaseSync(path.join(folder.path, 'data/shop.db'));
  shop.exec('CREATE TABLE added (id INTEGER)');
  shop.close();
  await workbench.toggleTreeItem('main');
  await openRows('main');
  await workbench.treeItem('names').waitFor();
  expect(await workbench.treeItem('added').count()).toBe(0);
  await workbench.treeItemAction('Schema', 'Refresh Schema');
  await workbench.treeItem('added').waitFor();
  await workbench.toggleTreeItem('Shop');
});

test('opens a schema of 10,000 tables', async () => {
  await openRows('Large', 'Schema', 'main');
  const started = performance.now();
  await workbench.treeItem('t00000').waitFor();
  console.info(`10,000 tables: first row ${(performance.now() - started).toFixed(0)} ms after the click`);
  // The list is whole: its last row is one press of a key away.
  await workbench.treeItem('t00000').click();
  await workbench.page.keyboard.press('End');
  await workbench.page.locator('.part.sidebar .monaco-list-row').last().waitFor();
  await workbench.page.keyboard.press('Home');
  await workbench.toggleTreeItem('Large');
});

test('says what failed in place of the schema, and tests the connection from there', async () => {
  await openRows('Closed', 'Schema');
  const failure = workbench.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: /Nothing listens/ });
  await failure.waitFor();
  await failure.click();
  await workbench.notification(/Closed: Nothing listens/).waitFor();
  await workbench.toggleTreeItem('Closed');
});

test('stops reading when it is told to', async () => {
  await openRows('Silent', 'Schema');
  await workbench.notificationAction('Reading the schema of Silent', 'Cancel');
  await workbench.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: 'it was cancelled' }).waitFor();
  await silent.allClosed();
});
