import type { Socket } from 'node:net';
import { ConnectionFailure } from '../failure';
import { connectionClosed, firstBytes } from '../shared/first-bytes';
import { recognizeProtocol, wrongProtocol } from '../shared/recognize-protocol';

/** Length 8 and the code 80877103, which no version of the protocol has. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Asks whether the server offers TLS; its answer shows as well that it is a PostgreSQL server. */
export async function offersTls(socket: Socket): Promise<boolean> {
  socket.write(sslRequest);
  const answer = await firstBytes(socket, isWhole);
  // The answer is one byte. What follows it unasked was not sent by the server, or is another protocol.
  if (answer.length === 1 && (answer[0] === 0x53 || answer[0] === 0x4e)) return answer[0] === 0x53;
  if (!isWhole(answer)) throw connectionClosed();
  if (recognizeProtocol(answer) === 'PostgreSQL') throw serverError(answer);
  throw wrongProtocol(answer);
}

// A server that cannot start a process for the connection says so in place of an answer.
function serverError(answer: Buffer): ConnectionFailure {
  const fields = answer.toString('utf8', 5).split('\0');
  const text = fields.find((field) => field.startsWith('M'))?.slice(1) ?? '';
  const driverCode = fields.find((field) => /^C[0-9A-Z]{5}$/.test(field))?.slice(1);
  const code = driverCode === '53300' ? 'too-many-connections' : 'server-unavailable';
  return new ConnectionFailure({ code, driverMessage: text, ...(driverCode === undefined ? {} : { driverCode }) });
}

/**
 * Stands between a socket and pg. It checks what a peer says first, since pg has no name for what is not PostgreSQL, and
 * ends the connection when pg throws at a message, which would be an uncaught exception. To be called when pg listens to
 * the socket and has sent its first message.
 */
export function guardMessages(socket: Socket): void {
  const listeners = socket.rawListeners('data');
  socket.removeAllListeners('data');
  let first: Buffer | undefined = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    let data = chunk;
    if (first !== undefined) {
      first = Buffer.concat([first, chunk]);
      if (!isWhole(first)) return;
      if (recognizeProtocol(first) !== 'PostgreSQL') {
        socket.destroy(wrongProtocol(first));
        return;
      }
      data = first;
      first = undefined;
    }
    try {
      for (const listener of listeners) Reflect.apply(listener, socket, [data]);
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** False while the bytes may be the beginning of a message. What cannot be one is whole: there is nothing to wait for. */
function isWhole(bytes: Buffer): boolean {
  if (!/^[REv]/.test(bytes.toString('latin1', 0, 1))) return bytes.length > 0;
  return bytes.length >= 5 && (recognizeProtocol(bytes) !== 'PostgreSQL' || bytes.length >= 1 + bytes.readUInt32BE(1));
}
