import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { freePort, silentPeer, type Peer } from '../servers/peers';
import { orders } from '../servers/seed';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const postgres = inject('postgres');
const TABLES = 10_000;
let silent: Peer;

const { folder, workbench } = useVSCode('schema-tree', async (atEnd) => {
  silent = await silentPeer();
  atEnd(() => silent.stop());
  await folder.writeDatabase(
    'data/shop.db',
    'CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT); CREATE UNIQUE INDEX customer_email ON customer (email)',
    'CREATE TABLE "order \'lines\'" (customer INTEGER REFERENCES customer (id), 编号 INTEGER, PRIMARY KEY (编号, customer)); CREATE VIEW names AS SELECT name FROM customer',
  );
  const tables = Array.from({ length: TABLES }, (_, number) => `CREATE TABLE t${String(number).padStart(5, '0')} (id INTEGER PRIMARY KEY)`);
  await folder.writeDatabase('data/large.db', 'BEGIN', ...tables, 'COMMIT');
  const client = new Client({ host: postgres.host, port: postgres.port, ...orders });
  await client.connect();
  await client.query('DROP SCHEMA IF EXISTS sales CASCADE; CREATE SCHEMA sales; CREATE TABLE sales.invoice (number bigint PRIMARY KEY, total numeric(12,2) NOT NULL)');
  await client.end();
  const write = (name: string, element: object) => folder.write(`databases/${name}.dbelement.json`, { ...element });
  const server = (port: number) => ({ host: '127.0.0.1', port, database: orders.database, user: orders.user, password: { none: true } });
  await write('shop', { id: elementId(1), type: 'sqlite', title: 'Shop', connection: { file: 'data/shop.db' } });
  await write('large', { id: elementId(2), type: 'sqlite', title: 'Large', connection: { file: 'data/large.db' } });
  await write('closed', { id: elementId(4), type: 'postgresql', title: 'Closed', connection: server(await freePort()) });
  await write('silent', { id: elementId(5), type: 'postgresql', title: 'Silent', connection: server(silent.port), timeouts: { connectMs: 600_000 } });
  return { viewport: { width: 1400, height: 1100 } };
});

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
  await folder.writeDatabase('data/shop.db', 'CREATE TABLE added (id INTEGER)');
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
