import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import type { ConnectionFailure } from '../failure';
import { connectionClosed } from '../shared/first-bytes';
import { property } from '../shared/network-failure';
import { recognizeProtocol, wrongProtocol } from '../shared/recognize-protocol';

const CHANNEL = 'net.client.socket';

/** How long dmdb has for what the server said before it closed: its own words tell more than the end of the connection. */
const LAST_WORDS_MS = 200;

/** The connection that dmdb makes, seen from outside. */
export interface Line {
  /** Resolves when the peer has answered; rejects as `broken` does. */
  readonly answered: Promise<void>;
  /** Rejects when the peer closes or speaks another protocol, on both of which dmdb waits for ever. */
  readonly broken: Promise<never>;
  /** Closes the socket, after what is still to be written. */
  end(): void;
}

/**
 * Sees the sockets that work opens, through the channel on which Node.js announces each one: dmdb takes no socket of ours and
 * is not changed. Sockets that anything else opens meanwhile are not its own.
 */
export function watchSockets(onSocket: (socket: Socket) => void): { readonly run: <T>(work: () => T) => T; readonly stop: () => void } {
  const own = new AsyncLocalStorage<true>();
  const onMessage = (message: unknown): void => {
    const opened = property(message, 'socket');
    if (own.getStore() === true && opened instanceof Socket) onSocket(opened);
  };
  subscribe(CHANNEL, onMessage);
  return { run: (work) => own.run(true, work), stop: () => void unsubscribe(CHANNEL, onMessage) };
}

/** Watches the first socket that `connect` opens. One that opens none has a line that says nothing. */
export function watchLine<T>(connect: () => Promise<T>): { readonly line: Line; readonly connected: Promise<T> } {
  let socket: Socket | undefined;
  let onAnswer: () => void = () => undefined;
  let fail: (failure: ConnectionFailure) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const answered = new Promise<void>((resolve, reject) => {
    onAnswer = resolve;
    broken.catch(reject);
  });
  answered.catch(() => undefined);
  const watcher = watchSockets((opened) => {
    if (socket !== undefined) return;
    socket = opened;
    watch(socket, onAnswer, fail);
  });
  const connected = watcher.run(connect).finally(watcher.stop);
  connected.catch(() => undefined);
  return { line: { answered, broken, end: () => { socket?.destroySoon(); } }, connected };
}

function watch(socket: Socket, onAnswer: () => void, fail: (failure: ConnectionFailure) => void): void {
  socket.once('data', (bytes: Buffer) => {
    if (recognizeProtocol(bytes) === undefined) onAnswer();
    else fail(wrongProtocol(bytes));
  });
  const onEnd = (): void => {
    setTimeout(() => { fail(connectionClosed()); }, LAST_WORDS_MS);
  };
  socket.once('end', onEnd).once('close', onEnd);
}
