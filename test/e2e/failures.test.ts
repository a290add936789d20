import { Client } from 'pg';
import { expect, test } from 'vitest';
import { makeCertificates } from '../servers/certificates';
import { startMariadb, type MariadbServer } from '../servers/mariadb';
import { blackHole, httpPeer, silentPeer } from '../servers/peers';
import { startPostgres, type PostgresServer } from '../servers/postgres';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

// Each failure is photographed, so that a person can judge whether it tells a tired developer what to do next.

interface Place {
  readonly host: string;
  readonly port: number;
}

let certificates: Awaited<ReturnType<typeof makeCertificates>>;
let postgres: PostgresServer;
let mariadb: MariadbServer;

const other = 'other-Secret';

const { folder, vscode, workbench, form } = useVSCode('failing', async (atEnd) => {
  certificates = await makeCertificates();
  atEnd(() => certificates.remove());
  const tls = { tls: certificates.certificates.selfSigned };
  postgres = await startPostgres({
    ...tls,
    hba: ['host all rejected_app all reject', 'hostssl all tls_app all scram-sha-256', 'hostnossl all tls_app all reject'],
    seed: ['rejected_app', 'tls_app', 'locked_app', 'limited_app'].map((name) => `CREATE ROLE ${name} PASSWORD '${other}' ${name === 'locked_app' ? 'NOLOGIN' : 'LOGIN CONNECTION LIMIT 1'}`),
  });
  atEnd(() => postgres.stop());
  mariadb = await startMariadb();
  atEnd(() => mariadb.stop());
  const holder = new Client({ host: postgres.host, port: postgres.port, database: orders.database, user: 'limited_app', password: other });
  await holder.connect();
  atEnd(() => holder.end());
  const [hole, silent, http] = await Promise.all([blackHole(), silentPeer(), httpPeer()]);
  atEnd(() => Promise.all([hole, silent, http].map((peer) => peer.stop())));
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
    await folder.write(fileOf(title), { id: elementId(index + 1), type: 'postgresql', title, ...rest });
  }
  return { viewport: { width: 1400, height: 1000 } };
});

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
  expect(JSON.parse(await folder.read(fileOf('Other type')))).toMatchObject({ type: 'mysql', connection: { port: mariadb.port } });
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
  expect(await folder.read('certs/127.0.0.1.pem')).toContain('-----BEGIN CERTIFICATE-----');
  await form.save();
  expect(JSON.parse(await folder.read(fileOf('Untrusted certificate')))).toMatchObject({ tls: { mode: 'verify-full', ca: 'certs/127.0.0.1.pem' } });
});
