import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../servers/command';
import { elementId, writeWorkspaceFile } from './harness/element-files';
import { useFailurePictures } from './harness/failure-pictures';
import { startVSCode, type VSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let vscode: VSCode;
let workbench: Workbench;

beforeAll(async () => {
  folder = await temporaryFolder('multi-root-environments');
  const connection = { host: { variable: 'DB_HOST' }, port: 5432, database: 'orders', user: 'app', password: { none: true } };
  for (const [index, name] of ['shop', 'billing'].entries()) {
    const element = { id: elementId(index + 1), type: 'postgresql', title: `Orders of ${name}`, connection, variables: { DB_HOST: { name: 'Database host' } } };
    await writeWorkspaceFile(path.join(folder.path, name, 'databases/orders.dbelement.json'), element);
    await writeFile(path.join(folder.path, name, '.env'), `DB_HOST=${name}.invalid\n`);
    await writeFile(path.join(folder.path, name, '.env.testing'), `DB_HOST=${name}-testing.invalid\n`);
  }
  const workspace = path.join(folder.path, 'all.code-workspace');
  await writeWorkspaceFile(workspace, { folders: [{ path: 'shop' }, { path: 'billing' }] });
  vscode = await startVSCode({ workspace });
  workbench = new Workbench(vscode.page);
  await workbench.openView();
});

afterAll(async () => {
  await vscode.stop();
  await folder.remove();
});

useFailurePictures(() => workbench);

/** The rows of the "Environment Variables" view for a key: one in each folder. */
async function variableRows(key: string): Promise<string[]> {
  const rows = workbench.treeItem(key);
  await rows.nth(1).waitFor();
  return rows.allInnerTexts();
}

test('the same key has the value of its own folder in each element and in the variables', async () => {
  await workbench.treeItem('Orders of shop').filter({ hasText: /(?<!-)shop\.invalid:5432/ }).waitFor();
  await workbench.treeItem('Orders of billing').filter({ hasText: /billing\.invalid:5432/ }).waitFor();
  const [shop, billing] = await variableRows('DB_HOST');
  expect(shop).toContain('shop.invalid');
  expect(shop).toContain('from .env');
  expect(billing).toContain('billing.invalid');
});

test('switching the environment switches both, each to the value of its own folder', async () => {
  await workbench.page.locator('[id="database-elements.database-elements.databaseElements.environment"] a').click();
  await workbench.quickPick('testing');
  await workbench.treeItem('Orders of shop').filter({ hasText: 'shop-testing.invalid:5432' }).waitFor();
  await workbench.treeItem('Orders of billing').filter({ hasText: 'billing-testing.invalid:5432' }).waitFor();
});

test('a changed .env file changes the element of its folder alone', async () => {
  await writeFile(path.join(folder.path, 'shop/.env.testing'), 'DB_HOST=moved.invalid\n');
  await workbench.treeItem('Orders of shop').filter({ hasText: 'moved.invalid:5432' }).waitFor();
  expect(await workbench.treeItem('Orders of billing').innerText()).toContain('billing-testing.invalid:5432');
});
