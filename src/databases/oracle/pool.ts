import oracledb, { type Connection, type Pool, type PoolAttributes } from 'oracledb';
import type { Socket } from 'node:net';
import { AcquireTimeout, withinAcquireTimeout, type OpenPool, type PooledConnection, type PoolSettings } from '../pool';
import { errorCode } from '../shared/network-failure';
import { endOf } from '../shared/silent-peer';
import { openOwnLine } from './line';
import { withConnections, type Destination, type Wire } from './network-adapter';
import { queryRows } from './query';
import { attributes, follow, wireOver } from './sign-in';

/** oracledb's word for a request that waited too long, whether for a free connection or for a new one. */
const QUEUE_TIMEOUT = 'NJS-040';

/**
 * oracledb's own pool. It makes its connections one after the other, however many are asked for, and asks one that was idle
 * for a minute whether it still works.
 */
export const openPool: OpenPool = (job, settings, context) => {
  const sockets = new Set<Socket>();
  let latest: Socket | undefined;
  let failure: unknown;

  const connect = async (): Promise<Pool> => {
    const first = await openOwnLine(job, context());
    const own = endOf(first.raw);
    let spare: typeof first | undefined = first;
    const connectTo = async ({ host, port, encrypted }: Destination): Promise<Wire> => {
      failure = undefined;
      const isOwn = host === own.host && port === own.port;
      const line = spare ?? (await (isOwn ? openOwnLine(job, context()) : follow({ host, port, encrypted }, job, context())));
      spare = undefined;
      latest = line.raw;
      sockets.add(line.raw);
      line.raw.once('close', () => sockets.delete(line.raw));
      return wireOver(line, job, context(), {
        fail: (error) => {
          failure = error;
        },
      });
    };
    return withConnections(connectTo, () => oracledb.createPool({ ...attributes(first, job), ...poolAttributes(settings) }));
  };
  let connected: Promise<Pool> | undefined;

  return {
    async acquire() {
      connected ??= connect().catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      const pool = await withinAcquireTimeout(settings.acquireTimeoutMs, connected);
      try {
        return pooled(await pool.getConnection());
      } catch (error) {
        if (errorCode(error) === QUEUE_TIMEOUT) throw new AcquireTimeout(settings.acquireTimeoutMs, { cause: error });
        throw failure ?? error;
      }
    },
    open: () => sockets.size,
    async close() {
      const pool = await connected?.catch(() => undefined);
      if (pool === undefined) return;
      // A sign-in that hangs would keep the pool from closing.
      if (sockets.size > pool.connectionsOpen) latest?.destroy();
      await pool.close(0);
    },
  };
};

/** The settings in oracledb's names; times are in seconds but for the wait, where 0 is no limit as it is here. */
function poolAttributes({ min, max, idleTimeoutMs, acquireTimeoutMs, maxLifetimeMs, connectMs }: PoolSettings): PoolAttributes {
  const seconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000);
  return {
    poolMin: min,
    poolMax: max,
    poolIncrement: 1,
    poolTimeout: seconds(idleTimeoutMs),
    maxLifetimeSession: seconds(maxLifetimeMs),
    queueTimeout: acquireTimeoutMs,
    queueMax: -1,
    connectTimeout: seconds(connectMs),
    transportConnectTimeout: seconds(connectMs),
  };
}

function pooled(connection: Connection): PooledConnection {
  return {
    run: (sql) => queryRows(connection, sql),
    // The pool sees by itself which connections are broken; in thin mode it heeds no wish to throw one away.
    release: () => void connection.close().catch(() => undefined),
  };
}
