import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../servers/peers';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const { folder, workbench, form } = useVSCode('multi-root', async () => {
  const port = await freePort();
  const connection = { host: { variable: 'ORDERS_DB_HOST' }, port, database: 'orders', user: 'orders_app', password: { none: true } };
  const variables = { ORDERS_DB_HOST: { name: 'Orders DB host' } };
  for (const [index, name] of ['shop', 'billing'].entries()) {
    const title = `Orders of ${name}`;
    await folder.write(path.join(name, 'databases/orders.dbelement.json'), { id: elementId(index), type: 'postgresql', title, connection, variables });
  }
  await folder.write('shop/.env', 'ORDERS_DB_HOST=shop.invalid\n');
  await mkdir(folder.file('stock'));
  await folder.write('all.code-workspace', { folders: [{ path: 'shop' }, { path: 'billing' }, { path: 'stock', name: 'Warehouse' }] });
  return { workspace: folder.file('all.code-workspace') };
});

async function rows(): Promise<string[]> {
  const all = workbench.page.getByRole('tree', { name: 'Database Elements' }).locator('.monaco-list-row');
  return all.evaluateAll((elements) => elements.map((row) => `${row.getAttribute('aria-level') ?? ''} ${row.querySelector('.label-name')?.textContent ?? ''}`));
}

test('elements stand under their folder, with the values of that folder', async () => {
  await workbench.treeItem('Orders of billing').waitFor();
  expect(await rows()).toEqual(['1 shop', '2 Orders of shop', '1 billing', '2 Orders of billing', '1 Warehouse']);
  await workbench.treeItem('Orders of shop').filter({ hasText: 'shop.invalid:' }).waitFor();
  expect(await workbench.treeItem('Orders of billing').innerText()).not.toContain('shop.invalid');
  await workbench.screenshot('multi-root');
});

test('the same full name in two folders is no problem, and is told apart where one is picked', async () => {
  await workbench.runCommand('Problems: Focus on Problems View');
  await workbench.page.locator('.markers-panel').filter({ hasText: 'No problems' }).waitFor();
  await workbench.runCommand('View: Hide Panel');
  await workbench.runCommand('Database Elements: Copy Full Name');
  await workbench.question('Copy the full name of which element?');
  const entries = await workbench.quickPickEntries();
  expect(new Set(entries).size).toBe(2);
  await workbench.escape();
});

test('a folder of the workspace offers nothing that is for elements', async () => {
  const row = workbench.treeItem('Warehouse');
  await row.hover();
  expect(await row.locator('.actions .action-label').count()).toBe(0);
});

test('a variable set from a failure goes to the folder of the element', async () => {
  await workbench.treeItem('Orders of billing').click();
  await form.shows('Orders of billing');
  await form.test();
  await form.expectFailure('variable-unset', /ORDERS_DB_HOST/);
  await form.action(/Set ORDERS_DB_HOST/);
  await workbench.quickInput('127.0.0.1');
  await form.expectFailure('connection-refused', /127\.0\.0\.1/);
  const settings = await folder.read('billing/.vscode/settings.json');
  expect(settings).toContain('"ORDERS_DB_HOST": "127.0.0.1"');
  expect(existsSync(folder.file('shop/.vscode'))).toBe(false);
  await workbench.treeItem('Orders of shop').filter({ hasText: 'shop.invalid:' }).waitFor();
  await workbench.treeItem('Orders of billing').filter({ hasText: '127.0.0.1:' }).waitFor();
});

test('"New" asks for the folder, and makes nothing in the others', async () => {
  await workbench.runCommand('Database Elements: New Database Element...');
  await workbench.question('Folder of the application');
  expect((await workbench.quickPickEntries()).map((entry) => entry.split(/[,\s]/)[0])).toEqual(['shop', 'billing', 'Warehouse']);
  await workbench.escape();
  await workbench.runCommand('Database Elements: New Database Element...');
  await workbench.quickPick('Warehouse');
  await workbench.quickPick('SQLite');
  await workbench.quickInput('Stock');
  await form.shows('Stock');
  await form.fill('file', 'stock.db');
  await form.save();
  await workbench.treeItem('Stock').waitFor();
  expect(existsSync(folder.file('stock/databases/stock.dbelement.json'))).toBe(true);
  expect((await rows()).slice(-2)).toEqual(['1 Warehouse', '2 Stock']);
  await form.test();
  await form.expectFailure('file-not-found', /stock\.db/);
});
