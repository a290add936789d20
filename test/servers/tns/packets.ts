/** The packets of TNS, which carry everything else. */

export const PACKET = { connect: 1, accept: 2, refuse: 4, redirect: 5, data: 6, resend: 11, marker: 12 } as const;

/** In a RESEND: make TLS anew first. */
export const RENEGOTIATE = 0x08;
/** In a DATA packet: nothing follows. */
const END_OF_FILE = 0x40;

export interface Packet {
  readonly type: number;
  /** Without the header of eight bytes. */
  readonly body: Buffer;
}

export class NotTns extends Error {}

/** Cuts a stream into packets. The length has 32 bits once a connection is accepted, 16 before. */
export class PacketReader {
  wide = false;
  private pending = Buffer.alloc(0);

  *packets(chunk: Buffer): Generator<Packet> {
    this.pending = Buffer.concat([this.pending, chunk]);
    for (;;) {
      if (this.pending.length < 8) return;
      const length = this.wide ? this.pending.readUInt32BE(0) : this.pending.readUInt16BE(0);
      // What says of itself that it is shorter than its header is no packet; another server's question is like that.
      if (length < 8) throw new NotTns();
      if (this.pending.length < length) return;
      const packet = { type: this.pending[4] ?? 0, body: this.pending.subarray(8, length) };
      this.pending = this.pending.subarray(length);
      yield packet;
    }
  }
}

export function packet(type: number, body: Buffer, { wide = false, flags = 0 } = {}): Buffer {
  const header = Buffer.alloc(8);
  if (wide) header.writeUInt32BE(body.length + 8);
  else header.writeUInt16BE(body.length + 8);
  header[4] = type;
  header[5] = flags;
  return Buffer.concat([header, body]);
}

/** TNS version 318 (Oracle 19c), no native encryption, no compression. */
export function acceptBody(): Buffer {
  const body = Buffer.alloc(37);
  body.writeUInt16BE(318, 0);
  body.writeUInt16BE(8192, 4);
  body.writeUInt16BE(65_535, 6);
  body.writeUInt16BE(1, 8);
  body[14] = 0x0c;
  body[15] = 0x0c;
  body.writeUInt32BE(8192, 24);
  body.writeUInt32BE(2_097_152, 28);
  return body;
}

/** What a listener says when it does not connect. `error` is its number, 0 in the answer to a ping. */
export function refuseBody(error: number): Buffer {
  const stack = error === 0 ? '(ALIAS=LISTENER)' : `(ERROR_STACK=(ERROR=(CODE=${String(error)})(EMFI=4)))`;
  return described(4, `(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=${String(error)})${stack})`);
}

export function redirectBody(address: { readonly host: string; readonly port: number; readonly protocol: string }): Buffer {
  const text = Buffer.from(`(ADDRESS=(PROTOCOL=${address.protocol})(HOST=${address.host})(PORT=${String(address.port)}))`);
  return Buffer.concat([Buffer.from([text.length >> 8, text.length & 0xff]), text]);
}

export function dataBody(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(2), payload]);
}

export function isEndOfFile(body: Buffer): boolean {
  return ((body[1] ?? 0) & END_OF_FILE) !== 0;
}

/** What a CONNECT packet says; the data follow in a packet of their own when they are long. */
export function connectData(body: Buffer): string | undefined {
  const length = body.readUInt16BE(16);
  const offset = body.readUInt16BE(18) - 8;
  return body.length >= offset + length ? body.toString('latin1', offset, offset + length) : undefined;
}

function described(reason: number, text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([reason, 0, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
