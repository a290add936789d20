import { expect, test } from 'vitest';
import { closingPeer, type Peer } from '../servers/peers';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

let peer: Peer;

const { folder, vscode, workbench, form } = useVSCode('install-driver', async (atEnd) => {
  peer = await closingPeer('data');
  atEnd(() => peer.stop());
  await folder.write('databases/ledger.dbelement.json', {
    id: elementId(1),
    type: 'dm',
    title: 'Ledger',
    connection: { host: '127.0.0.1', port: peer.port, user: 'LEDGER_APP', password: { variable: 'LEDGER_PASSWORD' } },
    variables: { LEDGER_PASSWORD: { name: 'Ledger password', required: true } },
  });
  return { env: { LEDGER_PASSWORD: 'ledger-Pa55word' } };
});

test('a driver that is not there is installed from the failure that tells so, and the test goes on', async () => {
  await workbench.treeItem('Ledger').click();
  await form.shows('Ledger');
  await form.test();
  await form.expectFailure('driver-missing', /needs the vendor's driver dmdb/);
  await workbench.screenshot('driver-missing');
  expect(peer.connectionsSeen()).toBe(0);

  await form.frame.getByText('Install the driver...').click();
  const dialog = vscode.page.locator('.monaco-dialog-box');
  await dialog.waitFor();
  const text = await dialog.innerText();
  for (const part of ['DM (Dameng)', 'proprietary software of Dameng', 'npm install --ignore-scripts', 'dmdb@1.0.48286']) expect(text).toContain(part);
  await workbench.screenshot('driver-install');
  await dialog.getByText('Install', { exact: true }).click();

  await until('the question for the target', async () => (await form.part('failure').innerText({ timeout: 5000 }).catch(() => '')).includes('has not gone to'), 120_000);
  await form.action(/for this target/);
  await workbench.dialog('Use for This Target');
  await until('the next test', () => peer.connectionsSeen() > 0, 120_000);
  await form.finished();
  await form.expectFailure('connection-closed', /closed the connection/);
  await workbench.screenshot('driver-installed');
});

test('the driver is still there in a new window, and the command shows where', async () => {
  await vscode.reload();
  await workbench.runCommand('Database Elements: Install Database Driver...');
  const dialog = vscode.page.locator('.monaco-dialog-box');
  await dialog.waitFor();
  expect(await dialog.innerText()).toMatch(/dmdb 1\.0\.48286 is installed in .*dmdb-1\.0\.48286/);
  await dialog.getByText('Cancel', { exact: true }).click();
});
