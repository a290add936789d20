import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { wrongProtocol } from '../shared/recognize-protocol';
import { HEADER_LENGTH, message, packetLength, PRELOGIN, TABULAR_RESULT } from './packet';

type Done = (error?: Error | null) => void;

/**
 * Carries TLS over a socket as TDS 7 has it: the records of the handshake travel in PRELOGIN packets, those after it as they
 * are. `handshakeDone` is to be called between the two.
 */
export class PreloginTunnel extends Duplex {
  private inHandshake = true;
  private received: Buffer = Buffer.alloc(0);

  constructor(private readonly socket: Socket) {
    super();
    socket.on('data', (chunk: Buffer) => {
      this.receive(chunk);
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  handshakeDone(): void {
    this.inHandshake = false;
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.socket.write(this.inHandshake ? message(PRELOGIN, chunk) : chunk, done);
  }

  // Records that belong together come together, and the server answers each message: they have to be one.
  override _writev(chunks: { readonly chunk: Buffer; readonly encoding: BufferEncoding }[], done: Done): void {
    const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk));
    this._write(bytes, 'binary', done);
  }

  override _final(done: Done): void {
    this.socket.end(done);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.socket.destroy();
    done(error);
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    while (this.inHandshake && this.received.length > 0) {
      if (isTlsRecord(this.received)) {
        // The alert that ends a handshake needs no packet.
        this.inHandshake = false;
        break;
      }
      const length = packetLength(this.received);
      if (!isHandshakePacket(this.received, length)) {
        this.destroy(wrongProtocol(this.received));
        return;
      }
      if (length === undefined || this.received.length < length) return;
      this.push(this.received.subarray(HEADER_LENGTH, length));
      this.received = this.received.subarray(length);
    }
    if (this.received.length > 0 && !this.push(this.received)) this.socket.pause();
    this.received = Buffer.alloc(0);
  }
}

/** From a change of cipher to application data. */
function isTlsRecord(bytes: Buffer): boolean {
  const type = bytes[0] ?? 0;
  return type >= 0x14 && type <= 0x17;
}

function isHandshakePacket(bytes: Buffer, length: number | undefined): boolean {
  return (bytes[0] === PRELOGIN || bytes[0] === TABULAR_RESULT) && (length === undefined || length >= HEADER_LENGTH);
}
