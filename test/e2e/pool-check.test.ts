import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const postgres = inject('postgres');

const { folder, workbench, form } = useVSCode('pool-check', async () => {
  await folder.write('databases/orders.dbelement.json', {
    id: elementId(1),
    type: 'postgresql',
    title: 'Orders',
    connection: { host: postgres.host, port: postgres.port, database: orders.database, user: orders.user, password: { variable: 'ORDERS_DB_PASSWORD' } },
    pool: { max: 2 },
    variables: { ORDERS_DB_PASSWORD: { name: 'Orders DB password', required: true } },
  });
  await folder.write('.env', `ORDERS_DB_PASSWORD='${orders.password}'\n`);
});

/** Connections that the account has to the server, but for the one that asks. */
async function sessions(): Promise<number> {
  const client = new Client({ host: postgres.host, port: postgres.port, user: orders.user, password: orders.password, database: orders.database });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()');
    return Number(rows[0]?.n);
  } finally {
    await client.end();
  }
}

async function plan(numbers: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, value] of Object.entries(numbers)) await form.part(`plan-${name}`).fill(String(value));
}

async function verdict(code: string): Promise<void> {
  await until(`the verdict ${code}`, async () => (await form.part('pool-verdict').getAttribute('data-code', { timeout: 5000 })) === code);
}

test('names the parameter to change, and shows side by side what the change did', async () => {
  // A password from a .env file goes to a server only after the person has agreed to that server.
  await workbench.treeItem('Orders').click();
  await form.test();
  await form.action(/for this target/);
  await workbench.dialog('Use for This Target');
  await form.expectPassed(/PostgreSQL/);
  await workbench.contextMenu('Orders', 'Check Connection Pool...');
  await until('the plan', async () => (await form.part('pool-sentence').innerText()).includes('at most 2 connections'));
  await plan({ clients: 8, durationMs: 3000 });
  await form.part('check-pool').click();
  await until('a chart that moves', async () => (await form.part('pool-numbers').locator('tbody tr').count()) >= 2);
  await workbench.screenshot('pool-check-running');
  await verdict('pool-too-small');
  await until('no connection left', async () => (await sessions()) === 0);
  await form.part('pool-suggestion').click();
  await until('the new maximum', async () => (await form.part('pool-sentence').innerText()).includes('at most 8 connections'));
  await form.part('check-pool').click();
  await verdict('healthy');
  expect(await form.part('pool-runs').locator('thead th').count()).toBe(3);
  await form.part('pool-runs').scrollIntoViewIfNeeded();
  await workbench.screenshot('pool-check-dark');
  for (const theme of ['light', 'highContrast', 'highContrastLight'] as const) {
    await workbench.setTheme(theme);
    await form.part('pool-runs').scrollIntoViewIfNeeded();
    await workbench.screenshot(`pool-check-${theme}`);
  }
});

test('is cancelled at once, and leaves no connection', async () => {
  await plan({ durationMs: 60_000 });
  await form.part('check-pool').click();
  await until('connections under load', async () => (await sessions()) > 1);
  await form.part('cancel-pool-check').click();
  await form.part('check-pool').waitFor();
  await until('no connection left', async () => (await sessions()) === 0);
});

test('is found in the command palette', async () => {
  await form.save();
  await workbench.closeAllEditors();
  await workbench.runCommand('Database Elements: Check Connection Pool...');
  await workbench.quickPick('Orders');
  await until('the plan', async () => (await form.part('pool-sentence').innerText()).includes('at most 8 connections'));
});

test('asks first in a protected environment', async () => {
  await folder.write('.vscode/settings.json', { 'databaseElements.environments': { development: { protected: true } } });
  await form.frame.locator('.chip.protected').waitFor();
  await form.part('check-pool').click();
  expect(await workbench.dialog('Cancel')).toContain('protected environment "development"');
  expect(await form.part('pool-check').getAttribute('data-state')).toBe('idle');
  await rm(folder.file('.vscode/settings.json'));
});

test('is told in the tree that testing and production are not apart', async () => {
  for (const environment of ['testing', 'production']) await folder.write(`.env.${environment}`, `ORDERS_DB_PASSWORD='${orders.password}'\n`);
  await until('the sentence in the tree', async () => (await workbench.treeItem('Orders').innerText()).includes('not apart'));
});
