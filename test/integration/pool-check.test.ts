import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkPool, type PoolCheckOutcome, type PoolCheckRequest } from '../../src/diagnosis/pool-check/check-pool';
import { defaultPlan, type PoolCheckPlan } from '../../src/diagnosis/pool-check/plan';
import { poolReportText } from '../../src/diagnosis/pool-check/report';
import { WorkerPool } from '../../src/diagnosis/worker-pool';
import { makeCertificates } from '../servers/certificates';
import { temporaryFolder } from '../servers/command';
import { delayProxy } from '../servers/delay-proxy';
import { startMariadb } from '../servers/mariadb';
import type { Peer } from '../servers/peers';
import { startPostgres } from '../servers/postgres';
import { orders } from '../servers/seed';
import { startTdsServer } from '../servers/tds/tds-server';
import { startTns } from '../servers/tns/server';
import { until } from '../servers/until';
import { elementOf, typeOf } from '../unit/elements/samples';

const MAX_CONNECTIONS = 16;
const workerFile = path.resolve(import.meta.dirname, '../../dist/test-worker.js');
const workers = new WorkerPool({ workerFile });
let proxy: Peer | undefined;

/** Both kinds of server with few connections, and how to ask each who is there. */
interface Subject {
  readonly port: number;
  /** For servers that offer TLS on a port of its own. */
  readonly tlsPort?: number;
  /** The key of the database in the element; `database` without it. */
  readonly databaseKey?: string;
  readonly sleep: (seconds: number) => string;
  sessions(): Promise<number>;
  stop(): Promise<void>;
}
const subjects = new Map<string, Subject>();

beforeAll(async () => {
  const { certificates, remove } = await makeCertificates();
  const options = { maxConnections: MAX_CONNECTIONS, tls: certificates.server };
  const [postgres, mariadb] = await Promise.all([startPostgres(options), startMariadb(options)]);
  const sqlserver = await startTdsServer(options);
  const [oracle, oracleTls] = await Promise.all([startTns({ maxSessions: MAX_CONNECTIONS }), startTns({ maxSessions: MAX_CONNECTIONS, tls: certificates.server })]);
  await remove();
  subjects.set('oracle', {
    port: oracle.port,
    tlsPort: oracleTls.port,
    databaseKey: 'serviceName',
    sleep: (seconds) => `SELECT pause(${seconds}) FROM dual`,
    sessions: () => Promise.resolve(oracle.record.sessions.size + oracleTls.record.sessions.size),
    stop: async () => {
      await Promise.all([oracle.stop(), oracleTls.stop()]);
    },
  });
  subjects.set('sqlserver', {
    port: sqlserver.port,
    sleep: (seconds) => `WAITFOR DELAY '00:00:${seconds.toFixed(3).padStart(6, '0')}'`,
    sessions: () => Promise.resolve(sqlserver.sessions()),
    stop: () => sqlserver.stop(),
  });
  subjects.set('postgresql', {
    port: postgres.port,
    sleep: (seconds) => `SELECT pg_sleep(${seconds})`,
    sessions: async () => Number((await postgres.query(`SELECT count(*) AS n FROM pg_stat_activity WHERE usename = '${orders.user}'`))[0]?.['n']),
    stop: () => postgres.stop(),
  });
  subjects.set('mysql', {
    port: mariadb.port,
    sleep: (seconds) => `SELECT SLEEP(${seconds})`,
    sessions: async () => Number(((await mariadb.query(`SELECT count(*) AS n FROM information_schema.processlist WHERE user = '${orders.user}'`)) as { n: number }[])[0]?.n),
    stop: () => mariadb.stop(),
  });
});
afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
});
afterAll(async () => {
  await workers.dispose();
  await Promise.all([...subjects.values()].map((subject) => subject.stop()));
});

describe.each([
  ['PostgreSQL', 'postgresql'],
  ['MariaDB', 'mysql'],
  ['SQL Server (a protocol-level test server)', 'sqlserver'],
  ['Oracle (a protocol-level test server)', 'oracle'],
])('Pool Check of %s', (_, type) => {
  const subject = (): Subject => subjects.get(type)!;

  interface Given extends Partial<Omit<PoolCheckRequest, 'plan'>> {
    readonly pool?: object;
    readonly tls?: string;
    readonly port?: number;
    readonly load?: Partial<PoolCheckPlan>;
    readonly by?: WorkerPool;
  }

  const portOf = (tls: string): number => (tls === 'disable' ? subject().port : (subject().tlsPort ?? subject().port));
  const connection = ({ port }: { readonly port: number }) => ({ host: '127.0.0.1', port, [subject().databaseKey ?? 'database']: orders.database, user: orders.user, password: { variable: 'PASSWORD' } });

  async function check({ pool = {}, tls = 'disable', port = portOf(tls), load = {}, by = workers, ...request }: Given): Promise<PoolCheckOutcome> {
    const element = elementOf({ type, connection: connection({ port }), pool, tls: { mode: tls }, timeouts: { connectMs: 30_000 }, variables: { PASSWORD: { name: 'Password' } } });
    const outcome = await checkPool(
      {
        fullName: 'databases.orders',
        element,
        type: typeOf(type),
        sources: { environment: 'testing', settings: {}, process: { PASSWORD: orders.password }, envFiles: [], secretKeys: new Set() },
        folder: '/nowhere',
        findPassword: () => Promise.reject(new Error('no keychain here')),
        findSecretVariable: () => Promise.resolve({ kind: 'missing', store: 'no store here', agreed: true, allowed: [] }),
        readTlsFile: () => Promise.reject(new Error('no file here')),
        ranFrom: 'this machine',
        signal: new AbortController().signal,
        onEvent: () => undefined,
        onSample: () => undefined,
        mayExceed: () => Promise.resolve(true),
        plan: { ...defaultPlan({ max: 4 }), durationMs: 1_000, ...load },
        ...request,
      },
      by,
    );
    expect(poolReportText(outcome)).not.toContain(orders.password);
    return outcome;
  }

  const allClosed = (): Promise<unknown> => until('the server to have no session of the check', async () => (await subject().sessions()) === 0);

  it.each(['disable', 'prefer', 'require'])('finds a pool that is large enough healthy, with TLS mode %s, and leaves no connection', async (tls) => {
    const outcome = await check({ pool: { max: 6 }, tls, load: { clients: 4, holdMs: 5 } });
    expect(outcome, poolReportText(outcome)).toMatchObject({ ok: true, verdict: { code: 'healthy' } });
    expect(outcome.measurements?.load).toMatchObject({ timeouts: 0, errors: {} });
    expect(outcome.measurements?.load.mostOpen).toBeLessThanOrEqual(6);
    expect(outcome.measurements?.load.requests).toBe(outcome.samples.reduce((sum, sample) => sum + sample.requests, 0));
    await allClosed();
  });

  it('says that the pool is too small when slow statements keep its connections', async () => {
    const outcome = await check({ pool: { max: 2, acquireTimeoutMs: 300 }, load: { clients: 10, statement: subject().sleep(0.15) } });
    expect(outcome.verdict, poolReportText(outcome)).toMatchObject({ code: 'pool-too-small', field: 'pool.max', suggested: 10 });
    expect(outcome.measurements?.load.timeouts).toBeGreaterThan(0);
    expect(outcome.measurements?.load.mostOpen).toBe(2);
    expect(outcome.samples.some((sample) => sample.waiting > 0)).toBe(true);
    await allClosed();
  });

  it('says that statements are slow when every client has a connection', async () => {
    const outcome = await check({ pool: { max: 4 }, load: { clients: 4, statement: subject().sleep(0.3), durationMs: 2_000 } });
    expect(outcome.verdict, poolReportText(outcome)).toMatchObject({ code: 'queries-slow' });
  });

  it('says that the network is slow when packets take long', async () => {
    proxy = await delayProxy(subject(), 30);
    const outcome = await check({ port: proxy.port, pool: { max: 4 }, load: { clients: 4 } });
    expect(outcome.verdict, poolReportText(outcome)).toMatchObject({ code: 'network-slow' });
    expect(outcome.measurements?.network.roundTrip.p50).toBeGreaterThanOrEqual(60);
  });

  it('warns before the server\'s limit and connects no further when it may not exceed it', async () => {
    const warnings: string[] = [];
    const outcome = await check({
      pool: { max: 6 },
      load: { instances: 4 },
      mayExceed: (warning) => Promise.resolve(warnings.push(warning) === 0),
    });
    expect(warnings).toEqual([expect.stringContaining('pool.max 6 times 4 instances takes up to 24 connections')]);
    expect(outcome).toMatchObject({ ok: false, samples: [], verdict: { code: 'server-limit', field: 'pool.max', suggested: expect.any(Number) } });
    expect(outcome.measurements).toBeUndefined();
  });

  it('stops at the server\'s refusal and says that it is the limit', async () => {
    const outcome = await check({ pool: { max: 40 }, load: { clients: 40, holdMs: 200 } });
    expect(outcome.verdict, poolReportText(outcome)).toMatchObject({ code: 'server-limit', field: 'pool.max' });
    expect(outcome.measurements?.load.stoppedBy).toBe('too-many-connections');
    await allClosed();
  });

  it('leaves no connection when it is cancelled under load', async () => {
    const cancel = new AbortController();
    const outcome = await check({ pool: { max: 4 }, load: { clients: 8, durationMs: 60_000 }, signal: cancel.signal, onSample: () => { cancel.abort(); } });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await allClosed();
  });

  it('leaves no connection when its process is killed under load', async () => {
    const folder = await temporaryFolder('killed');
    await writeFile(path.join(folder.path, 'orders.dbelement.json'), JSON.stringify({ id: 'killed-0000', type, title: 'Orders', connection: connection(subject()), pool: { max: 4 }, variables: { PASSWORD: {} } }));
    const cli = spawn(process.execPath, [path.join(path.dirname(workerFile), 'cli.js'), 'pool-check', 'orders', '--duration', '60'], { cwd: folder.path, env: { PATH: process.env['PATH'], PASSWORD: orders.password }, stdio: 'ignore' });
    try {
      await until('connections under load', async () => (await subject().sessions()) >= 4);
    } finally {
      cli.kill('SIGKILL');
    }
    await allClosed();
    await folder.remove();
  });

  it('leaves no connection when the worker is ended under load', async () => {
    const own = new WorkerPool({ workerFile });
    const outcome = await check({ by: own, pool: { max: 4 }, load: { clients: 8, durationMs: 60_000 }, onSample: () => void own.dispose() });
    expect(outcome.ok).toBe(false);
    await allClosed();
  });
});
