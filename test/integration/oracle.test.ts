import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { STAGES } from '../../src/databases/stages';
import { privilegesTask } from '../../src/diagnosis/worker/tasks/privileges';
import { command, temporaryFolder } from '../servers/command';
import { closingPeer, freePort, httpPeer, resettingPeer, sshBannerPeer } from '../servers/peers';
import { orders } from '../servers/seed';
import { OracleError } from '../servers/tns/replies';
import { startTns, type TnsOptions } from '../servers/tns/server';
import { until } from '../servers/until';
import { browse } from './browse';
import { oracleJob } from './oracle-job';
import { failed, passed, policy, run, without } from './run-test';
import { using } from './using';

const certificates = inject('certificates');
const others = { PostgreSQL: inject('postgres'), MySQL: inject('mariadb') };

const tns = (options: Partial<TnsOptions> = {}) => using(startTns(options));

describe('Oracle, against a protocol-level test server', () => {
  it('passes every stage without TLS and says what is there', async () => {
    const server = await tns();
    const result = await run(oracleJob(server, { host: 'localhost' }));
    expect(passed(result)).toEqual({ product: 'Oracle Database', version: '19.21.0.0.0', database: 'ORDERSPDB', user: 'ORDERS_APP', address: `127.0.0.1:${String(server.port)}`, tellsPrivileges: true });
    expect(result.events.filter((event) => event.status !== 'running').map((event) => `${event.id} ${event.status}`)).toEqual(STAGES.slice(1).map((id) => `${id} passed`));
    expect(result.stages.secure?.detail).toContain('not encrypted');
    expect(result.stages.open?.detail).toBe(orders.database);
  });

  it('reports connections in use to an account that may see them', async () => {
    const server = await tns({ answer: (sql) => (/v\$resource_limit/.test(sql) ? [{ IN_USE: 61, ALLOWED: '472' }] : [{ DATABASE: 'ORDERSPDB', USER: 'SYSTEM' }]) });
    expect(passed(await run(oracleJob(server)))).toMatchObject({ connectionsInUse: 61, connectionsAllowed: 472 });
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
  it('is named when TLS is only preferred, and gets no credentials', async () => {
    const [ssh, http] = [await using(sshBannerPeer()), await using(httpPeer())];
    for (const [speaks, peer] of Object.entries({ ...others, SSH: ssh, HTTP: http })) {
      expect(failed(await run(oracleJob(peer))), speaks).toMatchObject({ code: 'wrong-protocol', field: 'port', speaks, stage: 'secure' });
    }
    await Promise.all([ssh.allClosed(), http.allClosed()]);
    expect(ssh.received().toString('latin1')).not.toContain(orders.user);
  });

  it.each([
    ['closes', closingPeer],
    ['resets', resettingPeer],
  ])('is told when it %s the connection that it was spoken to over', async (_, start) => {
    for (const mode of ['disable', 'prefer', 'require'] as const) {
      const peer = await using(start('data'));
      expect(failed(await run(oracleJob(peer, {}, { mode }))).code, mode).toBe('connection-closed');
      await peer.allClosed();
    }
  });

  it('is told when it answers with garbage', async () => {
    const server = await tns({ misbehave: { connect: 'garbage' } });
    expect(failed(await run(oracleJob(server, {}, { mode: 'disable' })))).toMatchObject({ code: 'wrong-protocol', stage: 'authenticate' });
  });
});

it('is not looked into any further when it was a listener until it hung up', async () => {
  const server = await tns({ misbehave: { authenticate: 'close' } });
  expect(failed(await run(oracleJob(server, {}, { mode: 'disable' }))).code).toBe('connection-closed');
  expect(server.connectionsSeen()).toBe(1);
});

it('tells a client certificate that is not there', async () => {
  const server = await tns({ tls: certificates.server, clientCa: certificates.ca });
  const facts = failed(await run(oracleJob(server, {}, await policy('verify-full', { ca: certificates.ca }))));
  // With TLS 1.3 a server refuses after the handshake, and may have hung up before that is read.
  expect(['authentication-failed', 'connection-closed']).toContain(facts.code);
});

describe('an element that cannot be signed in with', () => {
  it('has no password', async () => {
    const server = await tns();
    expect(failed(await run(without(oracleJob(server), 'password')))).toMatchObject({ code: 'secret-missing', stage: 'authenticate', field: 'password' });
    expect(server.record.connectData).toEqual([]);
  });

  it.each(['orders)(SERVER=DEDICATED', 'a b', 'a"b', 'a=b', "a'b", 'a\\', '', 'a\nb', '#'])('has a name that no descriptor takes: %j', async (serviceName) => {
    const server = await tns();
    expect(failed(await run(oracleJob(server, { serviceName })))).toMatchObject({ code: 'invalid-parameter', field: 'serviceName' });
    expect(server.record.connectData).toEqual([]);
  });

  it('has both a service name and a SID', async () => {
    expect(failed(await run(oracleJob(await tns(), { sid: 'ORCL' })))).toMatchObject({ code: 'invalid-parameter', field: 'sid' });
  });
});

describe('what the account may do', () => {
  const audit = async (answer: NonNullable<TnsOptions['answer']>) => {
    const server = await tns({ answer });
    const { privileges } = await browse(oracleJob(server), privilegesTask({ product: 'Oracle Database', version: '19.21.0.0.0', user: 'ORDERS_APP' }));
    expect(server.record.statements).toHaveLength(1);
    return privileges;
  };

  it('is read by one statement', async () => {
    const rows = [['privilege', 'CREATE SESSION'], ['privilege', 'SELECT ANY TABLE'], ['dormant', 'REPORTING'], ['schema', 'ORDERS']].map(([LEVEL = '', NAME = '']) => ({ LEVEL, NAME }));
    expect(await audit(() => rows)).toMatchObject({
      findings: [{ code: 'other-schemas', message: expect.stringContaining('every schema'), remedy: expect.stringContaining('GRANT CREATE SESSION TO "ORDERS_RW"') }],
      unknown: [expect.stringContaining('REPORTING')],
    });
  });

  it('is not known of a server that does not show it', async () => {
    const refusing = (): never => {
      throw new OracleError(942, 'table or view does not exist');
    };
    expect(await audit(refusing)).toMatchObject({ findings: [], unknown: [expect.stringContaining('does not show')] });
  });
});

it('is tested by the command line', async () => {
  const server = await tns();
  const folder = await temporaryFolder('oracle-cli');
  onTestFinished(() => folder.remove());
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
