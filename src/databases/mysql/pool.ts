import { createPool, PoolConnection, type PoolOptions } from 'mysql2';
import { connect, type Socket } from 'node:net';
import type { ConnectionContext, ConnectionJob } from '../connection';
import { AcquireTimeout, type OpenPool, type PooledConnection, type PoolSettings } from '../pool';
import { isLoopback } from '../shared/first-bytes';
import { isUnixSocket } from '../shared/unix-socket';
import { portValue, requiredText } from '../shared/values';
import { connectionOptions, unencryptedPlugins } from './connection';
import { DEFAULT_PORT } from './default-port';
import { replaceStartTls } from './tls-upgrade';

/** mysql2's own pool. It has neither a minimum nor a time limit on waiting; the limit is put around it here. */
export const openPool: OpenPool = (job, settings, context) => {
  const sockets = new Set<Socket>();
  const host = requiredText(job.values, 'host');
  const open = (): Socket => {
    const socket = connect(isUnixSocket(host) ? { path: host } : { host, port: portValue(job.values, DEFAULT_PORT), noDelay: true });
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    securing.set(socket, { job, context: context() });
    return socket;
  };
  const encrypted = job.tls.mode !== 'disable';
  const plugins = encrypted ? {} : unencryptedPlugins(isUnixSocket(host) || host === 'localhost' || isLoopback(host));
  const pool = createPool({ ...connectionOptions(job, encrypted), ...plugins, ...poolOptions(settings), stream: open });

  return {
    acquire: () =>
      new Promise((resolve, reject) => {
        let timedOut = false;
        const timer = setTimeout(() => {
          timedOut = true;
          reject(new AcquireTimeout(settings.acquireTimeoutMs));
        }, settings.acquireTimeoutMs);
        pool.getConnection((error, connection) => {
          clearTimeout(timer);
          if (error) reject(error);
          else if (timedOut) connection.release();
          else resolve(pooled(connection));
        });
      }),
    open: () => sockets.size,
    close: () =>
      new Promise((resolve, reject) => {
        pool.end((error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
  };
};

/**
 * The settings in mysql2's names. It heeds its idle timeout only while `maxIdle` is below the limit, and then closes what is
 * idle above `maxIdle` sooner: one connection at the most.
 */
function poolOptions({ min, max, idleTimeoutMs, connectMs }: PoolSettings): PoolOptions {
  return { connectionLimit: max, maxIdle: Math.max(min, max - 1), idleTimeout: idleTimeoutMs, connectTimeout: connectMs, waitForConnections: true, queueLimit: 0 };
}

function pooled(connection: PoolConnection): PooledConnection {
  return {
    run: (sql) =>
      new Promise((resolve, reject) => {
        connection.query(sql, (error, result) => {
          if (error) reject(error);
          else resolve(result);
        });
      }),
    release(error) {
      if (error === undefined) connection.release();
      else connection.destroy();
    },
  };
}

/** What a socket is to be secured with; mysql2 makes its connections where nobody else gets hold of them. */
const securing = new WeakMap<Socket, { readonly job: ConnectionJob; readonly context: ConnectionContext }>();

replaceStartTls(PoolConnection.prototype, async (raw) => {
  const wire = securing.get(raw);
  if (wire === undefined) throw new Error('A pooled connection without a policy for its TLS');
  const { job, context } = wire;
  return (await context.secure(raw, requiredText(job.values, 'host'), job.tls)).socket;
});
