import type { Socket } from 'node:net';
import { ConnectionFailure } from '../failure';
import { connectionClosed, firstBytes } from '../shared/first-bytes';
import { recognizeProtocol, wrongProtocol } from '../shared/recognize-protocol';
import { endOf, unmasking } from '../shared/silent-peer';
import { DEFAULT_PORT } from './default-port';

const HEADER = 4;
const SSL_CAPABILITY = 0x0800;

export interface Greeting {
  /** The whole packet, for the driver that reads it next. */
  readonly bytes: Buffer;
  readonly version: string;
  readonly offersTls: boolean;
}

/** An error that a server sends in place of its greeting, in the shape that mysql2 gives to the others. */
class RefusalError extends Error {
  constructor(
    readonly errno: number,
    message: string,
  ) {
    super(message);
    this.name = 'RefusalError';
  }
}

/** Reads the greeting of a MySQL or MariaDB server; these speak first. One that is silent for a while is looked into. */
export async function readGreeting(socket: Socket, patienceMs: number): Promise<Greeting> {
  return parseGreeting(await unmasking(endOf(socket), 'MySQL', patienceMs, () => firstBytes(socket, isComplete)));
}

// Anything that cannot become a greeting is complete too: there is nothing to wait for.
function isComplete(bytes: Buffer): boolean {
  if (bytes.length < HEADER + 1) return bytes.length >= HEADER && bytes[3] !== 0;
  return recognizeProtocol(bytes) !== 'MySQL' || bytes.length >= HEADER + bytes.readUIntLE(0, 3);
}

/** Takes the greeting apart; throws what a refusal or another protocol means. */
export function parseGreeting(bytes: Buffer): Greeting {
  const protocol = recognizeProtocol(bytes);
  if (protocol === 'MySQL X Protocol') throw wrongProtocol(bytes, { suggestedPort: DEFAULT_PORT });
  if (protocol === undefined && !isComplete(bytes)) throw connectionClosed();
  if (protocol !== 'MySQL') throw wrongProtocol(bytes);
  if (bytes.length < HEADER + bytes.readUIntLE(0, 3)) {
    throw new ConnectionFailure({ code: 'connection-closed', driverMessage: 'The server closed the connection in the middle of its greeting.' });
  }
  if (bytes[HEADER] === 0xff) throw refusal(bytes.subarray(HEADER, HEADER + bytes.readUIntLE(0, 3)));
  const end = bytes.indexOf(0, HEADER + 1);
  // After the version: connection id (4), first part of the challenge (8), a zero, the lower half of the capabilities.
  const capabilities = end + 1 + 4 + 8 + 1;
  if (bytes[HEADER] !== 10 || end < 0 || bytes.length < capabilities + 2) {
    throw new ConnectionFailure({ code: 'wrong-protocol', field: 'port', speaks: 'MySQL', driverMessage: 'The greeting is not one of protocol version 10.' });
  }
  return {
    bytes,
    version: bytes.toString('latin1', HEADER + 1, end),
    offersTls: (bytes.readUInt16LE(capabilities) & SSL_CAPABILITY) !== 0,
  };
}

// 0xff, the number, then the text, which has an SQLSTATE before it only in later packets of a session.
function refusal(payload: Buffer): RefusalError {
  const text = payload.toString('utf8', 3);
  return new RefusalError(payload.readUInt16LE(1), text.replace(/^#.{5}/, ''));
}
