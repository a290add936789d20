import type { Socket } from 'node:net';
import { ConnectionFailure } from '../failure';
import { firstBytes } from '../shared/first-bytes';
import { recognizeProtocol, wrongProtocol } from '../shared/recognize-protocol';
import { HEADER_LENGTH, message, packetLength, PRELOGIN, TABULAR_RESULT } from './packet';

/** What client and server say of encryption before a sign-in. */
export const ENCRYPTION = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

const VERSION_TOKEN = 0;
const ENCRYPTION_TOKEN = 1;
const INSTANCE_TOKEN = 2;
const THREAD_TOKEN = 3;
const MARS_TOKEN = 4;
const TERMINATOR = 0xff;
const DESCRIPTION_LENGTH = 5;

/** Says what the client can do, and learns whether the server encrypts; its answer shows as well that it is SQL Server. */
export async function askEncryption(socket: Socket, ours: number): Promise<number> {
  socket.write(message(PRELOGIN, prelogin(ours)));
  return encryptionOf(await firstBytes(socket, isComplete));
}

/** The answer of a server that leaves encryption alone, for a driver whose line is ready. */
export function plainAnswer(): Buffer {
  return message(TABULAR_RESULT, prelogin(ENCRYPTION.notSupported));
}

/** A list of where each option stands and how long it is, then the options. */
function prelogin(encryption: number): Buffer {
  const options: readonly (readonly [token: number, data: Buffer])[] = [
    [VERSION_TOKEN, Buffer.alloc(6)],
    [ENCRYPTION_TOKEN, Buffer.from([encryption])],
    [INSTANCE_TOKEN, Buffer.alloc(1)],
    [THREAD_TOKEN, Buffer.alloc(4)],
    [MARS_TOKEN, Buffer.alloc(1)],
  ];
  let offset = options.length * DESCRIPTION_LENGTH + 1;
  const descriptions = options.map(([token, data]) => {
    const description = Buffer.from([token, offset >> 8, offset & 0xff, data.length >> 8, data.length & 0xff]);
    offset += data.length;
    return description;
  });
  return Buffer.concat([...descriptions, Buffer.from([TERMINATOR]), ...options.map(([, data]) => data)]);
}

// Anything that cannot become an answer is complete too: there is nothing to wait for.
function isComplete(bytes: Buffer): boolean {
  return bytes[0] !== TABULAR_RESULT || bytes.length >= (packetLength(bytes) ?? Number.POSITIVE_INFINITY);
}

function encryptionOf(bytes: Buffer): number {
  const length = packetLength(bytes);
  if (bytes[0] !== TABULAR_RESULT) throw wrongProtocol(bytes);
  if (length === undefined || bytes.length < length) {
    throw new ConnectionFailure({ code: 'connection-closed', driverMessage: 'The server closed the connection in the middle of its first answer.' });
  }
  const payload = bytes.subarray(HEADER_LENGTH, length);
  for (let at = 0; at + DESCRIPTION_LENGTH <= payload.length && payload[at] !== TERMINATOR; at += DESCRIPTION_LENGTH) {
    const encryption = payload[payload.readUInt16BE(at + 1)];
    if (payload[at] === ENCRYPTION_TOKEN && encryption !== undefined) return encryption;
  }
  const speaks = recognizeProtocol(bytes);
  throw wrongProtocol(bytes, { speaks: speaks === undefined || speaks === 'SQL Server' ? 'another version of TDS' : speaks });
}
