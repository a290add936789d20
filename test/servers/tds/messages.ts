import type { Duplex } from 'node:stream';

/** Packet types of MS-TDS 2.2.3.1.1. */
export const TYPE = { batch: 0x01, rpc: 0x03, result: 0x04, attention: 0x06, login: 0x10, prelogin: 0x12 } as const;

const HEADER = 8;

export interface Message {
  readonly type: number;
  readonly payload: Buffer;
}

/** Wraps a payload that fits into one packet. */
export function packet(type: number, payload: Buffer): Buffer {
  const header = Buffer.from([type, 1, 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(HEADER + payload.length, 2);
  return Buffer.concat([header, payload]);
}

/** Calls back for each message that a client sends. Returns what stops it and gives back what is left. */
export function readMessages(stream: Duplex, onMessage: (message: Message) => void): () => void {
  let bytes: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let reading = true;
  const onData = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    while (reading && bytes.length >= HEADER && bytes.length >= bytes.readUInt16BE(2)) {
      const [length, type, last] = [bytes.readUInt16BE(2), bytes[0] ?? 0, ((bytes[1] ?? 0) & 1) === 1];
      // A client that speaks something else is not answered.
      if (length < HEADER) return;
      parts.push(bytes.subarray(HEADER, length));
      bytes = bytes.subarray(length);
      if (!last) continue;
      const payload = Buffer.concat(parts);
      parts = [];
      onMessage({ type, payload });
    }
  };
  stream.on('data', onData);
  return () => {
    reading = false;
    stream.off('data', onData);
  };
}
