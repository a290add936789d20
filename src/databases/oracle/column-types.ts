import type { ColumnRule } from '../dialect';
import { normalizeWith } from '../shared/normalize-type';

/** https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Data-Types.html; it has no time of day and, before 23ai, no boolean. */
export const columns: readonly ColumnRule[] = [
  { type: 'single-line-text', column: 'varchar2({length} char)' },
  { type: 'multi-line-text', column: 'clob' },
  { type: 'rich-text', column: 'clob' },
  { type: 'yes-no', column: 'number(1,0)' },
  { type: 'number', column: 'number(19,0)', whole: true },
  { type: 'number', column: 'number({precision},{scale})' },
  { type: 'number', column: 'binary_double' },
  { type: 'amount', column: 'number({precision},{scale})' },
  { type: 'percentage', column: 'number({precision},{scale})' },
  { type: 'auto-number', column: 'number(19,0)' },
  { type: 'date', column: 'date' },
  { type: 'time', column: 'interval day(0) to second(6)' },
  { type: 'date-time', column: 'timestamp(6)' },
  { type: 'single-choice', column: 'varchar2({length} char)' },
  { type: 'multiple-choice', column: 'clob' },
  { type: 'phone', column: 'varchar2({length} char)' },
  { type: 'email', column: 'varchar2({length} char)' },
  { type: 'address', column: 'varchar2({length} char)' },
  { type: 'file', column: 'varchar2({length} char)' },
  { type: 'json', column: 'clob' },
  { type: 'reference', column: 'varchar2({length} char)' },
  { type: 'reference', column: 'number(19,0)' },
  { type: 'binary', column: 'blob' },
  { type: 'number', column: 'number', read: true },
  ...['float({precision})', 'binary_float'].map((column): ColumnRule => ({ type: 'number', column, read: true })),
  ...['varchar2({length} byte)', 'nvarchar2({length})', 'char({length} byte)', 'char({length} char)', 'nchar({length})', 'rowid'].map((column): ColumnRule => ({ type: 'single-line-text', column, read: true })),
  ...['nclob', 'long', 'xmltype'].map((column): ColumnRule => ({ type: 'multi-line-text', column, read: true })),
  ...['timestamp({precision})', 'timestamp({precision}) with time zone', 'timestamp({precision}) with local time zone'].map((column): ColumnRule => ({ type: 'date-time', column, read: true })),
  { type: 'yes-no', column: 'boolean', read: true },
  { type: 'json', column: 'json', read: true },
  ...['raw({length})', 'long raw', 'bfile'].map((column): ColumnRule => ({ type: 'binary', column, read: true })),
];

export const normalizeType = normalizeWith([
  [/^varchar\b/, 'varchar2'],
  [/^(varchar2|char)\((\d+)\)/, '$1($2 byte)'],
  [/^char$/, 'char(1 byte)'],
  [/^(numeric|decimal|dec)\b/, 'number'],
  [/^(integer|int|smallint|number\(\*,0\))$/, 'number(38,0)'],
  [/^number\((\d+)\)/, 'number($1,0)'],
  [/^timestamp(?!\()/, 'timestamp(6)'],
  [/^(double precision|float)$/, 'float(126)'],
]);
