import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import type { KeyPair } from '../certificates';
import { packet, readMessages, TYPE } from './messages';

/** Encryption as said in a PRELOGIN, MS-TDS 2.2.6.5. */
export const ENCRYPT = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

/** What the client says of encryption. */
export function encryptionAsked(payload: Buffer): number | undefined {
  for (let at = 0; payload[at] !== 0xff && at + 5 <= payload.length; at += 5) {
    if (payload[at] === 1) return payload[payload.readUInt16BE(at + 1)];
  }
  return undefined;
}

/** The answer to a PRELOGIN: a version and what the server says of encryption. */
export function preloginAnswer(encryption: number): Buffer {
  const version = Buffer.from([16, 0, 0x10, 0, 0, 0]);
  return packet(TYPE.result, Buffer.from([0, 0, 11, 0, version.length, 1, 0, 11 + version.length, 0, 1, 0xff, ...version, encryption]));
}

export async function secureContext(pair: KeyPair): Promise<SecureContext> {
  const [cert, key] = await Promise.all([readFile(pair.cert), readFile(pair.key)]);
  return createSecureContext({ cert, key });
}

/** TLS before anything else, as TDS 8 has it. */
export function secureFirst(socket: Socket, context: SecureContext): TLSSocket {
  return new TLSSocket(socket, { isServer: true, secureContext: context, ALPNProtocols: ['tds/8.0'] });
}

/** TLS whose handshake travels in PRELOGIN messages, as TDS 7 has it. */
export function secureWithin(socket: Socket, context: SecureContext): TLSSocket {
  let handshaking = true;
  const records = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, sent) => socket.write(handshaking ? packet(TYPE.prelogin, chunk) : chunk, sent),
    // One answer for each message of the client.
    writev: (chunks, sent) => {
      const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer));
      socket.write(handshaking ? packet(TYPE.prelogin, bytes) : bytes, sent);
    },
    final: (ended) => {
      socket.end(ended);
    },
    destroy: (_error, destroyed) => {
      socket.destroy();
      destroyed(null);
    },
  });
  const stop = readMessages(socket, ({ payload }) => {
    records.push(payload);
  });
  socket.on('close', () => records.destroy());
  const secured = new TLSSocket(records, { isServer: true, secureContext: context });
  secured.on('error', () => undefined);
  secured.once('secure', () => {
    stop();
    socket.on('data', (chunk) => {
      // The server's last message of the handshake goes out after this event; what the client sends comes after that.
      handshaking = false;
      records.push(chunk);
    });
  });
  return secured;
}
