import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import type { ConnectionJob, ParameterValues } from '../../src/databases/connection';
import type { TlsPolicy } from '../../src/databases/tls';
import { dmDialect } from '../../src/databases/dm/dialect';
import { poolUrlOf } from '../../src/databases/dm/dmdb';
import { driver } from '../../src/databases/dm/driver';
import { openPool } from '../../src/databases/dm/pool';
import { poolSettings } from '../../src/databases/pool';
import { createContext } from '../../src/diagnosis/worker/context';
import { relationsTask, schemasTask, tablesTask } from '../../src/diagnosis/worker/tasks/browse';
import { privilegesTask } from '../../src/diagnosis/worker/tasks/privileges';
import { compareTables } from '../../src/models/compare';
import { fromTable } from '../../src/models/from-table';
import { tableOf } from '../../src/models/to-table';
import { dmDriver, fakeDmdb as fake } from '../machine/locations.mjs';
import { fakeDm } from '../servers/fake-dm';
import { closingPeer, httpPeer, resettingPeer, silentPeer, sshBannerPeer, startPeer } from '../servers/peers';
import { orders } from '../servers/seed';
import { modelOf } from '../unit/models/samples';
import { browse } from './browse';
import { failed, passed, run, without } from './run-test';
import { using } from './using';


interface At {
  readonly host: string;
  readonly port: number;
}

function dmJob(packageFolder: string, { host, port }: At, values: ParameterValues = {}, mode: TlsPolicy['mode'] = 'prefer'): ConnectionJob {
  return { type: 'dm', driver: 'dm', packageFolder, secretKeys: ['password'], values: { host, port, user: 'ORDERS_APP', password: orders.password, ...values }, tls: { mode } };
}

function poolOf(job: ConnectionJob) {
  const context = createContext(job, driver, () => undefined);
  return { ...openPool(job, poolSettings(job.values), () => context), codeOf: (error: unknown) => context.failure(error).code };
}

describe.skipIf(!existsSync(dmDriver.marker))('the real dmdb', () => {
  const job = (at: At, values?: ParameterValues, mode?: TlsPolicy['mode']): ConnectionJob => dmJob(dmDriver.folder, at, values, mode);

  it.each([
    ['closes when it is spoken to', () => closingPeer('data')],
    ['resets when it is spoken to', () => resettingPeer('data')],
  ])('tells a peer that %s, on which dmdb waits for ever', async (_, start) => {
    for (const mode of ['disable', 'prefer'] as const) {
      const peer = await using(start());
      expect(failed(await run(job(peer, {}, mode)))).toMatchObject({ code: 'connection-closed', stage: mode === 'disable' ? 'authenticate' : 'secure' });
      await peer.allClosed();
    }
  });

  it.each([
    ['SSH', sshBannerPeer],
    ['HTTP', httpPeer],
  ])('sends no credentials to a peer that speaks %s', async (_, start) => {
    const peer = await using(start());
    for (const mode of ['disable', 'prefer'] as const) failed(await run(job(peer, {}, mode)));
    expect(peer.received().toString('latin1')).not.toContain('ORDERS_APP');
  });

  it.each([
    ['connection-closed', () => closingPeer('data')],
    ['wrong-protocol', sshBannerPeer],
  ])('has a pool that tells %s at once', async (code, start) => {
    const peer = await using(start());
    const pool = poolOf(job(peer));
    const error: unknown = await pool.acquire().catch((reason: unknown) => reason);
    expect(pool.codeOf(error)).toBe(code);
    await pool.close();
    await peer.allClosed();
  });

  it('has a pool in which nobody waits for longer than the acquire timeout', async () => {
    const peer = await using(silentPeer());
    const pool = poolOf(job(peer, { 'pool.acquireTimeoutMs': 200 }));
    await expect(pool.acquire()).rejects.toMatchObject({ name: 'AcquireTimeout' });
    await pool.close();
    await peer.allClosed();
  });
});

describe('before anything is sent', () => {
  it.each(['require', 'verify-ca', 'verify-full'] as const)('TLS mode %s is refused', async (mode) => {
    const peer = await using(silentPeer());
    expect(failed(await run(dmJob(fake, peer, {}, mode)))).toMatchObject({ code: 'invalid-parameter', stage: 'secure', field: 'tls.mode' });
    expect(peer.connectionsSeen()).toBe(0);
  });

  it('a missing password is, for which dmdb would put in its default', async () => {
    const peer = await using(silentPeer());
    expect(failed(await run(without(dmJob(fake, peer), 'password')))).toMatchObject({ code: 'secret-missing', stage: 'authenticate', field: 'password' });
    expect(peer.connectionsSeen()).toBe(0);
  });

  it('a missing driver is told', async () => {
    const peer = await using(silentPeer());
    const folder = path.resolve(import.meta.dirname, '../fixtures');
    for (const packageFolder of [folder, 'test/fixtures/fake-dmdb']) {
      expect(failed(await run(dmJob(packageFolder, peer)))).toMatchObject({ code: 'driver-missing', stage: 'resolve' });
    }
    expect(peer.connectionsSeen()).toBe(0);
  });
});

describe("a fake with dmdb's API", () => {
  const answering = () => using(fakeDm());

  it('tells what the server is, and closes its connection', async () => {
    const peer = await answering();
    const result = await run(dmJob(fake, peer, { schema: 'ORDERS' }));
    expect(passed(result)).toEqual({
      product: 'DM',
      version: '8 1-2-38-21.07.09-143359-10018-ENT',
      database: 'ORDERS',
      user: 'ORDERS_APP',
      connectionsInUse: 3,
      connectionsAllowed: 1000,
      address: `127.0.0.1:${String(peer.port)}`,
      tellsPrivileges: true,
    });
    expect(Object.values(result.stages).map(({ id, status }) => `${id} ${status}`)).toEqual(['lookup', 'reach', 'secure', 'authenticate', 'open', 'query', 'inspect'].map((id) => `${id} passed`));
    await peer.allClosed();
  });

  it('is told everything that dmdb would take from elsewhere', async () => {
    const peer = await answering();
    passed(await run(dmJob(fake, peer, { 'options.applicationName': 'shop' })));
    const attributes = JSON.parse(peer.received().toString().split('\n')[1] ?? '') as object;
    expect(attributes).toMatchObject({ connectString: `127.0.0.1:${String(peer.port)}`, user: 'ORDERS_APP', svcConfPath: '/dev/null', language: 'en', switchTimes: 1, appName: 'shop' });
  });

  it('tells what an account without the right to look at the server may know', async () => {
    expect(passed(await run(dmJob(fake, await answering(), { user: 'BLIND' })))).toMatchObject({ product: 'DM', version: '', database: 'ORDERS' });
  });
});

describe("the catalogue and the account, through the fake", () => {
  const answering = () => using(fakeDm());

  it('lists schemas and relations, and describes tables', async () => {
    const job = dmJob(fake, await answering());
    expect(await browse(job, schemasTask)).toEqual({ names: ['ORDERS', 'PAYROLL'], current: 'ORDERS' });
    expect(await browse(job, relationsTask('ORDERS'))).toEqual([
      { schema: 'ORDERS', name: 'LINES', kind: 'table' },
      { schema: 'ORDERS', name: '客户 "view"', kind: 'view' },
    ]);
    const [lines, view] = await browse(job, tablesTask('ORDERS', ['LINES', '客户 "view"']));
    expect(view).toMatchObject({ kind: 'view', columns: [{ name: 'TITLE', type: 'VARCHAR(40 BYTE)' }] });
    expect(lines).toEqual({
      schema: 'ORDERS',
      name: 'LINES',
      kind: 'table',
      columns: [
        { name: 'ID', type: 'BIGINT', nullable: false, autoNumber: true },
        { name: 'TITLE', type: 'VARCHAR(40 BYTE)', nullable: true, default: "'new'" },
        { name: 'PRICE', type: 'DECIMAL(18,2)', nullable: true, comment: 'Price [amount]' },
        { name: 'MADE', type: 'TIMESTAMP(6)', nullable: true },
        { name: 'ORDER_ID', type: 'BIGINT', nullable: false },
      ],
      primaryKey: ['ORDER_ID', 'ID'],
      indexes: [{ name: 'INDEX2', unique: false, columns: ['TITLE', 'MADE'] }],
      foreignKeys: [{ name: 'CONS2', columns: ['ORDER_ID'], table: { schema: 'ORDERS', name: 'HEADS' }, references: ['ID'] }],
    });
    for (const table of [lines!, view!]) {
      const model = modelOf({ schema: 'ORDERS', table: table.name, ...fromTable(table, dmDialect) });
      expect(compareTables(tableOf(model, dmDialect), table, dmDialect)).toEqual([]);
    }
    const { fields } = fromTable(lines!, dmDialect);
    expect(fields.map(({ name, type }) => `${name} ${type}`)).toEqual(['ID auto-number', 'TITLE single-line-text', 'PRICE amount', 'MADE date-time', 'ORDER_ID reference']);
  });

  it('reads tables without what the account may not see', async () => {
    const [lines] = await browse(dmJob(fake, await answering(), { user: 'BLIND' }), tablesTask('ORDERS', ['LINES']));
    expect(lines?.columns[0]).toEqual({ name: 'ID', type: 'BIGINT', nullable: false });
  });

  it('tells what the account may do, and what it may not see of that', async () => {
    const of = async (user: string) => (await browse(dmJob(fake, await answering(), { user }), privilegesTask({ product: 'DM', version: '8', user }))).privileges;
    expect(await of('ORDERS_APP')).toMatchObject({ findings: [{ code: 'user-administration', message: expect.stringContaining('(CREATE USER)'), remedy: expect.stringContaining('CREATE USER "ORDERS_RW"') }], unknown: [] });
    const unseen = await of('BLIND');
    expect(unseen?.findings).toEqual([]);
    expect(unseen?.unknown).toEqual(['the privileges of the session', 'the privileges of the account', 'the roles of the account', 'what it was granted in other schemas'].map((what) => `The server does not show ${what}.`));
  });
});

describe("a pool, through the fake", () => {
  const answering = () => using(fakeDm());
  const poolAt = (at: At, values: ParameterValues = {}) => poolOf(dmJob(fake, at, values));

  it('gives connections back, keeps to its maximum, and closes all of them', async () => {
    const server = await answering();
    const pool = poolAt(server, { 'pool.min': 1, 'pool.max': 2, 'pool.acquireTimeoutMs': 200 });
    const [first, second] = await Promise.all([pool.acquire(), pool.acquire()]);
    await first.run('SELECT 1');
    await expect(pool.acquire()).rejects.toMatchObject({ name: 'AcquireTimeout' });
    expect(pool.open()).toBe(2);
    first.release();
    second.release();
    (await pool.acquire()).release();
    // One more was made to find out where the server is.
    expect(server.connectionsSeen()).toBe(3);
    await pool.close();
    await server.allClosed();
  });

  it.each([
    ['NOBODY', 'authentication-failed'],
    ['LOCKED', 'unknown'],
  ])('tells why there is no connection, which dmdb keeps to itself (%s)', async (user, code) => {
    const server = await answering();
    const pool = poolAt(server, { user });
    const error: unknown = await pool.acquire().catch((reason: unknown) => reason);
    expect(pool.codeOf(error)).toBe(code);
    await pool.close();
    await server.allClosed();
  });

  it('tells a connection that the server ends, on which dmdb waits for ever', async () => {
    const server = await using(startPeer((socket) => {
      createInterface({ input: socket }).on('line', (line) => (line === 'SELECT SLEEP' ? socket.end() : socket.write('well\n')));
    }));
    const pool = poolAt(server, { 'pool.acquireTimeoutMs': 2_000 });
    const error: unknown = await pool.acquire().then((connection) => connection.run('SELECT SLEEP'), (reason: unknown) => reason).catch((reason: unknown) => reason);
    expect(pool.codeOf(error)).toBe('connection-closed');
    await pool.close();
    await server.allClosed();
  });
});

it('gives the real dmdb the URL of a pool that means the same as the attributes of a connection', () => {
  const end = { host: '::1', port: 5236, address: '[::1]:5236' };
  const url = new URL(poolUrlOf(dmJob(fake, end, { password: 'p:@/?#&= ü' }), end).replace(/^dm:/, 'http:'));
  expect(url.host).toBe('[::1]:5236');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ user: 'ORDERS_APP', password: 'p:@/?#&= ü', svcConfPath: '/dev/null', switchTimes: '1', addressRemap: '([::1]:5236,::1:5236)' });
});
