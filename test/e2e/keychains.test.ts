import '../integration/context';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { ElementForm } from './harness/element-form';
import { pictureOfFailure } from './harness/failure-pictures';
import { startVSCode, type VSCode, type VSCodeOptions } from './harness/vscode';
import { Workbench } from './harness/workbench';
import { elementId, WorkspaceFolder } from './harness/workspace-folder';

const LABEL = 'Database Elements';

const folder = new WorkspaceFolder();
let vscode: VSCode;
let workbench: Workbench;
let form: ElementForm;

beforeEach(async () => {
  await folder.create('keychains');
  const { host, port } = inject('postgres');
  await folder.write('databases/orders.dbelement.json', {
    id: elementId(1),
    type: 'postgresql',
    title: 'Orders',
    connection: { host, port, database: orders.database, user: orders.user, password: { keychain: true } },
  });
});

afterEach(async (context) => {
  await pictureOfFailure(context, workbench);
  await vscode.stop();
  await folder.remove();
});

async function start(options: Omit<VSCodeOptions, 'workspace'>): Promise<void> {
  vscode = await startVSCode({ workspace: folder.path, ...options });
  workbench = new Workbench(vscode);
  form = new ElementForm(workbench);
  await openOrders();
}

async function openOrders(): Promise<void> {
  await workbench.openView();
  await workbench.treeItem('Orders').click();
  await form.shows('Orders');
}

async function says(text: string): Promise<void> {
  await until(`the form to say "${text}"`, async () => (await form.part('field-password').innerText()).includes(text), 20_000);
}

/** No file of the workspace or of VS Code holds the password as it is. */
async function expectNotInPlain(): Promise<void> {
  for (const root of [folder.path, vscode.userDataDir]) {
    const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const file of files) expect((await readFile(path.join(file.parentPath, file.name))).includes(orders.password), file.name).toBe(false);
  }
}

describe('without a keychain', () => {
  test("the password is kept in VS Code's secret storage, which is said, and survives a reload", async () => {
    await start({ keyring: 'none' });
    await form.test();
    await form.expectFailure('secret-missing', /No password is stored/);
    expect((await form.part('failure').innerText()).toLowerCase()).toContain("vs code's secret storage");
    await form.enterPassword(orders.password);
    await says("will be stored in VS Code's secret storage when you save");
    await form.test();
    await form.expectPassed(/PostgreSQL/);
    await form.save();
    await says("stored in VS Code's secret storage");
    await workbench.screenshot('keychain-none');
    await workbench.reloadWindow();
    await openOrders();
    await says("stored in VS Code's secret storage");
    await form.test();
    await form.expectPassed(/PostgreSQL/);
    await expectNotInPlain();
  });
});

describe('with a locked keychain', () => {
  test('that is said, nothing falls back silently, and it works once unlocked', async () => {
    await start({ keyring: 'locked' });
    await says('locked');
    await workbench.screenshot('keychain-locked');
    await form.test();
    await form.expectFailure('secret-missing', /locked/);
    expect(await form.part('field-password').innerText()).not.toContain("VS Code's secret storage");
    await vscode.desktop.unlockKeyring();
    await form.part('test-again').click();
    await form.finished();
    await form.expectFailure('secret-missing', /No password is stored/);
    await form.enterPassword(orders.password);
    await form.test();
    await form.expectPassed(/PostgreSQL/);
    await form.save();
    await says('stored in the OS keychain');
    expect(await vscode.keyringSearch('service', LABEL)).toContain(orders.password);
  });

  test('a password that was stored before waits behind the lock, and is neither lost nor asked for again', async () => {
    await start({ keyring: 'unlocked' });
    await form.enterPassword(orders.password);
    await form.save();
    await says('stored in the OS keychain');
    await vscode.desktop.lockKeyring();
    await form.test();
    await form.expectFailure('secret-missing', /locked/);
    await workbench.runCommand('Database Elements: Refresh');
    await vscode.desktop.unlockKeyring();
    await form.part('test-again').click();
    await form.finished();
    await form.expectPassed(/PostgreSQL/);
    await says('stored in the OS keychain');
  });

  test('a password typed while it is open and saved after it was locked is not lost', async () => {
    await start({ keyring: 'unlocked' });
    await form.enterPassword(orders.password);
    await vscode.desktop.lockKeyring();
    await form.fill('description', 'Edited');
    await form.part('save').click();
    await workbench.notification(/The password was not stored: .*locked/).waitFor();
    await vscode.desktop.unlockKeyring();
    await form.fill('description', 'Edited again');
    await form.save();
    await says('stored in the OS keychain');
    await form.test();
    await form.expectPassed(/PostgreSQL/);
  });
});

describe('with the setting "memory"', () => {
  test('that stands in the repository, the keychain stays in use', async () => {
    await folder.write('.vscode/settings.json', { 'databaseElements.secretStore': 'memory' });
    await start({ keyring: 'unlocked' });
    await form.enterPassword(orders.password);
    await says('the OS keychain');
  });

  test('the password is kept until the window closes, which is said; then it is missing, which is said too', async () => {
    await start({ keyring: 'unlocked', settings: { 'databaseElements.secretStore': 'memory' } });
    await form.enterPassword(orders.password);
    await says('memory until this window closes');
    await form.save();
    await says('stored in memory until this window closes');
    await form.test();
    await form.expectPassed(/PostgreSQL/);
    expect(await vscode.keyringSearch('service', LABEL)).not.toContain(orders.password);
    await workbench.reloadWindow();
    await openOrders();
    await form.part('secret-input-password').waitFor();
    await form.test();
    await form.expectFailure('secret-missing', /No password is stored/);
    expect(await form.part('failure').innerText()).toMatch(/memory/);
    await workbench.screenshot('keychain-memory');
    await expectNotInPlain();
  });
});
