import type { ColumnSql, Dialect } from '../dialect';
import { nameQuoter, nameRule, qualifiedQuoter, quoteStandardText, within } from '../shared/quoting';
import { columns, normalizeType } from './column-types';

const nameProblem = nameRule(64, 'characters', (name) => {
  if (name.endsWith(' ')) return 'ends with a space';
  return /[\u{10000}-\u{10FFFF}]/u.test(name) ? 'has a character that MySQL does not take in names' : undefined;
});

const quoteName = nameQuoter('`', '`', nameProblem);
const qualified = qualifiedQuoter(quoteName);

/** Backslashes are doubled: where the server takes them as they are, a text has two of them, and still ends where it should. */
function quoteText(text: string): string {
  return quoteStandardText(text.replaceAll('\\', '\\\\').replaceAll('\0', '\\0'));
}

function defaultFor(type: string, value: string): string {
  const now = /^\(?current_timestamp(?:\(\d?\))?\)?$/i.test(value);
  // The fraction of a second has to be the same as that of the column.
  if (now) return `CURRENT_TIMESTAMP${/^(?:datetime|timestamp)(\([1-6]\))/.exec(type)?.[1] ?? ''}`;
  return /^(?:tiny|medium|long)?(?:text|blob)|^json|^geometry/.test(type) && !value.startsWith('(') ? `(${value})` : value;
}

export const mysqlDialect: Dialect = {
  nameProblem,
  quoteName,
  quoteText,
  backslashes: true,
  boolean: (value) => (value ? '1' : '0'),
  columns,
  decimalLimit: { precision: 65, scale: 30 },
  normalizeType,
  autoNumber: 'AUTO_INCREMENT',
  autoNumberNeedsKey: true,
  statesNull: true,
  defaultFor,
  comment: { inline: (text) => `COMMENT ${quoteText(text)}` },
  addColumn: (table, definition) => `ALTER TABLE ${table} ADD COLUMN ${definition}`,
  alterColumn: (table: string, column: ColumnSql) => [`ALTER TABLE ${table} MODIFY COLUMN ${column.definition}`],
  replacing: { before: 'SET FOREIGN_KEY_CHECKS = 0', after: 'SET FOREIGN_KEY_CHECKS = 1' },
  // A name without a schema moves the table to the one that the connection uses.
  renameTable: (table, name) => `ALTER TABLE ${qualified(table)} RENAME TO ${qualified(within(table.schema, name))}`,
  dropIndex: (table, index) => `DROP INDEX ${quoteName(index)} ON ${table}`,
};
