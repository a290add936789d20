import type { Dialect } from '../dialect';
import { nameQuoter, nameRule, qualifiedQuoter, quoteStandardText, within } from '../shared/quoting';
import { columns, normalizeType } from './column-types';

const nameProblem = nameRule(1000, 'characters', (name) => (/^sqlite_/i.test(name) ? 'starts with sqlite_, which SQLite keeps for itself' : undefined));
const quoteName = nameQuoter('"', '"', nameProblem);

export const sqliteDialect: Dialect = {
  nameProblem,
  quoteName,
  quoteText: quoteStandardText,
  boolean: (value) => (value ? '1' : '0'),
  columns,
  decimalLimit: { precision: 1000, scale: 1000 },
  normalizeType,
  autoNumber: 'PRIMARY KEY AUTOINCREMENT',
  autoNumberIsKey: true,
  comesWhole: true,
  staysInSchema: true,
  // Elsewhere dropping a table deletes the rows that refer to it with ON DELETE CASCADE.
  replacing: { before: 'PRAGMA foreign_keys = OFF', after: 'PRAGMA foreign_keys = ON' },
  transaction: { begin: 'BEGIN IMMEDIATE', commit: 'COMMIT' },
  addColumn: (table, definition) => `ALTER TABLE ${table} ADD COLUMN ${definition}`,
  alterColumn: () => undefined,
  dropIndex: (_table, index, schema) => `DROP INDEX ${qualifiedQuoter(quoteName)(within(schema, index))}`,
};
