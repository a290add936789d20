import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { silentPeer, type Peer } from '../servers/peers';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

let peer: Peer;

const { folder, vscode, workbench, form } = useVSCode('restricted', async (atEnd) => {
  peer = await silentPeer();
  atEnd(() => peer.stop());
  await folder.write('databases/orders.dbelement.json', {
    id: elementId(1),
    type: 'postgresql',
    title: 'Orders',
    connection: { host: '127.0.0.1', port: peer.port, database: 'orders', user: 'orders_app', password: { keychain: true } },
    colour: 'blue',
  });
  await folder.write('.env', 'this line says nothing\n');
  return { trust: false };
});

function elementFile(): string {
  return folder.file('databases/orders.dbelement.json');
}

/** True when a process of this VS Code has loaded the native part of keytar, without which no keychain is read. */
async function keychainLoaded(): Promise<boolean> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const maps = await Promise.all(processes.map((id) => readFile(`/proc/${id}/maps`, 'utf8').catch(() => '')));
  return maps.some((text) => text.split('\n').some((line) => line.includes(path.dirname(vscode.userDataDir)) && /keytar.*\.node/.test(line)));
}

test('elements are shown, and edited', async () => {
  await workbench.treeItem('Orders').filter({ hasText: `127.0.0.1:${String(peer.port)}/orders` }).click();
  await form.shows('Orders');
  await form.fill('description', 'Edited in Restricted Mode');
  await form.save();
  expect(await readFile(elementFile(), 'utf8')).toContain('"description": "Edited in Restricted Mode"');
});

test('the form says why nothing can be tested, and reads no password', async () => {
  expect(await form.part('untrusted').innerText()).toMatch(/Restricted Mode: nothing connects until you trust this workspace/);
  expect(await form.part('field-password').innerText()).toMatch(/not read in Restricted Mode/);
  // No store was asked, so that there is none to name.
  expect(await form.part('secret-password').innerText()).not.toMatch(/in , /);
  expect(await form.part('test').locator('button').isDisabled()).toBe(true);
  await workbench.screenshot('restricted');
  await form.part('test').click({ force: true });
});

test('the commands that connect are off in the tree and in the palette', async () => {
  const row = workbench.treeItem('Orders');
  await row.hover();
  const inline = row.locator('.actions .action-label[aria-label^="Test Connection"]');
  if ((await inline.count()) > 0) {
    expect(await inline.getAttribute('class')).toContain('disabled');
    await inline.click({ force: true });
  }
  await workbench.page.keyboard.press('F1');
  const palette = workbench.page.locator('.quick-input-widget:visible');
  const refresh = palette.locator('.monaco-list-row').filter({ hasText: 'Database Elements: Refresh' });
  await palette.locator('input').fill('>Database Elements: Refresh');
  await refresh.waitFor();
  await palette.locator('input').fill('>Database Elements: Test');
  await refresh.waitFor({ state: 'hidden' });
  expect(await palette.locator('.monaco-list-row').filter({ hasText: /Test (All )?Connection/ }).count()).toBe(0);
  await workbench.escape();
});

test('files of elements are checked; .env files are not read for what is wrong in them', async () => {
  await workbench.runCommand('Problems: Focus on Problems View');
  await workbench.problem('"colour" is not known').waitFor();
  expect(await workbench.problem('The line is neither KEY=VALUE').count()).toBe(0);
});

test('nothing has connected, and no keychain was touched', async () => {
  await workbench.runCommand('Database Elements: Refresh');
  await workbench.treeItem('Orders').waitFor();
  expect(peer.connectionsSeen()).toBe(0);
  expect(await keychainLoaded()).toBe(false);
});

test('trust given to the workspace makes it work at once', async () => {
  await workbench.trustWorkspace();
  await workbench.problem('The line is neither KEY=VALUE').waitFor();
  await workbench.treeItem('Orders').click();
  await form.part('untrusted').waitFor({ state: 'detached' });
  await form.enterPassword('irrelevant-here');
  await form.part('test').click();
  await peer.connected();
  expect(await keychainLoaded()).toBe(true);
  await form.part('cancel').click();
  await peer.allClosed();
});
