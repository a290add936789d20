import type { Dialect } from '../dialect';
import { nameQuoter, nameRule, qualifiedQuoter, quoteStandardText } from '../shared/quoting';
import { columns, normalizeType } from './column-types';

const nameProblem = nameRule(128);
const quoteName = nameQuoter('[', ']', nameProblem);
const qualified = qualifiedQuoter(quoteName);
const quoteText = (text: string) => `N${quoteStandardText(text)}`;

export const sqlserverDialect: Dialect = {
  nameProblem,
  quoteName,
  quoteText,
  boolean: (value) => (value ? '1' : '0'),
  columns,
  decimalLimit: { precision: 38, scale: 38 },
  normalizeType,
  autoNumber: 'IDENTITY(1,1)',
  statesNull: true,
  comment: {
    statement: ({ schema, name }, column, text) =>
      `EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = ${quoteText(text)}, @level0type = N'SCHEMA', @level0name = ${quoteText(schema ?? 'dbo')}, @level1type = N'TABLE', @level1name = ${quoteText(name)}, @level2type = N'COLUMN', @level2name = ${quoteText(column)}`,
  },
  addColumn: (table, definition) => `ALTER TABLE ${table} ADD ${definition}`,
  alterColumn: (table, column, changed) => [
    ...(changed.has('type') || changed.has('nullable') ? [`ALTER TABLE ${table} ALTER COLUMN ${column.name} ${column.type} ${column.nullable ? 'NULL' : 'NOT NULL'}`] : []),
    // A default is a constraint with a name of its own, which has to be dropped before another is added.
    ...(changed.has('default') && column.default !== undefined ? [`ALTER TABLE ${table} ADD DEFAULT ${column.default} FOR ${column.name}`] : []),
  ],
  renameTable: (table, name) => `EXEC sp_rename ${quoteText(qualified(table))}, ${quoteText(name)}`,
  keepNumbers: (table, _column, insert) => [`SET IDENTITY_INSERT ${qualified(table)} ON`, insert, `SET IDENTITY_INSERT ${qualified(table)} OFF`],
  dropIndex: (table, index) => `DROP INDEX ${quoteName(index)} ON ${table}`,
};
