import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import type { TlsMode } from '../../src/databases/contract';
import { STAGES, type Stage } from '../../src/databases/stages';
import { command, temporaryFolder } from '../servers/command';
import { blackHole, closingPeer, freePort, httpPeer, resettingPeer, silentPeer, sshBannerPeer } from '../servers/peers';
import { orders } from '../servers/seed';
import { startTns, type TnsOptions } from '../servers/tns/server';
import { until } from '../servers/until';
import { oracleJob } from './oracle-job';
import { failed, passed, policy, run, without } from './run-test';

const certificates = inject('certificates');
const others = { PostgreSQL: inject('postgres'), MySQL: inject('mariadb') };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function using<T extends { stop(): Promise<void> }>(start: Promise<T>): Promise<T> {
  const started = await start;
  stops.push(() => started.stop());
  return started;
}

const tns = (options: Partial<TnsOptions> = {}) => using(startTns(options));

describe('Oracle, against a protocol-level test server', () => {
  it('passes every stage without TLS and says what is there', async () => {
    const server = await tns();
    const result = await run(oracleJob(server, { host: 'localhost' }));
    expect(passed(result)).toEqual({ product: 'Oracle Database', version: '19.21.0.0.0', database: 'ORDERSPDB', user: 'ORDERS_APP', address: `127.0.0.1:${String(server.port)}` });
    expect(result.events.filter((event) => event.status !== 'running').map((event) => `${event.id} ${event.status}`)).toEqual(STAGES.slice(1).map((id) => `${id} passed`));
    expect(result.stages.secure?.detail).toContain('not encrypted');
    expect(result.stages.open?.detail).toBe(orders.database);
  });

  it('reports connections in use to an account that may see them', async () => {
    const server = await tns({ answer: (sql) => (/v\$resource_limit/.test(sql) ? [{ IN_USE: 61, ALLOWED: '472' }] : [{ DATABASE: 'ORDERSPDB', USER: 'SYSTEM' }]) });
    expect(passed(await run(oracleJob(server)))).toMatchObject({ connectionsInUse: 61, connectionsAllowed: 472 });
  });

  it.each<[TlsMode, boolean | undefined]>([
    ['disable', undefined],
    ['prefer', false],
    ['require', false],
    ['verify-ca', true],
    ['verify-full', true],
  ])('meets TLS mode %s', async (mode, verified) => {
    const server = await tns(mode === 'disable' ? {} : { tls: certificates.server });
    const result = await run(oracleJob(server, { host: 'localhost' }, await policy(mode, { ca: certificates.ca })));
    expect(passed(result).tls?.verified).toBe(verified);
    expect(server.record.connectData).toEqual([expect.stringContaining(`(PROTOCOL=${mode === 'disable' ? 'TCP' : 'TCPS'})`)]);
    expect(server.record.signIns).toEqual([{ user: orders.user, mode: expect.any(Number) }]);
  });

  it('makes TLS anew, and checks it again, when the listener asks for that', async () => {
    const server = await tns({ tls: certificates.server, renegotiate: true });
    expect(passed(await run(oracleJob(server, {}, await policy('verify-full', { ca: certificates.ca })))).tls).toMatchObject({ verified: true });
  });

  it('presents a client certificate', async () => {
    const server = await tns({ tls: certificates.server, clientCa: certificates.ca });
    passed(await run(oracleJob(server, {}, await policy('verify-full', { ca: certificates.ca, ...certificates.client }))));
  });

  it('connects by SID, and signs in with a role', async () => {
    const server = await tns();
    passed(await run(without(oracleJob(server, { sid: 'ORCL', 'options.role': 'sysdba' }), 'serviceName')));
    expect(server.record.connectData[0]).toContain('(SID=ORCL)');
    expect((server.record.signIns[0]?.mode ?? 0) & 0x20).toBe(0x20);
  });

  it('follows a listener that sends it on, under the same policy', async () => {
    const verified = await policy('verify-full', { ca: certificates.ca });
    const node = await tns({ tls: certificates.server });
    const scan = await tns({ tls: certificates.server, redirect: { host: '127.0.0.1', port: node.port, protocol: 'TCPS' } });
    expect(passed(await run(oracleJob(scan, {}, verified)))).toMatchObject({ address: `127.0.0.1:${String(node.port)}`, tls: { verified: true } });

    const clear = await tns();
    const lowering = await tns({ tls: certificates.server, redirect: { host: '127.0.0.1', port: clear.port, protocol: 'TCP' } });
    expect(failed(await run(oracleJob(lowering, {}, verified)))).toMatchObject({ code: 'tls-not-offered', field: 'tls.mode' });
    expect(clear.connectionsSeen()).toBe(0);
  });

  it('tells where a listener sends it in vain', async () => {
    const port = await freePort();
    const server = await tns({ redirect: { host: '127.0.0.1', port, protocol: 'TCP' } });
    expect(failed(await run(oracleJob(server)))).toMatchObject({ code: 'connection-refused', stage: 'reach', address: `127.0.0.1:${String(port)}` });
  });

  it('logs off and leaves no connection', async () => {
    const server = await tns();
    passed(await run(oracleJob(server)));
    await server.allClosed();
    await until('the end of the session', () => server.record.loggedOff === 1);
  });
});

describe('what is no Oracle listener', () => {
  it.each(['disable', 'prefer', 'require'] as const)('is named, with TLS mode %s', async (mode) => {
    const [ssh, http] = [await using(sshBannerPeer()), await using(httpPeer())];
    const peers = Object.entries({ ...others, SSH: ssh, HTTP: http });
    for (const [speaks, peer] of peers) {
      expect(failed(await run(oracleJob(peer, {}, { mode }))), speaks).toMatchObject({ code: 'wrong-protocol', field: 'port', speaks, stage: mode === 'disable' ? 'authenticate' : 'secure' });
    }
    await Promise.all([ssh.allClosed(), http.allClosed()]);
    expect(ssh.received().toString('latin1')).not.toContain(orders.user);
  });

  it.each([
    ['closes', closingPeer],
    ['resets', resettingPeer],
  ])('is told when it %s the connection', async (_, start) => {
    for (const mode of ['disable', 'prefer', 'require'] as const) {
      for (const when of ['accepted', 'data'] as const) {
        const peer = await using(start(when));
        expect(failed(await run(oracleJob(peer, {}, { mode }))).code, `${mode} ${when}`).toBe('connection-closed');
        await peer.allClosed();
      }
    }
  });

  it('is told when it speaks TLS and the mode forbids it', async () => {
    const server = await tns({ tls: certificates.server });
    expect(failed(await run(oracleJob(server, {}, { mode: 'disable' })))).toMatchObject({ code: 'tls-required', stage: 'authenticate', suggestedTlsMode: 'require' });
    expect(server.record.signIns).toEqual([]);
  });

  it.each(['require', 'verify-ca', 'verify-full'] as const)('is told when it has no TLS and the mode is %s', async (mode) => {
    const server = await tns();
    expect(failed(await run(oracleJob(server, {}, { mode })))).toMatchObject({ code: 'tls-not-offered', stage: 'secure', field: 'tls.mode' });
    expect(server.record.connectData).toEqual([]);
  });
});

describe('certificates that do not pass', () => {
  it.each([
    ['tls-untrusted', 'server', 'verify-full', 'otherCa', { field: 'tls.ca', certificate: { issuer: 'CN=Database Elements Test CA' } }],
    ['tls-untrusted', 'selfSigned', 'verify-ca', 'ca', { field: 'tls.ca' }],
    ['tls-expired', 'expired', 'verify-ca', 'ca', { driverCode: 'CERT_HAS_EXPIRED', certificate: { validTo: expect.stringContaining('2021') } }],
    ['tls-name-mismatch', 'wrongName', 'verify-full', 'ca', { field: 'host', certificate: { names: ['db.example.test'] } }],
  ] as const)('%s: %s with %s', async (code, pair, mode, ca, facts) => {
    const server = await tns({ tls: certificates[pair] });
    expect(failed(await run(oracleJob(server, { host: 'localhost' }, await policy(mode, { ca: certificates[ca] }))))).toMatchObject({ code, stage: 'secure', ...facts });
    expect(server.record.signIns).toEqual([]);
  });

  it('is a client certificate that is not there', async () => {
    const server = await tns({ tls: certificates.server, clientCa: certificates.ca });
    const facts = failed(await run(oracleJob(server, {}, await policy('verify-full', { ca: certificates.ca }))));
    // With TLS 1.3 a server refuses after the handshake, and may have hung up before that is read.
    expect(['authentication-failed', 'connection-closed']).toContain(facts.code);
  });
});

describe('an end that comes early', () => {
  const hanging: readonly [Stage, Partial<TnsOptions>][] = [
    ['authenticate', { misbehave: { connect: 'hang' } }],
    ['authenticate', { misbehave: { negotiate: 'hang' } }],
    ['authenticate', { misbehave: { authenticate: 'hang' } }],
    ['query', { misbehave: { query: 'hang' } }],
  ];

  it.each(hanging)('is a deadline at %s (%j)', async (stage, options) => {
    const server = await tns(options);
    expect(failed(await run(oracleJob(server, {}, { mode: 'disable' }), { deadlineMs: 3_000 }))).toMatchObject({ code: 'timed-out', stage });
    await server.allClosed();
  });

  it.each(hanging)('is a cancellation at %s (%j)', async (stage, options) => {
    const server = await tns(options);
    const controller = new AbortController();
    const running = run(oracleJob(server, {}, { mode: 'disable' }), { signal: controller.signal, onEvent: ({ id }) => { if (id === stage) controller.abort(); } });
    expect(failed(await running)).toMatchObject({ code: 'cancelled', stage });
    await server.allClosed();
  });

  it('comes at once to a peer that drops packets, or says nothing', async () => {
    const hole = await using(blackHole());
    expect(failed(await run(oracleJob(hole), { deadlineMs: 2_500 }))).toMatchObject({ code: 'timed-out', stage: 'reach', field: 'host' });
    for (const [mode, stage] of [['disable', 'authenticate'], ['prefer', 'secure'], ['require', 'secure']] as const) {
      const silent = await using(silentPeer());
      expect(failed(await run(oracleJob(silent, {}, { mode }), { deadlineMs: 2_500 }))).toMatchObject({ code: 'timed-out', stage, field: 'timeouts.connectMs' });
      await silent.allClosed();
    }
  });

  it.each(['connect', 'negotiate', 'authenticate', 'query'] as const)('is a connection that is cut at %s', async (moment) => {
    for (const how of ['close', 'reset'] as const) {
      const server = await tns({ misbehave: { [moment]: how } });
      expect(failed(await run(oracleJob(server, {}, { mode: 'disable' })))).toMatchObject({ code: 'connection-closed', stage: moment === 'query' ? 'query' : 'authenticate' });
      await server.allClosed();
    }
  });

  it('is garbage in place of an answer', async () => {
    const server = await tns({ misbehave: { connect: 'garbage' } });
    expect(failed(await run(oracleJob(server, {}, { mode: 'disable' })))).toMatchObject({ code: 'wrong-protocol', stage: 'authenticate' });
  });
});

it('is tested by the command line', async () => {
  const server = await tns();
  const folder = await temporaryFolder('oracle-cli');
  stops.push(() => folder.remove());
  const element = {
    id: '0b8f6c1e-5a43',
    type: 'oracle',
    title: 'Orders',
    connection: { host: '127.0.0.1', port: server.port, serviceName: orders.database, user: orders.user, password: { variable: 'ORDERS_DB_PASSWORD' } },
    variables: { ORDERS_DB_PASSWORD: { name: 'Orders DB password', required: true } },
  };
  await writeFile(path.join(folder.path, 'orders.dbelement.json'), JSON.stringify(element));
  const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
  const test = (...args: string[]) => command(process.execPath, [cli, 'test', ...args], { cwd: folder.path, env: { PATH: process.env['PATH'], HOME: folder.path, TNS_ADMIN: '/nowhere', ORDERS_DB_PASSWORD: orders.password } });
  expect(JSON.parse(await test('--format', 'json'))).toMatchObject({ results: [{ element: 'orders', type: 'oracle', ok: true, server: { product: 'Oracle Database', version: '19.21.0.0.0' } }] });
  expect(await test()).toContain(`127.0.0.1:${String(server.port)}/${orders.database}`);
});

const real = process.env['DBE_ORACLE_URL'];

describe.runIf(real !== undefined)('a real database, at DBE_ORACLE_URL (oracle://user:password@host:port/service)', () => {
  const { hostname, port, username, password, pathname } = new URL(real ?? 'oracle://nowhere');
  const values = { user: decodeURIComponent(username), password: decodeURIComponent(password), serviceName: decodeURIComponent(pathname.slice(1)) };
  const at = { host: hostname, port: Number(port || 1521) };

  it.each(['disable', 'prefer'] as const)('passes with TLS mode %s', async (mode) => {
    const facts = passed(await run(oracleJob(at, values, { mode })));
    expect(facts).toMatchObject({ product: 'Oracle Database', version: expect.stringMatching(/^\d+\.\d+/), database: expect.any(String) });
  });

  it('tells a wrong password from a missing service, and a port without TLS', async () => {
    expect(failed(await run(oracleJob(at, { ...values, password: 'wrong-Secret' })))).toMatchObject({ code: 'authentication-failed', driverCode: 'ORA-01017' });
    expect(failed(await run(oracleJob(at, { ...values, serviceName: 'no_such_service' })))).toMatchObject({ code: 'database-not-found', driverCode: 'NJS-518' });
    expect(failed(await run(oracleJob(at, values, { mode: 'require' })))).toMatchObject({ code: 'tls-not-offered', stage: 'secure' });
  });
});
