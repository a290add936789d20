import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../machine/locations.mjs';
import { keyValue, startKeyValueServer } from '../servers/key-value-server';
import { freePort, type Peer } from '../servers/peers';
import { until } from '../servers/until';
import { startVSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';
import { useVSCode } from './harness/use-vscode';

const TYPE = 'acme.key-value.key-value';
const extension = path.join(root, 'test/fixtures/key-value-extension');
const FILE = 'databases/sessions.dbelement.json';

let server: Peer;

const { folder, vscode, workbench, form } = useVSCode('key-value', async (atEnd) => {
  await folder.write('databases/elsewhere.dbelement.json', { id: '11111111-2222', type: 'acme.absent.queue', title: 'Elsewhere', connection: {} });
  server = await startKeyValueServer();
  atEnd(() => server.stop());
  return { beside: [extension] };
});

test('a description that is wrong is told with its extension and field, and takes nothing else down', async () => {
  await workbench.notification(/extension acme\.key-value describes a database type wrongly: contributes\.databaseElements\.types\[1\]\.driver must be/).waitFor();
  await workbench.runCommand('Database Elements: New Database Element...');
  await workbench.question('Type of the database');
  const entries = await workbench.quickPickEntries();
  expect(entries.filter((entry) => /Key Value|Misplaced/.test(entry))).toEqual([expect.stringContaining('acme.key-value')]);
  await workbench.screenshot('contributed-type-pick');
  await workbench.escape();
});

test('an element whose type no installed extension brings says which one would', async () => {
  await workbench.treeItem('Elsewhere').filter({ hasText: 'Needs the VS Code extension acme.absent' }).waitFor();
  await workbench.openFile('databases/elsewhere.dbelement.json');
  await workbench.quickFix('Find the extension acme.absent');
  await vscode.page.locator('.extensions-viewlet').filter({ hasText: '@id:acme.absent' }).waitFor();
  await workbench.closeAllEditors();
  await workbench.openView();
});

test('an element of another extension’s type is made by the form, tested and saved', async () => {
  await workbench.runCommand('Database Elements: New Database Element...');
  await workbench.quickPick('Key Value');
  await workbench.quickInput('Sessions');
  await form.shows('Sessions');
  await form.fill('host', '127.0.0.1');
  await form.fill('port', String(server.port));
  await form.fill('user', keyValue.user);
  await form.enterPassword(keyValue.password);
  await form.fill('bucket', keyValue.bucket);
  await form.test();
  await form.expectPassed(/Key Value 1\.4\.2, signed in as kv_app/);
  expect(await form.part('pool-check').count()).toBe(0);
  await form.save();
  const text = await folder.read(FILE);
  expect(JSON.parse(text)).toMatchObject({ type: TYPE, connection: { port: server.port, bucket: keyValue.bucket, password: { keychain: true } } });
  expect(text).not.toContain(keyValue.password);
  await workbench.treeItem('Sessions').filter({ hasText: `127.0.0.1:${server.port}` }).waitFor();
  await workbench.screenshot('contributed-type-form');
});

test('what breaks it is explained as for other types, and the password is bound as theirs are', async () => {
  await form.fill('bucket', 'session');
  await form.test();
  await form.expectFailure('database-not-found', /no bucket "session"/);
  expect([await form.status('authenticate'), await form.status('open')]).toEqual(['passed', 'failed']);
  await form.fill('bucket', keyValue.bucket);
  const unused = String(await freePort());
  await form.fill('port', unused);
  await form.test();
  await form.expectFailure('secret-missing', /No password is stored for/);
  await form.action(/Use the password of/);
  await workbench.dialog('Use Password');
  await form.expectFailure('connection-refused', new RegExp(`Nothing listens on 127\\.0\\.0\\.1:${unused}.*default port is 6390`));
  await workbench.screenshot('contributed-type-failure');
  await form.fill('port', String(server.port));
  await form.enterPassword('not-the-Passw0rd');
  await form.test();
  await form.expectFailure('authentication-failed', /does not accept the user "kv_app" with this password/);
  await form.enterPassword(keyValue.password);
  await form.test();
  await form.expectPassed(/Key Value 1\.4\.2/);
  await form.save();
});

test('another extension is given elements, what they come to, and tests, but no password', async () => {
  await workbench.runCommand('Key Value: Report Elements');
  const file = folder.file('given.json');
  const text = await until('what the extension was given', async () => {
    const written = await readFile(file, 'utf8');
    return written.endsWith('}') ? written : undefined;
  });
  expect(JSON.parse(text)).toMatchObject({
    elements: [
      { file: 'databases/elsewhere.dbelement.json', fullName: 'databases.elsewhere', title: 'Elsewhere', type: 'acme.absent.queue', isValid: false },
      { file: FILE, fullName: 'databases.sessions', title: 'Sessions', type: TYPE, isValid: true },
    ],
    resolved: {
      environment: 'development',
      parameters: expect.arrayContaining([
        { key: 'port', state: 'value', value: server.port, source: 'file' },
        { key: 'password', state: 'secret', source: 'store' },
        { key: 'options.depth', state: 'absent' },
      ]),
    },
    tested: { ok: true, environment: 'development', server: { product: 'Key Value', version: '1.4.2' } },
    nowhere: 'There is no database element databases/nowhere.dbelement.json.',
  });
  expect(text + (await vscode.logs())).not.toContain(keyValue.password);
});

test('an element whose database is a file of another extension is made by the form, tested and saved', async () => {
  await workbench.closeAllEditors();
  await folder.write('data/state.kv', 'KV 1\na=1\nb=2\n');
  await workbench.runCommand('Database Elements: New Database Element...');
  await workbench.quickPick('Snapshot');
  await workbench.quickInput('State');
  await form.shows('State');
  await form.fill('file', 'data/stale.kv');
  await form.test();
  await form.expectFailure('file-not-found', /There is no file "data\/stale\.kv"/);
  await form.fill('file', 'data/state.kv');
  await form.test();
  await form.expectPassed(/Key Value 1/);
  expect(await form.part('stage-query').innerText()).toContain('2 keys');
  expect(await form.part('field-host').or(form.part('secret-password')).count()).toBe(0);
  await form.save();
  await workbench.treeItem('State').filter({ hasText: 'data/state.kv' }).waitFor();
  await workbench.screenshot('contributed-type-file');
});

test('the text completes the keys that an extension’s type adds to the format', async () => {
  await workbench.closeAllEditors();
  const text = ['{', '  "id": "33333333-4444",', `  "type": "${TYPE}",`, '  "title": "Draft",', '  "connection": {', '    "host": "127.0.0.1",', '    ', '  }', '}', ''].join('\n');
  await folder.write('databases/draft.dbelement.json', text);
  await workbench.contextMenu('Draft', 'Open as Text');
  await workbench.editorTab('draft.dbelement.json').waitFor();
  await workbench.goToLine(7);
  await workbench.page.keyboard.press('End');
  await workbench.page.keyboard.press('Control+Space');
  const suggestion = (key: string) => workbench.page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: key });
  await suggestion('password').waitFor();
  expect(await suggestion('host').count()).toBe(0);
  await workbench.screenshot('contributed-type-keys');
  await suggestion('bucket').click();
  await workbench.page.locator('.editor-instance .view-line', { hasText: '"bucket": ""' }).waitFor();
  await workbench.closeAllEditors();
});

test('an extension that Restricted Mode holds back brings its type as soon as the workspace is trusted', async () => {
  const restricted = await startVSCode({ workspace: folder.path, trust: false, beside: [extension] });
  try {
    const window = new Workbench(restricted);
    await window.openView();
    await window.treeItem('Sessions').filter({ hasText: 'Needs the VS Code extension acme.key-value' }).waitFor();
    await window.trustWorkspace();
    await window.treeItem('Sessions').filter({ hasText: `127.0.0.1:${server.port}` }).waitFor();
  } finally {
    await restricted.stop();
  }
});
