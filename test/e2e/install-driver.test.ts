import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../servers/command';
import { closingPeer, type Peer } from '../servers/peers';
import { until } from '../servers/until';
import { elementId, writeWorkspaceFile } from './harness/element-files';
import { ElementForm } from './harness/element-form';
import { useFailurePictures } from './harness/failure-pictures';
import { startVSCode, type VSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let peer: Peer;
let vscode: VSCode;
let workbench: Workbench;
let form: ElementForm;

beforeAll(async () => {
  folder = await temporaryFolder('install-driver');
  peer = await closingPeer('data');
  await writeWorkspaceFile(path.join(folder.path, 'databases/ledger.dbelement.json'), {
    id: elementId(1),
    type: 'dm',
    title: 'Ledger',
    connection: { host: '127.0.0.1', port: peer.port, user: 'LEDGER_APP', password: { variable: 'LEDGER_PASSWORD' } },
    variables: { LEDGER_PASSWORD: { name: 'Ledger password', required: true } },
  });
  vscode = await startVSCode({ workspace: folder.path, env: { LEDGER_PASSWORD: 'ledger-Pa55word' } });
  workbench = new Workbench(vscode.page);
  form = new ElementForm(workbench);
  await workbench.openView();
});

afterAll(async () => {
  await vscode.stop();
  await peer.stop();
  await folder.remove();
});

useFailurePictures(() => workbench);

test('a driver that is not there is installed from the failure that tells so, and the test goes on', async () => {
  await workbench.treeItem('Ledger').click();
  await until('the form', async () => (await form.field('title').inputValue({ timeout: 5000 })) === 'Ledger');
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
