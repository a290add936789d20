/**
 * The basic encodings of Oracle's two-task protocol, in the notation of its drivers: `ub` is an unsigned integer of variable
 * length, its first byte the number of bytes that follow.
 */

const LONGEST_SHORT = 252;
const IN_CHUNKS = 254;
const NULL = 255;

export class Writer {
  private readonly parts: Buffer[] = [];

  u8(...values: readonly number[]): this {
    return this.raw(Buffer.from(values));
  }

  u16(value: number): this {
    return this.raw(Buffer.from([value >> 8, value & 0xff]));
  }

  u16le(value: number): this {
    return this.raw(Buffer.from([value & 0xff, value >> 8]));
  }

  /** Integers of variable length, one after the other. */
  ub(...values: readonly number[]): this {
    for (const value of values) {
      const hex = value === 0 ? '' : value.toString(16);
      const bytes = Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex');
      this.u8(bytes.length).raw(bytes);
    }
    return this;
  }

  raw(bytes: Buffer): this {
    this.parts.push(bytes);
    return this;
  }

  /** Bytes after their length; a null has length 0. */
  bytes(value: Buffer): this {
    if (value.length <= LONGEST_SHORT) return this.u8(value.length).raw(value);
    return this.u8(IN_CHUNKS).ub(value.length).raw(value).ub(0);
  }

  /** A text after its length, which stands twice unless it is 0. */
  text(value: string): this {
    const bytes = Buffer.from(value);
    this.ub(bytes.length);
    return bytes.length === 0 ? this : this.bytes(bytes);
  }

  done(): Buffer {
    return Buffer.concat(this.parts);
  }
}

export class Reader {
  private position = 0;

  constructor(private readonly buffer: Buffer) {}

  get atEnd(): boolean {
    return this.position >= this.buffer.length;
  }

  u8(): number {
    return this.raw(1)[0] ?? 0;
  }

  raw(length: number): Buffer {
    if (this.position + length > this.buffer.length) throw new Error('The message ends too early.');
    this.position += length;
    return this.buffer.subarray(this.position - length, this.position);
  }

  ub(): number {
    const length = this.u8();
    return length === 0 ? 0 : Number(BigInt(`0x${this.raw(length).toString('hex')}`));
  }

  skip(kinds: string): void {
    for (const kind of kinds) {
      if (kind === 'v') this.ub();
      else this.u8();
    }
  }

  bytes(): Buffer {
    const length = this.u8();
    if (length === 0 || length === NULL) return Buffer.alloc(0);
    if (length !== IN_CHUNKS) return this.raw(length);
    const chunks: Buffer[] = [];
    for (let size = this.ub(); size > 0; size = this.ub()) chunks.push(this.raw(size));
    return Buffer.concat(chunks);
  }

  text(): string {
    return this.ub() === 0 ? '' : this.bytes().toString();
  }
}
