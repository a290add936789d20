/** What a file says of itself in its first bytes. */
export type FileKind =
  | { readonly kind: 'sqlite'; /** Changes may be in a file beside it. */ readonly wal: boolean }
  /** A database without tables, to SQLite. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'other'; readonly description: string };

export const HEADER_SIZE = 100;

const signatures: readonly (readonly [offset: number, bytes: string, description: string])[] = [
  [0, '** This file contains an SQLite 2', 'a database of SQLite 2'],
  [0, '\u00d9\u00d5\u0005\u00f9\u0020\u00a1\u0063\u00d7', 'the rollback journal of a database, not the database'],
  [0, '\u0037\u007f\u0006\u0082', 'the write-ahead log of a database, not the database'],
  [0, '\u0037\u007f\u0006\u0083', 'the write-ahead log of a database, not the database'],
  [8, 'DUCK', 'a DuckDB database'],
  [4, 'Standard Jet DB', 'a Microsoft Access database'],
  [4, 'Standard ACE DB', 'a Microsoft Access database'],
  [0, 'PK\u0003\u0004', 'a ZIP archive'],
  [0, '\u001f\u008b', 'a gzip archive'],
  [0, '%PDF', 'a PDF document'],
  [0, 'PGDMP', 'a dump of PostgreSQL'],
  [0, 'PAR1', 'a Parquet file'],
];

/** Reads the header of a file that should be a database. */
export function readHeader(bytes: Buffer): FileKind {
  if (bytes.length === 0) return { kind: 'empty' };
  const text = bytes.toString('latin1');
  // The file format versions for writing and reading; 2 is write-ahead logging.
  if (text.startsWith('SQLite format 3\0') && bytes.length >= HEADER_SIZE) return { kind: 'sqlite', wal: bytes[19] === 2 };
  const known = signatures.find(([offset, signature]) => text.startsWith(signature, offset));
  if (known !== undefined) return { kind: 'other', description: known[2] };
  if (/^[\t\r\n\x20-\x7e]+$/.test(text)) return { kind: 'other', description: 'a text file' };
  return { kind: 'other', description: 'encrypted, damaged or not a database' };
}
