import type { Socket } from 'node:net';
import { ConnectionFailure } from '../failure';

/** More than any server sends before it is asked for something. */
const LIMIT = 64 * 1024;

/**
 * Reads from a socket until `enough` is satisfied and leaves it paused, so that whoever takes it next misses nothing.
 * A peer that closes or resets fails it; a peer that says nothing is up to the deadline of the test.
 */
export function firstBytes(socket: Socket, enough: (bytes: Buffer) => boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const settle = (act: () => void): void => {
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
      socket.pause();
      act();
    };
    const onData = (chunk: Buffer): void => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      if (bytes.length > LIMIT || enough(bytes)) settle(() => { resolve(bytes); });
    };
    const onEnd = (): void => {
      // What a peer says before it closes tells what it is.
      if (bytes.length > 0) settle(() => { resolve(bytes); });
      else settle(() => { reject(connectionClosed()); });
    };
    const onError = (error: Error): void => {
      settle(() => { reject(error); });
    };
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);
    if (socket.destroyed) onEnd();
  });
}

/** Gives a socket that `firstBytes` has read from to a driver that listens to it and has to see those bytes. */
export function handBack(socket: Socket, bytes: Buffer): void {
  socket.unshift(bytes);
  socket.resume();
}

/** The peer ended the connection before it said what was expected. */
export function connectionClosed(): ConnectionFailure {
  return new ConnectionFailure({ code: 'connection-closed', driverMessage: 'The server closed the connection.' });
}

/** True when both ends of the connection are on this machine, so that nobody is in between. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
