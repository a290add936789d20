/** Tokens of MS-TDS 2.2.7 as a server sends them. */

/** An error of the server with its number, state and severity. */
export interface TdsError {
  readonly number: number;
  readonly message: string;
  readonly state?: number;
  readonly severity?: number;
}

type Cell = string | number | null;

/** The result of a statement; a column is a number when its first value is. */
export interface TdsTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const SERVER_NAME = 'TDS-TEST-SERVER';
const COLLATION = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const byte = (value: number): Buffer => Buffer.from([value]);
const bVarchar = (text: string): Buffer => Buffer.concat([byte(text.length), ucs2(text)]);
const usVarchar = (text: string): Buffer => Buffer.concat([uint16(text.length), ucs2(text)]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function sized(token: number, body: Buffer): Buffer {
  return Buffer.concat([byte(token), uint16(body.length), body]);
}

export function error({ number, message, state = 1, severity = 14 }: TdsError): Buffer {
  return sized(0xaa, Buffer.concat([uint32(number), byte(state), byte(severity), usVarchar(message), bVarchar(SERVER_NAME), bVarchar(''), uint32(1)]));
}

export function loginAck(): Buffer {
  return sized(0xad, Buffer.concat([byte(1), Buffer.from([0x74, 0, 0, 4]), bVarchar('Microsoft SQL Server'), Buffer.from([16, 0, 0x10, 0])]));
}

export function databaseChange(name: string): Buffer {
  return sized(0xe3, Buffer.concat([byte(1), bVarchar(name), bVarchar('master')]));
}

export function collationChange(): Buffer {
  return sized(0xe3, Buffer.concat([byte(7), byte(COLLATION.length), COLLATION, byte(0)]));
}

export function routing(host: string, port: number): Buffer {
  const value = Buffer.concat([byte(0), uint16(port), usVarchar(host)]);
  return sized(0xe3, Buffer.concat([byte(20), uint16(value.length), value, uint16(0)]));
}

/** The end of a message. */
export function done(options: { readonly failed?: boolean; readonly rows?: number } = {}): Buffer {
  const status = (options.failed === true ? 0x02 : 0) | (options.rows === undefined ? 0 : 0x10);
  return Buffer.concat([byte(0xfd), uint16(status), uint16(0xc1), uint32(options.rows ?? 0), uint32(0)]);
}

/** Column descriptions and rows: nvarchar and int. */
export function table({ columns, rows }: TdsTable): Buffer {
  const numeric = columns.map((_, index) => typeof rows[0]?.[index] === 'number');
  const described = columns.map((name, index) => {
    const type = numeric[index] === true ? Buffer.from([0x26, 4]) : Buffer.concat([byte(0xe7), uint16(8000), COLLATION]);
    return Buffer.concat([uint32(0), uint16(0x09), type, bVarchar(name)]);
  });
  const data = rows.map((row) => Buffer.concat([byte(0xd1), ...row.map((value, index) => cell(value, numeric[index] === true))]));
  return Buffer.concat([byte(0x81), uint16(columns.length), ...described, ...data, done({ rows: rows.length })]);
}

function cell(value: Cell, numeric: boolean): Buffer {
  if (numeric) return value === null ? byte(0) : Buffer.concat([byte(4), uint32(Number(value) >>> 0)]);
  return value === null ? uint16(0xffff) : Buffer.concat([uint16(String(value).length * 2), ucs2(String(value))]);
}
