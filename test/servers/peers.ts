import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { temporaryFolder } from './command';
import { startGroup } from './process-group';
import { until } from './until';

/** Something that listens on 127.0.0.1 and is not a database. */
export interface Peer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** The connections that were ever accepted. */
  connectionsSeen(): number;
  /** The accepted connections that the client has not closed yet. */
  connectionsOpen(): number;
  /** Resolves when a client has connected. */
  connected(): Promise<void>;
  /** Resolves when no connection is open any more. */
  allClosed(): Promise<void>;
  /** What the clients have sent so far. */
  received(): Buffer;
  stop(): Promise<void>;
}

/** A port on which nothing listens: connections to it are refused. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Accepts and never writes. */
export const silentPeer = (): Promise<Peer> => startPeer(() => undefined);

/** Accepts and closes, at once or when the client has sent something. */
export const closingPeer = (when: 'accepted' | 'data' = 'accepted'): Promise<Peer> =>
  startPeer((socket) => {
    once(socket, when, () => socket.end());
  });

/** Accepts and resets the connection, at once or when the client has sent something. */
export const resettingPeer = (when: 'accepted' | 'data' = 'accepted'): Promise<Peer> =>
  startPeer((socket) => {
    once(socket, when, () => socket.resetAndDestroy());
  });

/** A web server: answers whatever is sent as one answers a bad request. */
export const httpPeer = (): Promise<Peer> =>
  startPeer((socket) => {
    once(socket, 'data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 11\r\nConnection: close\r\n\r\nBad Request'));
  });

/** An SSH server: it speaks first and then waits. */
export const sshBannerPeer = (): Promise<Peer> => startPeer((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'));

/** A peer with a behaviour of its own, which gets each accepted connection. */
export async function startPeer(behave: (socket: Socket) => void): Promise<Peer> {
  const open = new Set<Socket>();
  const chunks: Buffer[] = [];
  let seen = 0;
  const server = createServer((socket) => {
    seen += 1;
    open.add(socket);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // Resets are what some of these peers are for.
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    behave(socket);
  });
  const port = await listen(server);
  return {
    host: '127.0.0.1',
    port,
    connectionsSeen: () => seen,
    connectionsOpen: () => open.size,
    received: () => Buffer.concat(chunks),
    connected: async () => {
      await until('a connection', () => seen > 0);
    },
    allClosed: async () => {
      const closing = [...open].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      // The benchmark wants to know when, and not at which look.
      const closed = (): Promise<boolean> => until('the connections to be closed', () => open.size === 0);
      await Promise.race([Promise.all(closing), closed()]);
      await closed();
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A port that neither accepts nor refuses: connecting to it takes as long as the client is willing to wait. */
export async function blackHole(): Promise<{ host: '127.0.0.1'; port: number; stop: () => Promise<void> }> {
  const folder = await temporaryFolder('black-hole');
  const logFile = path.join(folder.path, 'port');
  // The listener is a process of its own that blocks for good after it has listened, so that it never accepts.
  const script = `const server = require('node:net').createServer();
    server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
      require('node:fs').writeSync(1, server.address().port + '\\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const listener = startGroup(process.execPath, ['-e', script], { logFile });
  const fillers: Socket[] = [];
  const stop = async (): Promise<void> => {
    for (const socket of fillers) socket.destroy();
    await listener.stop();
    await folder.remove();
  };
  try {
    const port = Number(await until('the listener', async () => /^(\d+)\n/.exec(await listener.log())?.[1]));
    // The system completes connections on behalf of the listener until the queue is full.
    for (let full = false; !full; ) {
      if (fillers.length === 16) throw new Error('The queue of the listener takes connections without end.');
      const socket = connect({ host: '127.0.0.1', port });
      fillers.push(socket);
      full = !(await connects(socket));
    }
    return { host: '127.0.0.1', port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function connects(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      resolve(true);
    });
    setTimeout(resolve, 1000, false);
  });
}

function once(socket: Socket, when: 'accepted' | 'data', act: () => void): void {
  if (when === 'accepted') act();
  else socket.once('data', act);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
