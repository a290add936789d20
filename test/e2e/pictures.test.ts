import { cp } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../machine/locations.mjs';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

let shop: string;

const { folder, vscode, workbench, form } = useVSCode('sample', async () => {
  shop = folder.file('shop');
  await cp(path.join(root, 'sample'), shop, { recursive: true });
  await folder.write('shop/databases/orders.dbelement.json', {
    id: elementId(1),
    type: 'postgresql',
    title: 'Orders',
    description: 'Business data of the shop',
    connection: {
      host: { variable: 'ORDERS_DB_HOST' },
      port: 5432,
      database: 'orders',
      user: { variable: 'ORDERS_DB_USER' },
      password: { keychain: true },
    },
    tls: { mode: 'verify-full', ca: 'certs/ca.pem' },
    variables: { ORDERS_DB_HOST: { name: 'Orders DB host', default: 'localhost' }, ORDERS_DB_USER: { name: 'Orders DB user', required: true } },
  });
  await folder.write('shop/.env.development', 'ORDERS_DB_HOST=db.internal\nORDERS_DB_USER=orders_app\n');
  return { workspace: shop };
});

/** The form has no part that its window is too narrow for. */
async function expectNoSidewaysScrolling(): Promise<void> {
  expect(await form.frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
}

async function picture(name: string): Promise<void> {
  await vscode.page.mouse.move(0, 0);
  await vscode.page.locator('.notification-toast').waitFor({ state: 'detached' });
  await workbench.screenshot(name);
  await expectNoSidewaysScrolling();
}

test('the sample connects, and looks right in a dark window', async () => {
  await workbench.treeItem('Catalog').click();
  await form.shows('Catalog');
  await picture('picture-form-untested');
  await form.test();
  await form.expectPassed(/SQLite 3/);
  await picture('picture-success-dark');
});

test('fields show the variables they come from, and the password where it will be stored', async () => {
  await workbench.treeItem('Orders').click();
  await form.shows('Orders');
  await form.enterPassword('not-used-by-any-server');
  await form.save();
  await form.part('secret-password').filter({ hasText: 'stored in the OS keychain' }).waitFor();
  await picture('picture-form-dark');
  await workbench.setTheme('light');
  await picture('picture-form-light');
  await workbench.setTheme('dark');
});

test('a failure is told from top to bottom in one screen', async () => {
  await workbench.treeItem('Reports').click();
  await form.shows('Reports');
  await form.test();
  await form.expectFailure('connection-refused', /Nothing listens on localhost:5433/);
  expect(await form.part('test-footer').isVisible()).toBe(true);
  await until('the state in the tree', async () => (await workbench.treeItem('Reports').getAttribute('aria-label'))?.includes('last test failed'));
  await picture('picture-failure-dark');
  await workbench.screenshot('picture-tree', workbench.page.locator('.part.sidebar'));
});

test.each(['light', 'highContrast', 'highContrastLight'] as const)('form and tree follow the theme %s', async (theme) => {
  await workbench.setTheme(theme);
  await form.expectFailure('connection-refused', /localhost:5433/);
  await picture(`picture-failure-${theme}`);
});

test('a narrow window has one column and nothing is cut off', async () => {
  await workbench.setTheme('light');
  await vscode.page.setViewportSize({ width: 700, height: 900 });
  await picture('picture-narrow');
  await workbench.setTheme('dark');
  await form.frame.locator('html').evaluate(() => { window.scrollTo(0, 0); });
  await picture('picture-narrow-dark');
});
