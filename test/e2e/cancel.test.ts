import { expect, test } from 'vitest';
import { blackHole, silentPeer, type Peer } from '../servers/peers';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

/** Less than any timeout that is at work here: what takes longer was not cancelled. */
const AT_ONCE_MS = 2000;

let silent: Peer;
let hole: Awaited<ReturnType<typeof blackHole>>;

const { folder, workbench, form } = useVSCode('cancel', async (atEnd) => {
  silent = await silentPeer();
  atEnd(() => silent.stop());
  hole = await blackHole();
  atEnd(() => hole.stop());
  await folder.writeDatabase('data/catalog.db', 'CREATE TABLE article (id INTEGER PRIMARY KEY)');
  const server = { database: 'orders', user: 'orders_app', password: { none: true } };
  const elements = {
    silent: { type: 'postgresql', title: 'Silent', connection: { host: '127.0.0.1', port: silent.port, ...server }, timeouts: { connectMs: 120_000 } },
    hole: { type: 'mysql', title: 'Hole', connection: { host: '127.0.0.1', port: hole.port, ...server }, timeouts: { connectMs: 120_000 } },
    slow: { type: 'postgresql', title: 'Slow', connection: { host: '127.0.0.1', port: silent.port, ...server }, timeouts: { connectMs: 1000 } },
    catalog: { type: 'sqlite', title: 'Catalog', connection: { file: 'data/catalog.db' } },
    scratch: { type: 'sqlite', title: 'Scratch', connection: { file: ':memory:' } },
  };
  for (const [index, [name, element]] of Object.entries(elements).entries()) {
    await folder.write(`databases/${name}.dbelement.json`, { id: elementId(index + 1), ...element });
  }
});

async function openForm(title: string): Promise<void> {
  await workbench.treeItem(title).click();
  await form.shows(title);
}

/** The row of a cancelled test shows that it is over. */
async function rowSettles(title: string): Promise<void> {
  await until('the tree to say so', async () => (await workbench.treeItem(title).getAttribute('aria-label'))?.includes('The test was cancelled'), AT_ONCE_MS);
}

async function closes(peer: Peer): Promise<void> {
  await until('the connection to be closed', () => peer.connectionsOpen() === 0, AT_ONCE_MS);
}

test('a server that accepts and says nothing: the stages are live, Cancel takes effect at once and closes the connection', async () => {
  await openForm('Silent');
  await form.part('test').click();
  await silent.connected();
  await until('the stage that runs', async () => (await form.status('secure')) === 'running' || (await form.status('authenticate')) === 'running');
  expect([await form.status('resolve'), await form.status('lookup'), await form.status('reach'), await form.status('inspect')]).toEqual(['passed', 'passed', 'passed', 'pending']);
  expect(await workbench.treeItem('Silent').getAttribute('aria-label')).toContain('being tested');
  await workbench.screenshot('test-running');
  expect(silent.connectionsOpen()).toBe(1);
  await form.part('cancel').click();
  await closes(silent);
  await form.expectFailure('cancelled', /cancel/i);
  await form.part('test').waitFor();
  await rowSettles('Silent');
  expect([await form.status('reach'), await form.status('inspect')]).toEqual(['passed', 'pending']);
  await workbench.screenshot('test-cancelled');
});

test('a host that neither accepts nor refuses: Cancel takes effect at once', async () => {
  await openForm('Hole');
  await form.part('test').click();
  await until('the stage that runs', async () => (await form.status('reach')) === 'running');
  await form.part('cancel').click();
  await until('the result', async () => (await form.part('failure').getAttribute('data-code', { timeout: 500 })) === 'cancelled', AT_ONCE_MS);
  expect(await form.status('reach')).not.toBe('running');
});

test('a test from the tree is cancelled by its row', async () => {
  await workbench.treeItemAction('Silent', 'Test Connection');
  await until('the connection', () => silent.connectionsOpen() === 1);
  await workbench.treeItemAction('Silent', 'Cancel');
  await closes(silent);
  await workbench.notification('Testing Silent').waitFor({ state: 'detached' });
  await rowSettles('Silent');
});

test('a test from the tree is cancelled by its notification', async () => {
  await workbench.treeItemAction('Silent', 'Test Connection');
  await until('the connection', () => silent.connectionsOpen() === 1);
  await workbench.notificationAction('Testing Silent', 'Cancel');
  await closes(silent);
  await workbench.notification('Testing Silent').waitFor({ state: 'detached' });
  await rowSettles('Silent');
});

test('testing again cancels the test under way: there are never two connections', async () => {
  const before = silent.connectionsSeen();
  await openForm('Silent');
  await form.part('test').click();
  await until('the first connection', () => silent.connectionsSeen() === before + 1);
  await workbench.contextMenu('Silent', 'Test Connection');
  await until('the second connection', () => silent.connectionsSeen() === before + 2);
  await until('the first to be closed', () => silent.connectionsOpen() === 1, AT_ONCE_MS);
  await form.part('cancel').click();
  await closes(silent);
});

test('Test All with silent servers among good ones shows the good ones and can be cancelled', async () => {
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.viewAction('Database Elements', 'Test All Connections');
  for (const title of ['Catalog', 'Scratch']) {
    await until(`${title} to pass`, async () => (await workbench.treeItem(title).getAttribute('aria-label'))?.includes('last test passed'));
  }
  await workbench.notification('Testing connections').waitFor();
  await workbench.viewAction('Database Elements', 'Cancel Running Tests');
  await workbench.notification('2 of 5 connections work').waitFor({ timeout: AT_ONCE_MS });
  await closes(silent);
});

test('a timeout says how long it waited; its action waits longer', async () => {
  await openForm('Slow');
  await form.test();
  await form.expectFailure('timed-out', /1 s/);
  await silent.allClosed();
  await form.action(/Wait up to 3 s/);
  await until('the test again', async () => (await form.part('test-panel').getAttribute('data-result')) === 'running');
  await form.finished();
  await form.expectFailure('timed-out', /3 s/);
  await form.part('toggle-advanced').click();
  expect(await form.field('timeouts.connectMs').inputValue()).toBe('3000');
  await form.action(/Wait up to 9 s/);
  await until('the connection', () => silent.connectionsOpen() === 1);
  await form.part('cancel').click();
  await closes(silent);
});
