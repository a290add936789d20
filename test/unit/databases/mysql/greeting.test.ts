import { describe, expect, it } from 'vitest';
import { carriedFacts } from '../../../../src/databases/failure';
import { parseGreeting } from '../../../../src/databases/mysql/greeting';

function packet(payload: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUIntLE(payload.length, 0, 3);
  return Buffer.concat([header, payload]);
}

function greeting(version: string, capabilities: number): Buffer {
  const low = Buffer.alloc(2);
  low.writeUInt16LE(capabilities);
  return packet(Buffer.concat([Buffer.from([10]), Buffer.from(`${version}\0`), Buffer.alloc(4, 1), Buffer.alloc(8, 2), Buffer.from([0]), low, Buffer.alloc(40, 3)]));
}

function thrown(bytes: Buffer): unknown {
  try {
    parseGreeting(bytes);
  } catch (error) {
    return error;
  }
  throw new Error('was accepted');
}

describe('parseGreeting', () => {
  it.each([
    ['5.5.5-10.11.6-MariaDB', 0xffff, true],
    ['8.4.0', 0x0800, true],
    ['8.4.0', 0xf7ff, false],
  ])('reads %s with capabilities %i', (version, capabilities, offersTls) => {
    const bytes = greeting(version, capabilities);
    expect(parseGreeting(bytes)).toEqual({ bytes, version, offersTls });
  });

  it.each([
    ['with an SQLSTATE', '#08004Too many connections'],
    ['without one', 'Too many connections'],
  ])('reads a refusal %s', (_, text) => {
    expect(thrown(packet(Buffer.concat([Buffer.from([0xff, 0x10, 0x04]), Buffer.from(text)])))).toMatchObject({ errno: 1040, message: 'Too many connections' });
  });

  it.each([
    ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['PostgreSQL', Buffer.from([0x45, 0, 0, 0, 0x20, 0x53])],
    ['MySQL X Protocol', Buffer.from([5, 0, 0, 0, 0x0b, 8, 5, 0x1a, 0])],
    ['MySQL', packet(Buffer.concat([Buffer.from([9]), Buffer.from('3.20\0'), Buffer.alloc(12)]))],
  ])('names %s', (speaks, bytes) => {
    expect(carriedFacts(thrown(bytes))).toMatchObject({ code: 'wrong-protocol', field: 'port', speaks });
  });

  it('has no name for noise', () => {
    const facts = carriedFacts(thrown(Buffer.alloc(32, 0xee)));
    expect(facts?.code).toBe('wrong-protocol');
    expect(facts?.speaks).toBeUndefined();
  });

  it('tells a greeting that was cut off', () => {
    expect(carriedFacts(thrown(greeting('8.4.0', 0xffff).subarray(0, 20)))?.code).toBe('connection-closed');
  });
});
