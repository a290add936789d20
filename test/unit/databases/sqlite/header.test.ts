import { expect, it } from 'vitest';
import { readHeader } from '../../../../src/databases/sqlite/header';

const sqlite = (readVersion: number): Buffer => {
  const bytes = Buffer.alloc(100);
  bytes.write('SQLite format 3\0');
  bytes[19] = readVersion;
  return bytes;
};

it.each([
  [Buffer.alloc(0), { kind: 'empty' }],
  [sqlite(1), { kind: 'sqlite', wal: false }],
  [sqlite(2), { kind: 'sqlite', wal: true }],
  [sqlite(1).subarray(0, 50), { kind: 'other', description: 'encrypted, damaged or not a database' }],
  [Buffer.from('** This file contains an SQLite 2.1 database **'), { kind: 'other', description: 'a database of SQLite 2' }],
  [Buffer.concat([Buffer.alloc(8), Buffer.from('DUCK')]), { kind: 'other', description: 'a DuckDB database' }],
  [Buffer.from('d9d505f920a163d7', 'hex'), { kind: 'other', description: 'the rollback journal of a database, not the database' }],
  [Buffer.from('377f068300000000', 'hex'), { kind: 'other', description: 'the write-ahead log of a database, not the database' }],
  [Buffer.from('\0\x01\0\0Standard ACE DB'), { kind: 'other', description: 'a Microsoft Access database' }],
  [Buffer.from([0x1f, 0x8b, 8, 0]), { kind: 'other', description: 'a gzip archive' }],
  [Buffer.from('{"a": 1}\n'), { kind: 'other', description: 'a text file' }],
  [Buffer.alloc(100, 0x9c), { kind: 'other', description: 'encrypted, damaged or not a database' }],
])('reads header %#', (bytes, kind) => {
  expect(readHeader(bytes)).toEqual(kind);
});
