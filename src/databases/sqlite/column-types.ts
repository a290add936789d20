import type { ColumnRule } from '../dialect';

/**
 * SQLite takes any words as a type and derives the affinity from them (https://www.sqlite.org/datatype3.html), so that
 * each data type has words of its own: INT makes INTEGER; CHAR, CLOB and TEXT make TEXT; BLOB none; REAL, FLOA and DOUB
 * REAL; all else NUMERIC.
 */
export const columns: readonly ColumnRule[] = [
  { type: 'single-line-text', column: 'VARCHAR({length})' },
  { type: 'multi-line-text', column: 'TEXT' },
  { type: 'rich-text', column: 'RICH TEXT' },
  { type: 'number', column: 'DECIMAL({precision},{scale})' },
  { type: 'number', column: 'BIGINT', whole: true },
  { type: 'number', column: 'DOUBLE' },
  { type: 'amount', column: 'AMOUNT({precision},{scale})' },
  { type: 'percentage', column: 'PERCENTAGE({precision},{scale})' },
  { type: 'auto-number', column: 'INTEGER' },
  { type: 'date', column: 'DATE' },
  { type: 'time', column: 'TIME' },
  { type: 'date-time', column: 'DATETIME' },
  { type: 'single-choice', column: 'CHOICE VARCHAR({length})' },
  { type: 'multiple-choice', column: 'CHOICES TEXT' },
  { type: 'yes-no', column: 'BOOLEAN' },
  { type: 'phone', column: 'PHONE VARCHAR({length})' },
  { type: 'email', column: 'EMAIL VARCHAR({length})' },
  { type: 'address', column: 'ADDRESS VARCHAR({length})' },
  { type: 'file', column: 'FILE VARCHAR({length})' },
  { type: 'json', column: 'JSON TEXT' },
  { type: 'reference', column: 'REFERENCE VARCHAR({length})' },
  { type: 'reference', column: 'REFERENCE INTEGER' },
  { type: 'binary', column: 'BLOB' },
  ...['INTEGER', 'INT', 'TINYINT', 'SMALLINT', 'MEDIUMINT'].map((column): ColumnRule => ({ type: 'number', column, whole: true, read: true })),
  ...['REAL', 'FLOAT', 'DOUBLE PRECISION', 'NUMERIC', 'DECIMAL'].map((column): ColumnRule => ({ type: 'number', column, read: true })),
  { type: 'number', column: 'NUMERIC({precision},{scale})', read: true },
  ...['CHAR({length})', 'CHARACTER({length})', 'NCHAR({length})', 'NVARCHAR({length})', 'VARCHAR', 'CHAR', ''].map((column): ColumnRule => ({ type: 'single-line-text', column, read: true })),
  { type: 'multi-line-text', column: 'CLOB', read: true },
  { type: 'date-time', column: 'TIMESTAMP', read: true },
  { type: 'yes-no', column: 'BOOL', read: true },
  { type: 'json', column: 'JSON', read: true },
];

/** The words as they were written in CREATE TABLE, in upper case. */
export function normalizeType(type: string): string {
  return type.trim().toUpperCase().replace(/\s+/g, ' ').replace(/ ?([(),]) ?/g, '$1');
}
