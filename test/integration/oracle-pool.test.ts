import { describe, expect, it } from 'vitest';
import { driver } from '../../src/databases/oracle/driver';
import { openPool } from '../../src/databases/oracle/pool';
import { poolSettings } from '../../src/databases/pool';
import { createContext } from '../../src/diagnosis/worker/context';
import type { ParameterValues } from '../../src/databases/connection';
import { freePort, httpPeer } from '../servers/peers';
import { startTns, type TnsOptions } from '../servers/tns/server';
import { until } from '../servers/until';
import { oracleJob } from './oracle-job';
import { using } from './using';

/** What Pool Check does not show of oracledb's pool, with the real driver against a protocol-level test server. */

const tns = (options: Partial<TnsOptions> = {}) => using(startTns(options));

function poolAt(at: { readonly host: string; readonly port: number }, values: ParameterValues = {}) {
  const job = oracleJob(at, values, { mode: 'disable' });
  const context = createContext(job, driver, () => undefined);
  const pool = openPool(job, poolSettings(job.values), () => context);
  return { ...pool, codeOf: (error: unknown) => context.failure(error).code };
}

describe("oracledb's pool", () => {
  it('gives connections back and says goodbye to all', async () => {
    const server = await tns();
    const pool = poolAt(server, { 'pool.max': 2 });
    const [first, second] = await Promise.all([pool.acquire(), pool.acquire()]);
    expect(pool.open()).toBe(2);
    await first.run('SELECT 1 FROM dual');
    first.release();
    second.release();
    (await pool.acquire()).release();
    expect(server.connectionsSeen()).toBe(2);
    await pool.close();
    await server.allClosed();
    expect(server.record.loggedOff).toBe(2);
  });

  it('throws a connection away that broke', async () => {
    const server = await tns({ misbehave: { query: 'close' } });
    const pool = poolAt(server, { 'pool.max': 1 });
    const first = await pool.acquire();
    const error: unknown = await first.run('SELECT 1 FROM dual').catch((reason: unknown) => reason);
    expect(pool.codeOf(error)).toBe('connection-closed');
    first.release(new Error('broken', { cause: error }));
    (await pool.acquire()).release();
    expect(server.connectionsSeen()).toBe(2);
    await pool.close();
    await server.allClosed();
  });

  it('keeps its minimum open, and gives up a connection that has lived long enough', async () => {
    const server = await tns();
    const pool = poolAt(server, { 'pool.min': 2, 'pool.max': 3, 'pool.maxLifetimeMs': 1 });
    (await pool.acquire()).release();
    await until('the minimum', () => server.record.sessions.size === 2);
    await until('a connection in place of one that is too old', async () => {
      (await pool.acquire()).release();
      return server.connectionsSeen() > 2;
    });
    await pool.close();
    await server.allClosed();
  });

  it('signs in with the role', async () => {
    const server = await tns();
    const pool = poolAt(server, { 'options.role': 'sysdba' });
    (await pool.acquire()).release();
    expect((server.record.signIns[0]?.mode ?? 0) & 0x20).toBe(0x20);
    await pool.close();
  });

  it('lets nobody wait for longer than the acquire timeout, and closes in the middle of a sign-in', async () => {
    const server = await tns({ misbehave: { authenticate: 'hang' } });
    const pool = poolAt(server, { 'pool.acquireTimeoutMs': 200 });
    await expect(pool.acquire()).rejects.toMatchObject({ name: 'AcquireTimeout' });
    await pool.close();
    await server.allClosed();
  });

  it('tells why there is no connection', async () => {
    const [full, locked, http, port] = [await tns({ maxSessions: 0 }), await tns({ refuse: 12_528 }), await using(httpPeer()), await freePort()];
    const cases = [[full, 'too-many-connections'], [locked, 'server-unavailable'], [http, 'wrong-protocol'], [{ host: '127.0.0.1', port }, 'connection-refused']] as const;
    for (const [at, code] of cases) {
      const pool = poolAt(at);
      const error: unknown = await pool.acquire().catch((reason: unknown) => reason);
      expect(pool.codeOf(error)).toBe(code);
      await pool.close();
    }
    await Promise.all([full.allClosed(), locked.allClosed(), http.allClosed()]);
  });
});
