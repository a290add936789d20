import type { ConnectionPool } from 'mssql';
import type { Socket } from 'node:net';
import { TimeoutError } from 'tarn';
import type { Connection } from 'tedious';
import { AcquireTimeout, withinAcquireTimeout, type OpenPool, type PooledConnection, type PoolSettings } from '../pool';
import { errorCode } from '../shared/network-failure';
import { connectionConfig, handOver, openOwnLine } from './connection';
import { openLine } from './line';
import { queryRows } from './query';
import { ServerRefusal, type ServerMessage } from './server-refusal';

/**
 * mssql's own pool. It begins with a connection that it only tries and closes, and asks each one whether it still works
 * before it gives it out, which costs a round trip.
 */
export const openPool: OpenPool = (job, settings, context) => {
  const sockets = new Set<Socket>();
  let refused: ServerMessage | undefined;
  const config = connectionConfig(job, async ({ host, port }) => {
    const own = host === config.server && port === config.options.port;
    const line = await (own ? openOwnLine(job, context()) : openLine(host, port, job, context()));
    sockets.add(line.raw);
    line.raw.once('close', () => sockets.delete(line.raw));
    return handOver(line);
  });

  const connect = async (): Promise<ConnectionPool> => {
    // Only a pool needs more of the driver than tedious.
    const { ConnectionPool } = await import('mssql');
    const pool = new ConnectionPool({
      ...config,
      options: { ...config.options, connectTimeout: settings.connectMs },
      pool: poolOptions(settings),
      beforeConnect: (connection) => {
        connection.on('errorMessage', (message) => {
          refused = message;
        });
      },
    });
    // An idle connection that breaks is thrown away; the next request shows what is wrong.
    pool.on('error', () => undefined);
    return pool.connect();
  };
  let connected: Promise<ConnectionPool> | undefined;

  /** The error with what the server said, which the driver leaves out of it. */
  const told = (error: unknown): unknown => (errorCode(error) === 'ELOGIN' && refused !== undefined ? new ServerRefusal([refused], { cause: error }) : error);

  return {
    async acquire() {
      connected ??= connect().catch((error: unknown) => {
        connected = undefined;
        throw told(error);
      });
      const pool = await withinAcquireTimeout(settings.acquireTimeoutMs, connected);
      try {
        return pooled(pool, await pool.pool.acquire().promise);
      } catch (error) {
        throw error instanceof TimeoutError ? new AcquireTimeout(settings.acquireTimeoutMs, { cause: error }) : told(error);
      }
    },
    open: () => sockets.size,
    async close() {
      await (await connected?.catch(() => undefined))?.close();
    },
  };
};

function poolOptions({ min, max, idleTimeoutMs, acquireTimeoutMs, connectMs }: PoolSettings) {
  return { min, max, idleTimeoutMillis: idleTimeoutMs, acquireTimeoutMillis: acquireTimeoutMs, createTimeoutMillis: connectMs };
}

function pooled({ pool }: ConnectionPool, connection: Connection): PooledConnection {
  return {
    run: (sql) => queryRows(connection, sql),
    release(error) {
      // The pool throws away what is closed.
      if (error !== undefined) connection.close();
      pool.release(connection);
    },
  };
}
