import type { ColumnRule } from '../dialect';
import { normalizeWith } from '../shared/normalize-type';

/** DM8 SQL Language Manual, "Data types". */
export const columns: readonly ColumnRule[] = [
  { type: 'single-line-text', column: 'varchar({length} char)' },
  { type: 'multi-line-text', column: 'clob' },
  { type: 'rich-text', column: 'clob' },
  { type: 'number', column: 'decimal({precision},{scale})' },
  { type: 'number', column: 'bigint', whole: true },
  { type: 'number', column: 'double' },
  { type: 'amount', column: 'decimal({precision},{scale})' },
  { type: 'percentage', column: 'decimal({precision},{scale})' },
  { type: 'auto-number', column: 'bigint' },
  { type: 'date', column: 'date' },
  { type: 'time', column: 'time(6)' },
  { type: 'date-time', column: 'timestamp(6)' },
  { type: 'single-choice', column: 'varchar({length} char)' },
  { type: 'multiple-choice', column: 'clob' },
  { type: 'yes-no', column: 'bit' },
  { type: 'phone', column: 'varchar({length} char)' },
  { type: 'email', column: 'varchar({length} char)' },
  { type: 'address', column: 'varchar({length} char)' },
  { type: 'file', column: 'varchar({length} char)' },
  { type: 'json', column: 'clob' },
  { type: 'reference', column: 'varchar({length} char)' },
  { type: 'reference', column: 'bigint' },
  { type: 'binary', column: 'blob' },
  ...['tinyint', 'byte', 'smallint', 'int'].map((column): ColumnRule => ({ type: 'number', column, whole: true, read: true })),
  ...['real', 'decimal'].map((column): ColumnRule => ({ type: 'number', column, read: true })),
  ...['varchar({length})', 'char({length})', 'char({length} char)'].map((column): ColumnRule => ({ type: 'single-line-text', column, read: true })),
  ...['text', 'long', 'longvarchar'].map((column): ColumnRule => ({ type: 'multi-line-text', column, read: true })),
  ...['timestamp({precision})', 'timestamp({precision}) with time zone', 'timestamp({precision}) with local time zone'].map((column): ColumnRule => ({ type: 'date-time', column, read: true })),
  ...['time({precision})', 'time({precision}) with time zone'].map((column): ColumnRule => ({ type: 'time', column, read: true })),
  ...['binary({length})', 'varbinary({length})', 'image', 'longvarbinary', 'bfile'].map((column): ColumnRule => ({ type: 'binary', column, read: true })),
];

export const normalizeType = normalizeWith([
  [/^(varchar2|character varying)\b/, 'varchar'],
  [/^character\b/, 'char'],
  [/\((\d+) byte\)/, '($1)'],
  [/^char$/, 'char(1)'],
  [/^(numeric|dec|number)\b/, 'decimal'],
  [/^decimal\((\d+)\)/, 'decimal($1,0)'],
  [/^integer\b/, 'int'],
  [/^(double precision|float)(\(\d+\))?$/, 'double'],
  [/^datetime\b/, 'timestamp'],
  [/^(timestamp|time)(?!\()/, '$1(6)'],
]);
