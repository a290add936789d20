import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeCertificates } from '../servers/certificates';
import { silentPeer, type Peer } from '../servers/peers';
import { startPostgres, type PostgresServer } from '../servers/postgres';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

/** What the person's own machine holds for something else. */
const TOKEN = 'registry-s3cret-Token';

let certificates: Awaited<ReturnType<typeof makeCertificates>>;
let server: PostgresServer;
let stranger: Peer;

const { folder, vscode, workbench, form } = useVSCode('secret-targets', async (atEnd) => {
  certificates = await makeCertificates();
  atEnd(() => certificates.remove());
  server = await startPostgres({ tls: certificates.certificates.selfSigned, settings: { log_connections: 'on' } });
  atEnd(() => server.stop());
  stranger = await silentPeer();
  atEnd(() => stranger.stop());
  await writeElement('orders', 1, 'Orders', { host: '127.0.0.1', port: server.port, database: orders.database, user: orders.user, password: { variable: 'ORDERS_PW' } });
  await writeElement('stranger', 2, 'Stranger', { host: '127.0.0.1', port: stranger.port, database: 'x', user: 'x', password: { variable: 'REGISTRY_TOKEN' } });
  await writeElement('shown', 3, 'Shown', { host: '127.0.0.1', port: stranger.port, database: { variable: 'REGISTRY_TOKEN' }, user: { variable: 'ORDERS_PW' }, password: { none: true } });
  await folder.write('certs/ca.pem', await readFile(certificates.certificates.selfSigned.cert, 'utf8'));
  await writeChecked('verify-full');
  await folder.write('.env', `ORDERS_PW=${orders.password}\n`);
  return { env: { REGISTRY_TOKEN: TOKEN } };
});

async function writeElement(name: string, number: number, title: string, connection: Readonly<Record<string, unknown>>): Promise<void> {
  const variables = Object.fromEntries(Object.values(connection).flatMap((value) => (typeof value === 'object' && value !== null && 'variable' in value ? [[String(value.variable), {}]] : [])));
  await folder.write(`databases/${name}.dbelement.json`, { id: elementId(number), type: 'postgresql', title, connection, variables });
}

/** As a pull would bring it: the file changes under an open form. */
async function writeChecked(mode: string): Promise<void> {
  const connection = { host: '127.0.0.1', port: server.port, database: orders.database, user: orders.user, password: { keychain: true } };
  await folder.write('databases/checked.dbelement.json', { id: elementId(4), type: 'postgresql', title: 'Checked', connection, tls: { mode, ca: 'certs/ca.pem' } });
}

async function pull(mode: string): Promise<void> {
  await writeChecked(mode);
  await until(`the form to show ${mode}`, async () => (await form.part('field-tls.mode').locator('vscode-dropdown').evaluate((dropdown) => (dropdown as HTMLSelectElement).value)) === mode);
}

async function connectionsSeen(): Promise<number> {
  return (await server.log()).split('connection received').length;
}

/** All that the files of a folder hold. */
async function textOf(directory: string): Promise<string> {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name), 'utf8')))).join('\n');
}

async function openForm(title: string): Promise<void> {
  await workbench.treeItem(title).click();
  await form.shows(title);
}

/** Everything that the window shows, its forms included. */
async function shownText(): Promise<string> {
  return `${await workbench.page.locator('.monaco-workbench').innerText()}\n${await form.frame.locator('body').innerText()}`;
}

test('a variable of this machine does not go to a host that a repository names, unless the person agrees', async () => {
  await openForm('Stranger');
  await form.test();
  await form.expectFailure('secret-missing', /The value of REGISTRY_TOKEN, from the process environment, has not gone to postgresql:\/\/x@127\.0\.0\.1:\d+ before/);
  await workbench.screenshot('new-target');
  await form.action(/Use REGISTRY_TOKEN for this target/);
  expect(await workbench.dialog('Cancel')).toMatch(/Send the value of REGISTRY_TOKEN to postgresql:\/\/x@127\.0\.0\.1:\d+\?/);
  expect(stranger.connectionsSeen()).toBe(0);
});

test('a value of a .env file is asked about once for its target, and again for another', async () => {
  await openForm('Orders');
  await form.test();
  await form.expectFailure('secret-missing', /The value of ORDERS_PW, from \.env, has not gone to postgresql:\/\/orders_app@127\.0\.0\.1/);
  await form.action(/Use ORDERS_PW for this target/);
  await workbench.dialog('Use for This Target');
  await form.finished();
  await form.expectPassed(/signed in as orders_app/);
  await vscode.reload();
  await workbench.openView();
  await openForm('Orders');
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
  await form.fill('port', String(stranger.port));
  await form.test();
  await form.expectFailure('secret-missing', /has not gone to postgresql:\/\/orders_app@127\.0\.0\.1/);
  expect(stranger.connectionsSeen()).toBe(0);
  await workbench.closeAllEditors();
});

test('a password does not go to a server that need not prove any more who it is, unless the person agrees', async () => {
  await openForm('Checked');
  await form.enterPassword(orders.password);
  await form.save();
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
  await form.part('secret-password').filter({ hasText: 'stored in' }).waitFor();
  const seen = await connectionsSeen();
  await pull('require');
  await form.part('reason-password').filter({ hasText: "The stored password was saved for a connection that checks the server's certificate. This element no longer does" }).waitFor();
  await form.test();
  await form.expectFailure('secret-missing', /was saved for a connection that checks the server's certificate\. This element no longer does/);
  expect(await connectionsSeen()).toBe(seen);
  await workbench.screenshot('weaker-check');
  await form.action(/Use it here too/);
  expect(await workbench.dialog('Cancel')).toMatch(/Send the stored password to postgresql:\/\/orders_app@127\.0\.0\.1:\d+\?/);
  expect(await connectionsSeen()).toBe(seen);
  await pull('verify-full');
  await form.part('secret-password').filter({ hasText: 'stored in' }).waitFor();
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
});

test('a password that the person let go there goes both ways, and is forgotten as one', async () => {
  await pull('require');
  await form.part('reason-password').waitFor();
  await form.test();
  await form.expectFailure('secret-missing', /This element no longer does/);
  await form.action(/Use it here too/);
  await workbench.dialog('Use It Here Too');
  await form.finished();
  await form.expectPassed(/signed in as orders_app/);
  await form.save();
  await form.part('secret-password').filter({ hasText: 'stored in' }).waitFor();
  await pull('verify-full');
  await form.part('secret-password').filter({ hasText: 'stored in' }).waitFor();
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
  await until('the keychain to hold it', async () => (await vscode.keyringSearch('service', 'Database Elements')).includes(orders.password));
  await form.part('forget-password').click();
  await form.part('secret-input-password').waitFor();
  await until('the keychain to have forgotten it', async () => !(await vscode.keyringSearch('service', 'Database Elements')).includes(orders.password));
  await workbench.closeAllEditors();
});

test('a field that everybody sees gets no secret: of another element, or by the name of its variable', async () => {
  await workbench.treeItem('Shown').filter({ hasText: 'unavailable · ORDERS_PW holds a secret' }).or(workbench.treeItem('Shown').filter({ hasText: 'unavailable · REGISTRY_TOKEN holds a secret' })).waitFor();
  expect(await workbench.treeItem('Shown').getAttribute('aria-label')).toMatch(/unavailable: \w+ holds a secret/);
  await openForm('Shown');
  await form.part('error-user').filter({ hasText: 'ORDERS_PW holds a secret' }).waitFor();
  await form.part('error-database').filter({ hasText: 'REGISTRY_TOKEN holds a secret' }).waitFor();
  await workbench.screenshot('exposed-secret');
  await form.test();
  await form.expectFailure('invalid-parameter', /holds a secret, so that its value is not used as (User|Database), which everybody sees/);
  await workbench.runCommand('Problems: Focus on Problems View');
  await workbench.problem(/ORDERS_PW holds a secret \(password of databases\.orders\)/).waitFor();
  await workbench.treeItem('ORDERS_PW').filter({ hasText: '••••••••' }).waitFor();
  await workbench.treeItem('REGISTRY_TOKEN').filter({ hasText: '••••••••' }).waitFor();
  expect(await shownText()).not.toMatch(/s3cret/);
  expect(stranger.connectionsSeen()).toBe(0);
});

test('a connection string that is pasted into a field fills them all, in one step to undo, and its password does not reach the document', async () => {
  await openForm('Stranger');
  await workbench.page.evaluate((text) => navigator.clipboard.writeText(text), `postgres://${orders.user}:${orders.password}@localhost:${String(server.port)}/${orders.database}?sslmode=require&pgbouncer=true`);
  await form.field('database').click();
  await workbench.page.keyboard.press('Control+v');
  await workbench.notification('Not taken over from the connection string: pgbouncer.').waitFor();
  await form.part('secret-password').filter({ hasText: 'when you save' }).waitFor();
  const shown = () => Promise.all(['host', 'port', 'database', 'user'].map((key) => form.field(key).inputValue()));
  expect(await shown()).toEqual(['localhost', String(server.port), orders.database, orders.user]);
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
  await workbench.screenshot('pasted');
  const backups = path.join(vscode.userDataDir, 'User/Backups');
  await until('the backup of the unsaved text', async () => (await textOf(backups)).includes('"mode": "require"'));
  expect(await textOf(backups)).not.toContain(orders.password);
  await form.field('title').click();
  await workbench.page.keyboard.press('Control+z');
  await until('all fields as they were', async () => (await shown()).join() === `127.0.0.1,${String(stranger.port)},x,x`);
  await workbench.closeAllEditors();
});

test('a new element is made of a connection string, with its type and its password', async () => {
  await workbench.runCommand('Database Elements: New Database Element...');
  await workbench.quickPick('From a connection string');
  await workbench.question('(1/2)');
  await workbench.quickInput(`jdbc:postgresql://127.0.0.1:${String(server.port)}/${orders.database}?user=${orders.user}&password=${encodeURIComponent(orders.password)}`);
  await workbench.question('(2/2)');
  await workbench.quickInput('From a string');
  await form.shows('From a string');
  await form.part('secret-password').filter({ hasText: 'when you save' }).waitFor();
  await form.test();
  await form.expectPassed(/signed in as orders_app/);
  await form.save();
  expect(await folder.read('databases/from-a-string.dbelement.json')).not.toContain(orders.password);
  await workbench.closeAllEditors();
});

test('a connection string of another type, or one that is typed by hand, is never in the document either', async () => {
  await openForm('Orders');
  await form.fill('database', 'mysql://app:pasted-s3cret@127.0.0.1/orders');
  await workbench.notification('This is a connection string of MySQL / MariaDB, and the element is one of PostgreSQL. Nothing of it was taken over.').waitFor();
  await until('the database as it was', async () => (await form.field('database').inputValue()) === orders.database);
  await form.field('host').click();
  await workbench.page.keyboard.press('Control+a');
  await workbench.page.keyboard.type('app:pasted-s3cret', { delay: 60 });
  await form.part('warning-host').filter({ hasText: 'split into the fields when you leave' }).waitFor();
  await form.field('database').click();
  await workbench.notification('This cannot be read as a connection string of PostgreSQL. Nothing of it was taken over.').waitFor();
  await until('the host without it', async () => !(await form.field('host').inputValue()).includes('s3cret'));
  await form.part('open-as-text').click();
  const text = workbench.page.locator('.editor-instance .view-lines').last();
  await text.filter({ hasText: '"database"' }).waitFor();
  expect(await text.innerText()).not.toContain('s3cret');
  await workbench.closeAllEditors();
});

test('no secret is in a log or in a file of the workspace but the one that it was written to', async () => {
  expect(await vscode.logs()).not.toMatch(/registry-s3cret/);
  expect(await vscode.logs()).not.toContain(orders.password);
  for (const name of ['orders', 'stranger', 'shown']) expect(await folder.read(`databases/${name}.dbelement.json`)).not.toMatch(/s3cret/);
});
