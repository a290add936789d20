import type { Socket } from 'node:net';
import { ConnectionFailure } from '../failure';
import { firstBytes } from '../shared/first-bytes';
import { recognizeProtocol, wrongProtocol } from '../shared/recognize-protocol';

/** Length 8 and the code 80877103, which no version of the protocol has. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Asks whether the server offers TLS; its answer shows as well that it is a PostgreSQL server. */
export async function offersTls(socket: Socket): Promise<boolean> {
  socket.write(sslRequest);
  const answer = await firstBytes(socket, () => true);
  // The answer is one byte. What follows it unasked was not sent by the server, or is another protocol.
  if (answer.length === 1 && (answer[0] === 0x53 || answer[0] === 0x4e)) return answer[0] === 0x53;
  if (answer[0] === 0x45 && recognizeProtocol(answer) !== undefined) throw serverError(answer);
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
 * Checks the first bytes that a peer sends before pg gets them, which has no name for what is not PostgreSQL. To be called
 * when pg listens to the socket and has sent its first message.
 */
export function guardFirstBytes(socket: Socket): void {
  const listeners = socket.rawListeners('data');
  socket.removeAllListeners('data');
  socket.once('data', (chunk: Buffer) => {
    if (recognizeProtocol(chunk) !== 'PostgreSQL') {
      socket.destroy(wrongProtocol(chunk));
      return;
    }
    for (const listener of listeners) {
      socket.on('data', (data: Buffer) => {
        Reflect.apply(listener, socket, [data]);
      });
      Reflect.apply(listener, socket, [chunk]);
    }
  });
}
