import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const { folder, workbench } = useVSCode('multi-root-environments', async () => {
  const connection = { host: { variable: 'DB_HOST' }, port: 5432, database: 'orders', user: 'app', password: { none: true } };
  for (const [index, name] of ['shop', 'billing'].entries()) {
    const element = { id: elementId(index + 1), type: 'postgresql', title: `Orders of ${name}`, connection, variables: { DB_HOST: { name: 'Database host' } } };
    await folder.write(path.join(name, 'databases/orders.dbelement.json'), element);
    await writeFile(folder.file(name, '.env'), `DB_HOST=${name}.invalid\n`);
    await writeFile(folder.file(name, '.env.testing'), `DB_HOST=${name}-testing.invalid\n`);
  }
  await folder.write('all.code-workspace', { folders: [{ path: 'shop' }, { path: 'billing' }] });
  return { workspace: folder.file('all.code-workspace') };
});

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
  await folder.write('shop/.env.testing', 'DB_HOST=moved.invalid\n');
  await workbench.treeItem('Orders of shop').filter({ hasText: 'moved.invalid:5432' }).waitFor();
  expect(await workbench.treeItem('Orders of billing').innerText()).toContain('billing-testing.invalid:5432');
});
