import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { carriedFacts } from '../failure';
import { AcquireTimeout, isAcquireTimeout, withinAcquireTimeout, type OpenPool, type PooledConnection, type PoolSettings } from '../pool';
import { property } from '../shared/network-failure';
import { attributesOf, findServer, loadDmdb, poolUrlOf, type Dmdb, type DmdbConnection, type DmdbPool, type ServerEnd } from './dmdb';
import { watchLine, watchSockets, type Line } from './line';

/** dmdb's word for a request that waited too long. */
const QUEUE_TIMEOUT = 20_017;

/** dmdb can wait for ever for the answer to a goodbye. */
const GOODBYE_MS = 1_000;

interface Opened {
  readonly dmdb: Dmdb;
  readonly pool: DmdbPool;
  readonly end: ServerEnd;
}

/**
 * dmdb's own pool. Its time limit holds only for requests that wait for others to be done, so the limit is put around it. When
 * it cannot make a connection it says nothing and lets the request wait, so its sockets are watched and the reason is asked for.
 */
export const openPool: OpenPool = (job, settings, context) => {
  const sockets = new Set<Socket>();
  const lines = new WeakMap<DmdbConnection, Line>();
  const watcher = watchSockets((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const open = async (): Promise<Opened> => {
    const dmdb = loadDmdb(job);
    const end = await findServer(job, context());
    const pool = await watcher.run(() => dmdb.createPool({ connectString: poolUrlOf(job, end), poolAlias: randomUUID(), ...poolAttributes(settings) }));
    return { dmdb, pool, end };
  };
  let opened: Promise<Opened> | undefined;

  /** Why the server ended a connection that was being made; that itself is all that is known of it. */
  const reasonOf = async (ended: unknown, { dmdb, end }: Opened): Promise<unknown> => {
    const { line, connected } = watchLine(() => dmdb.getConnection(attributesOf(job, end)));
    try {
      await withinAcquireTimeout(settings.acquireTimeoutMs, Promise.race([connected, line.broken]));
      return ended;
    } catch (reason) {
      return isAcquireTimeout(reason) ? ended : reason;
    } finally {
      line.end();
    }
  };

  return {
    async acquire() {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      const there = await withinAcquireTimeout(settings.acquireTimeoutMs, opened);
      const { line, connected } = watcher.run(() => watchLine(() => there.pool.getConnection()));
      try {
        const connection = await withinAcquireTimeout(settings.acquireTimeoutMs, Promise.race([connected, line.broken]));
        if (!lines.has(connection)) lines.set(connection, line);
        return pooled(connection, lines.get(connection) ?? line);
      } catch (error) {
        // What comes too late goes back to those who wait.
        connected.then((connection) => connection.close()).catch(() => undefined);
        if (property(error, 'errCode') === QUEUE_TIMEOUT) throw new AcquireTimeout(settings.acquireTimeoutMs, { cause: error });
        throw carriedFacts(error)?.code === 'connection-closed' ? await reasonOf(error, there) : error;
      }
    },
    open: () => sockets.size,
    async close() {
      const there = await opened?.catch(() => undefined);
      await Promise.race([there?.pool.close().catch(() => undefined), delay(GOODBYE_MS)]);
      watcher.stop();
      for (const socket of sockets) socket.destroySoon();
    },
  };
};

/** The settings in dmdb's names; it closes what is idle after seconds. */
function poolAttributes({ min, max, idleTimeoutMs, acquireTimeoutMs }: PoolSettings) {
  return { poolMin: min, poolMax: max, poolTimeout: Math.ceil(idleTimeoutMs / 1000), queueMax: -1, queueTimeout: acquireTimeoutMs };
}

function pooled(connection: DmdbConnection, line: Line): PooledConnection {
  return {
    run: (sql) => Promise.race([connection.execute(sql, [], {}), line.broken]),
    release(error) {
      if (error !== undefined) line.end();
      connection.close().catch(() => undefined);
    },
  };
}
