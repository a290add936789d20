import { Writer } from './encoding';
import type { KeyValue } from './logon';

/** What the server sends inside DATA packets, as Oracle 19c does. */

const MESSAGE = { protocol: 1, dataTypes: 2, error: 4, rowHeader: 6, rowData: 7, parameter: 8, status: 9, describe: 16 } as const;
const VARCHAR = 1;
const NUMBER = 2;
const UTF8 = 873;
const UTF16 = 2000;
/** Of the fields in messages: 19.1. */
const FIELD_VERSION = 12;
const NO_DATA_FOUND = 1403;

export class OracleError extends Error {
  constructor(
    readonly number: number,
    text: string,
  ) {
    super(`ORA-${String(number).padStart(5, '0')}: ${text}`);
    this.name = 'OracleError';
  }
}

export type Value = string | number | null;
/** Rows by upper-case column names, all with the same columns. */
export type Rows = readonly Readonly<Record<string, Value>>[];

export function protocolReply(): Buffer {
  const charsets = Buffer.alloc(11);
  charsets.writeUInt16BE(UTF16, 9);
  const compileTime = Buffer.alloc(53);
  compileTime[7] = FIELD_VERSION;
  // The time zone in the answer on data types, and texts of 32 KB.
  const runTime = Buffer.from([2, 1, 0, 0, 0, 0, 4]);
  return new Writer()
    .u8(MESSAGE.protocol, 6, 0)
    .raw(Buffer.from('x86_64/Linux 2.4.xx\0'))
    .u16le(UTF8)
    .u8(0)
    .u16le(0)
    .u16(charsets.length)
    .raw(charsets)
    .bytes(compileTime)
    .bytes(runTime)
    .done();
}

export function dataTypesReply(): Buffer {
  // An offset of zero is written as 60 hours and 60 minutes.
  const timeZone = Buffer.from([0x80, 0, 0, 0, 60, 60, 0x80, 0, 0, 0, 0]);
  return new Writer().u8(MESSAGE.dataTypes).raw(timeZone).u16(0).done();
}

export function parametersReply(pairs: readonly KeyValue[]): Buffer {
  const writer = new Writer().u8(MESSAGE.parameter).ub(pairs.length);
  for (const { key, value, flags } of pairs) writer.text(key).text(value).ub(flags ?? 0);
  return Buffer.concat([writer.done(), statusReply()]);
}

export function statusReply(): Buffer {
  return new Writer().u8(MESSAGE.status).ub(0, 0).done();
}

export function errorReply(error: OracleError, rowCount = 0): Buffer {
  return new Writer()
    .u8(MESSAGE.error)
    .ub(0, 0, rowCount, error.number, 0, 0, 0, 0)
    .u8(0, 0, 0, 0, 0, 0)
    .ub(0, 0)
    .u8(0)
    .ub(0, 0, 0)
    .u8(0, 0)
    .ub(0, 0, 0, 0, 0, 0, error.number, rowCount)
    .bytes(Buffer.from(`${error.message}\n`))
    .done();
}

/** All rows at once, and that there are no more. */
export function rowsReply(rows: Rows): Buffer {
  const columns = Object.entries(rows[0] ?? { EMPTY: null });
  const writer = new Writer().u8(MESSAGE.describe, 0).ub(0, columns.length).u8(0);
  for (const [index, [name]] of columns.entries()) describeColumn(writer, name, rows.some((row) => typeof row[name] === 'number'), index + 1);
  writer.ub(0, 0, 0, 0, 0, 0).u8(MESSAGE.rowHeader, 0).ub(0, 0, 0, 0, 0, 0);
  for (const row of rows) {
    writer.u8(MESSAGE.rowData);
    for (const [name] of columns) writer.bytes(encodeValue(row[name] ?? null));
  }
  return Buffer.concat([writer.done(), errorReply(new OracleError(NO_DATA_FOUND, 'no data found'), rows.length)]);
}

function describeColumn(writer: Writer, name: string, numeric: boolean, position: number): void {
  const size = numeric ? 22 : 4000;
  writer
    .u8(numeric ? NUMBER : VARCHAR, 0, 0, numeric ? 0x81 : 0)
    .ub(size, 0, 0, 0, 0, numeric ? 0 : UTF8)
    .u8(numeric ? 0 : 1)
    .ub(size, 0)
    .u8(1, 0)
    .text(name)
    .ub(0, 0, position, 0);
}

function encodeValue(value: Value): Buffer {
  if (value === null) return Buffer.alloc(0);
  return typeof value === 'string' ? Buffer.from(value) : encodeNumber(value);
}

/** A whole number that is not negative: pairs of decimal digits after an exponent, each a byte. */
function encodeNumber(value: number): Buffer {
  if (value === 0) return Buffer.from([0x80]);
  const digits = String(value);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  const pairs = (even.match(/../g) ?? []).map((pair) => Number(pair) + 1);
  return Buffer.from([0xc0 + pairs.length, ...pairs]);
}
