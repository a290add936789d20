import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificates } from '../servers/certificates';
import { temporaryFolder } from '../servers/command';
import { startMariadb, type MariadbServer } from '../servers/mariadb';
import { blackHole, httpPeer, silentPeer } from '../servers/peers';
import { startPostgres, type PostgresServer } from '../servers/postgres';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { elementId, writeWorkspaceFile } from './harness/element-files';
import { ElementForm } from './harness/element-form';
import { useFailurePictures } from './harness/failure-pictures';
import { startVSCode, type VSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';

// Each failure is photographed, so that a person can judge whether it tells a tired developer what to do next.

interface Place {
  readonly host: string;
  readonly port: number;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let certificates: Awaited<ReturnType<typeof makeCertificates>>;
let postgres: PostgresServer;
let mariadb: MariadbServer;
let peers: (Place & { stop(): Promise<void> })[];
let holders: Client[];
let vscode: VSCode;
let workbench: Workbench;
let form: ElementForm;

const other = 'other-Secret';

beforeAll(async () => {
  folder = await temporaryFolder('failing');
  certificates = await makeCertificates();
  const tls = { tls: certificates.certificates.selfSigned };
  [postgres, mariadb] = await Promise.all([
    startPostgres({
      ...tls,
      hba: ['host all rejected_app all reject', 'hostssl all tls_app all scram-sha-256', 'hostnossl all tls_app all reject'],
      seed: ['rejected_app', 'tls_app', 'locked_app', 'limited_app'].map((name) => `CREATE ROLE ${name} PASSWORD '${other}' ${name === 'locked_app' ? 'NOLOGIN' : 'LOGIN CONNECTION LIMIT 1'}`),
    }),
    startMariadb(),
  ]);
  const holder = new Client({ host: postgres.host, port: postgres.port, database: orders.database, user: 'limited_app', password: other });
  await holder.connect();
  holders = [holder];
  const [hole, silent, http] = await Promise.all([blackHole(), silentPeer(), httpPeer()]);
  peers = [hole, silent, http];
  const elements: Readonly<Record<string, object>> = {
    'Unknown host': { connection: at({ host: 'orders.db.invalid', port: 5432 }) },
    'IPv6 only': { connection: at({ host: '::1', port: postgres.port }) },
    'Packet filter': { connection: at(hole), timeouts: { connectMs: 2500 } },
    'Silent peer': { connection: at(silent), timeouts: { connectMs: 2500 } },
    'Web server': { connection: at(http) },
    'Other type': { connection: at(mariadb) },
    'Untrusted certificate': { connection: at(postgres), tls: { mode: 'verify-full' } },
    'TLS demanded': { connection: at(postgres, 'tls_app'), tls: { mode: 'disable' } },
    'Not allowed from here': { connection: at(postgres, 'rejected_app') },
    'Locked account': { connection: at(postgres, 'locked_app') },
    'No connection left': { connection: at(postgres, 'limited_app') },
    'Missing database': { connection: { ...at(postgres), database: 'orders_2019' } },
  };
  for (const [index, [title, rest]] of Object.entries(elements).entries()) {
    await writeWorkspaceFile(path.join(folder.path, fileOf(title)), { id: elementId(index + 1), type: 'postgresql', title, ...rest });
  }
  vscode = await startVSCode({ workspace: folder.path, viewport: { width: 1400, height: 1000 } });
  workbench = new Workbench(vscode.page);
  form = new ElementForm(workbench);
  await workbench.openView();
});

afterAll(async () => {
  await vscode.stop();
  await Promise.all([...holders.map((holder) => holder.end()), ...peers.map((peer) => peer.stop())]);
  await Promise.all([postgres.stop(), mariadb.stop(), certificates.remove()]);
  await folder.remove();
});

useFailurePictures(() => workbench);

function at({ host, port }: Place, user: string = orders.user): object {
  return { host, port, database: orders.database, user, password: { keychain: true } };
}

function fileOf(title: string): string {
  return `databases/${title.toLowerCase().replaceAll(' ', '-')}.dbelement.json`;
}

/** Opens an element, types its password and tests it. */
async function testElement(title: string, password: string): Promise<void> {
  await workbench.openFile(fileOf(title));
  await form.shows(title);
  await form.enterPassword(password);
  await form.test();
}

async function photograph(title: string): Promise<void> {
  await vscode.page.mouse.move(0, 0);
  await vscode.page.locator('.notification-toast').waitFor({ state: 'detached' });
  await workbench.screenshot(`failure-${title.toLowerCase().replaceAll(' ', '-')}`);
}

test.each<[title: string, code: string, sentence: RegExp, password?: string]>([
  ['Unknown host', 'host-not-found', /"orders\.db\.invalid" is not known/],
  ['Packet filter', 'timed-out', /does not answer: no connection within 2\.5 s/],
  ['Silent peer', 'timed-out', /accepted the connection, then did not answer during the TLS handshake/],
  ['Web server', 'wrong-protocol', /speaks HTTP, not PostgreSQL/],
  ['TLS demanded', 'tls-required', /only with TLS: its pg_hba\.conf does not let 127\.0\.0\.1 in without it/, other],
  ['Not allowed from here', 'host-not-allowed', /to connect from 127\.0\.0\.1/, other],
  ['Locked account', 'account-locked', /"locked_app" may not sign in: it has no LOGIN/, other],
  ['No connection left', 'too-many-connections', /as the server lets this account have/, other],
  ['Missing database', 'database-not-found', /no database "orders_2019"/],
])('%s', async (title, code, sentence, password = orders.password) => {
  await testElement(title, password);
  await form.expectFailure(code, sentence);
  expect(await form.part('remedy').count()).toBeGreaterThan(0);
  await photograph(title);
});

test('what somebody else has to mend is copied for them', async () => {
  await testElement('Not allowed from here', other);
  await form.expectFailure('host-not-allowed', /to connect from 127\.0\.0\.1/);
  await form.action(/Copy report for the administrator/);
  await until('the report on the clipboard', async () => (await vscode.clipboard()).includes('Code: host-not-allowed (28000)'));
});

// A typed password goes along with a change that is made in the same form.
test('a host that stands for the IPv6 address of a server on IPv4 is mended by one button', async () => {
  await testElement('IPv6 only', orders.password);
  await form.expectFailure('connection-refused', /the server listens on IPv4 only/);
  await photograph('IPv6 only');
  await form.action(/Use 127\.0\.0\.1/);
  await form.expectPassed(/PostgreSQL/);
});

test('an element of the wrong type becomes one of the right type by one button', async () => {
  await testElement('Other type', orders.password);
  await form.expectFailure('wrong-protocol', /speaks MySQL, not PostgreSQL/);
  await photograph('Other type');
  await form.action(/Change type to MySQL/);
  await form.expectPassed(/MariaDB/);
  await form.save();
  expect(JSON.parse(await readFile(path.join(folder.path, fileOf('Other type')), 'utf8'))).toMatchObject({ type: 'mysql', connection: { port: mariadb.port } });
});

test('a certificate that is not trusted is shown, and its authority trusted after a question', async () => {
  await testElement('Untrusted certificate', orders.password);
  await form.expectFailure('tls-untrusted', /made its certificate itself/);
  const shown = await form.part('certificate').innerText();
  const fingerprint = /SHA-256\s+((?:[\dA-F]{2}:){31}[\dA-F]{2})/.exec(shown)?.[1];
  expect(shown).toMatch(/Subject\s+CN=localhost/);
  await photograph('Untrusted certificate');
  expect(await form.part('action-0').innerText()).not.toMatch(/Trust/);
  await form.action(/Trust this CA/);
  expect(await vscode.page.locator('.monaco-dialog-box').innerText()).toContain(fingerprint);
  await workbench.screenshot('trust-authority');
  await workbench.dialog('Copy Fingerprint');
  await until('the fingerprint on the clipboard', async () => (await vscode.clipboard()) === fingerprint);
  await form.action(/Trust this CA/);
  await workbench.dialog('Trust');
  await form.expectPassed(/PostgreSQL/);
  expect(await readFile(path.join(folder.path, 'certs/127.0.0.1.pem'), 'utf8')).toContain('-----BEGIN CERTIFICATE-----');
  await form.save();
  expect(JSON.parse(await readFile(path.join(folder.path, fileOf('Untrusted certificate')), 'utf8'))).toMatchObject({ tls: { mode: 'verify-full', ca: 'certs/127.0.0.1.pem' } });
});
