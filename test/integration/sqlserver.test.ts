import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { WorkerPool } from '../../src/diagnosis/worker-pool';
import { privilegesTask } from '../../src/diagnosis/worker/tasks/privileges';
import { command, temporaryFolder } from '../servers/command';
import { orders } from '../servers/seed';
import { startBrowser } from '../servers/tds/browser';
import { startTdsServer, type Point, type TdsServer, type TdsServerOptions } from '../servers/tds/tds-server';
import { failed, passed, policy, run, serverJob, without } from './run-test';
import { using } from './using';

/** What is particular to SQL Server, with the real driver against a protocol-level test server. */

const certificates = inject('certificates');

const workers = new WorkerPool({ workerFile: path.resolve(import.meta.dirname, '../../dist/test-worker.js') });
afterAll(() => workers.dispose());

const tds = (options: TdsServerOptions = {}): Promise<TdsServer> => using(startTdsServer({ tls: certificates.server, ...options }));
const plain = (options: TdsServerOptions = {}): Promise<TdsServer> => using(startTdsServer(options));
const job = (server: TdsServer, ...change: Parameters<typeof serverJob> extends [string, object, ...infer Rest] ? Rest : never) => serverJob('sqlserver', server, ...change);
const trusting = () => policy('verify-full', { ca: certificates.ca });

describe('encryption', () => {
  it.each([
    ['disable', undefined],
    ['prefer', false],
    ['require', false],
    ['verify-ca', true],
    ['verify-full', true],
  ] as const)('passes every stage with TLS mode %s', async (mode, verified) => {
    const server = await tds();
    const result = await run(job(server, { host: 'localhost' }, await policy(mode, { ca: certificates.ca })));
    const facts = passed(result);
    expect(facts).toMatchObject({ product: 'SQL Server 2022', version: '16.0.4115.5', database: orders.database, user: orders.user, connectionsInUse: 1, connectionsAllowed: 32_767, address: `127.0.0.1:${String(server.port)}` });
    expect(facts.tls?.verified).toBe(verified);
    expect(Object.values(result.stages).map(({ id, status }) => `${id} ${status}`)).toEqual(['lookup passed', 'reach passed', mode === 'disable' ? 'secure skipped' : 'secure passed', 'authenticate passed', 'open passed', 'query passed', 'inspect passed']);
    await server.allClosed();
  });

  it.each(['require', 'verify-ca', 'verify-full'] as const)('sends no sign-in to a server that does not encrypt, with TLS mode %s', async (mode) => {
    const server = await plain();
    expect(failed(await run(job(server, {}, await policy(mode, { ca: certificates.ca }))))).toMatchObject({ code: 'tls-not-offered', stage: 'secure' });
    await server.allClosed();
    expect(server.logins).toEqual([]);
  });

  it.each([
    ['otherCa', 'tls-untrusted'],
    ['expired', 'tls-expired'],
    ['wrongName', 'tls-name-mismatch'],
  ] as const)('sends no sign-in over TLS that is not accepted (%s)', async (what, code) => {
    const server = await tds(what === 'otherCa' ? {} : { tls: certificates[what] });
    const ca = what === 'otherCa' ? certificates.otherCa : certificates.ca;
    expect(failed(await run(job(server, {}, await policy('verify-full', { ca }))))).toMatchObject({ code, stage: 'secure' });
    await server.allClosed();
    expect(server.logins).toEqual([]);
  });

  it('sends no sign-in to a server that demands TLS when it is disabled', async () => {
    const server = await tds({ demandsTls: true });
    expect(failed(await run(job(server, {}, { mode: 'disable' })))).toMatchObject({ code: 'tls-required', suggestedTlsMode: 'require' });
    expect(server.logins).toEqual([]);
  });

  it('encrypts the sign-in and all that follows, within the packets of TDS 7', async () => {
    const server = await tds();
    expect(passed(await run(job(server, {}, await trusting()))).tls).toMatchObject({ protocol: 'TLSv1.2', verified: true });
    expect(server.logins).toMatchObject([{ user: orders.user, password: orders.password, encrypted: true }]);
    expect(server.received().includes(Buffer.from('SERVERPROPERTY', 'utf16le'))).toBe(false);
  });

  it('goes on without encryption on this machine when it is only preferred, and says so', async () => {
    const server = await plain();
    const result = await run(job(server));
    expect(passed(result).tls).toBeUndefined();
    expect(result.stages.secure?.detail).toContain('not encrypted');
    expect(server.logins).toMatchObject([{ encrypted: false }]);
  });

  it('makes TLS first when encryption is strict', async () => {
    const server = await tds({ strict: true });
    expect(passed(await run(job(server, { 'options.strictEncryption': true }, await trusting()))).tls).toMatchObject({ protocol: 'TLSv1.3', verified: true });
    expect(server.logins).toMatchObject([{ encrypted: true }]);
    const distrusting = await policy('verify-ca', { ca: certificates.otherCa });
    expect(failed(await run(job(server, { 'options.strictEncryption': true }, distrusting)))).toMatchObject({ code: 'tls-untrusted', stage: 'secure' });
    expect(server.logins).toHaveLength(1);
  });

  it('does not let strict encryption go unverified, nor connects for it', async () => {
    const server = await tds({ strict: true });
    for (const mode of ['disable', 'prefer', 'require'] as const) {
      expect(failed(await run(job(server, { 'options.strictEncryption': true }, { mode })))).toMatchObject({ code: 'invalid-parameter', field: 'tls.mode', suggestedTlsMode: 'verify-full' });
    }
    expect(server.connectionsSeen()).toBe(0);
  });
});

describe('sign-in', () => {
  it('tells the server the application and its intent', async () => {
    const server = await tds();
    passed(await run(job(server, { 'options.applicationIntent': 'ReadOnly', 'options.applicationName': 'orders service' })));
    passed(await run(job(server)));
    expect(server.logins).toMatchObject([{ readOnly: true, application: 'orders service' }, { readOnly: false }]);
  });

  it('opens the database of the account when none is named', async () => {
    const result = await run(without(job(await tds()), 'database'));
    expect(passed(result).database).toBe('master');
    expect(result.stages.open?.detail).toBe('master');
  });

  it.each([4060, 10928, 40197, 40501, 40613, 18456])('tries once, whatever the server says (%i)', async (number) => {
    const server = await tds({ refuse: [{ number, message: 'No.' }] });
    expect(failed(await run(job(server))).driverCode).toBe(String(number));
    await server.allClosed();
    expect([server.connectionsSeen(), server.logins.length]).toEqual([1, 1]);
  });

  it.each<[Point, string]>([
    ['prelogin', 'secure'],
    ['handshake', 'secure'],
    ['login', 'authenticate'],
    ['batch', 'query'],
  ])('is cancelled, or ends at the deadline, while the server is silent (%s), and closes its connection', async (at, stage) => {
    const server = await tds({ fault: { at, how: 'hang' } });
    const controller = new AbortController();
    const cancelled = run(job(server, {}, { mode: 'require' }), {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.id === stage && event.status === 'running') controller.abort();
      },
    });
    expect(failed(await cancelled)).toMatchObject({ code: 'cancelled', stage });
    await server.allClosed();
    expect(failed(await run(job(server, {}, { mode: 'require' }), { deadlineMs: 3_000 }))).toMatchObject({ code: 'timed-out', stage, field: 'timeouts.connectMs' });
    await server.allClosed();
  });
});

describe('redirection', () => {
  it('follows a server that sends it on, and checks that one by the name it was given', async () => {
    const target = await tds();
    const first = await tds({ redirect: { host: 'localhost', port: target.port } });
    const result = await run(job(first, {}, await trusting()));
    expect(passed(result).address).toBe(`127.0.0.1:${String(target.port)}`);
    expect([first.logins, target.logins]).toMatchObject([[{ encrypted: true }], [{ encrypted: true }]]);
    expect(result.stages.lookup?.detail).toContain('localhost →');
  });

  it('sends no sign-in on to a server that is not trusted', async () => {
    const target = await tds({ tls: certificates.wrongName });
    const first = await tds({ redirect: { host: 'localhost', port: target.port } });
    expect(failed(await run(job(first, {}, await trusting())))).toMatchObject({ code: 'tls-name-mismatch', stage: 'secure' });
    expect(target.logins).toEqual([]);
  });

  it('does not follow without end', async () => {
    const redirect = { host: '127.0.0.1', port: 0 };
    const server = await tds({ redirect });
    redirect.port = server.port;
    expect(failed(await run(job(server)))).toMatchObject({ code: 'unknown', stage: 'authenticate', driverMessage: expect.stringContaining('redirects without end') });
    expect(server.logins).toHaveLength(5);
  });
});

describe('a named instance', () => {
  const named = (instance: string, host = '127.0.0.1') => without(serverJob('sqlserver', { host, port: 0 }, { instance }), 'port');

  it('is found by SQL Server Browser, whatever the case of its name', async () => {
    const server = await tds();
    await using(startBrowser({ OTHER: 1, SQLEXPRESS: server.port }));
    const result = await run(named('sqlexpress', 'localhost'));
    expect(passed(result).address).toBe(`127.0.0.1:${String(server.port)}`);
    expect(result.stages.lookup?.detail).toContain(`port ${String(server.port)}`);
  });

  it('is not asked for when the port is given', async () => {
    const server = await tds();
    const browser = await using(startBrowser({ SQLEXPRESS: 1 }));
    passed(await run(job(server, { instance: 'SQLEXPRESS' })));
    expect(browser.requests).toEqual([]);
  });

  it.each([
    ['is not there', { OTHER: 1, ANOTHER: 2 }, 'only OTHER, ANOTHER'],
    ['has no TCP port', { SQLEXPRESS: undefined }, 'does not listen on TCP'],
  ])('tells one that %s', async (_, instances, words) => {
    await using(startBrowser(instances));
    expect(failed(await run(named('SQLEXPRESS')))).toMatchObject({ code: 'invalid-parameter', stage: 'lookup', field: 'instance', driverMessage: expect.stringContaining(words) });
  });

  it('tells a Browser that does not answer, and asks it more than once', async () => {
    const browser = await using(startBrowser({}));
    expect(failed(await run(named('SQLEXPRESS')))).toMatchObject({ code: 'timed-out', stage: 'lookup', field: 'port', portService: 'SQL Server Browser on UDP 1434' });
    expect(browser.requests.length).toBeGreaterThan(1);
  });
});

it('names a compatible server that has no views of SQL Server', async () => {
  const description = 'Babelfish for PostgreSQL with SQL Server Compatibility - 12.0.2000.8 Sep 23 2024 (Babelfish 4.3.0)';
  const answer: TdsServerOptions['answer'] = (sql) =>
    sql.includes('dm_exec_sessions') ? { number: 33_557_097, message: 'not supported', severity: 16 } : { columns: ['Description'], rows: [[description]] };
  expect(passed(await run(job(await tds({ answer }))))).toMatchObject({ product: 'Babelfish for PostgreSQL', version: '12.0.2000.8' });
});

describe('what an account may do', () => {
  const rows = (...found: readonly (readonly [string, string])[]): TdsServerOptions['answer'] => (sql) => (sql.includes('fn_my_permissions') ? { columns: ['level', 'Name'], rows: found } : undefined);

  async function audit(answer: TdsServerOptions['answer']) {
    const server = await tds(answer === undefined ? {} : { answer });
    const facts = passed(await run(job(server)));
    const outcome = await workers.run(job(server), privilegesTask(facts), { deadlineMs: 20_000, signal: new AbortController().signal, onEvent: () => undefined });
    await server.allClosed();
    return outcome.ok ? outcome.result.privileges : undefined;
  }

  it('is read by one statement', async () => {
    const found = await audit(rows(['server', 'CONNECT SQL'], ['other', 'payroll'], ['schema', 'sales']));
    expect(found).toMatchObject({ unknown: [], findings: [{ code: 'other-databases', remedy: expect.stringContaining('SCHEMA::[sales]') }] });
  });

  it('is not known of a server that does not show it', async () => {
    expect(await audit(undefined)).toMatchObject({ findings: [], unknown: [expect.stringContaining('does not show')] });
  });
});

it('is tested by the command line', async () => {
  const server = await tds();
  const folder = await temporaryFolder('sqlserver-cli');
  onTestFinished(() => folder.remove());
  const connection = { host: server.host, port: server.port, database: orders.database, user: orders.user, password: { variable: 'ORDERS_DB_PASSWORD' } };
  const variables = { ORDERS_DB_PASSWORD: { name: 'Orders DB password', required: true } };
  await writeFile(path.join(folder.path, 'orders.dbelement.json'), JSON.stringify({ id: '0b8f6c1e-5a43', type: 'sqlserver', title: 'Orders', connection, variables }));
  const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
  const env = { PATH: process.env['PATH'], HOME: folder.path, ORDERS_DB_PASSWORD: orders.password };
  const report: unknown = JSON.parse(await command(process.execPath, [cli, 'test', '--format', 'json'], { cwd: folder.path, env }));
  expect(report).toMatchObject({ results: [{ element: 'orders', type: 'sqlserver', ok: true, server: { product: 'SQL Server 2022', database: orders.database, tls: { verified: false } } }] });
});
