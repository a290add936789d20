import type { ColumnSql, Dialect } from '../dialect';
import { qualifiedQuoter, quoteStandardText, within } from './quoting';

/** What Oracle and DM spell alike. */
export function oracleLike(quoteName: Dialect['quoteName']): Pick<Dialect, 'quoteName' | 'quoteText' | 'boolean' | 'comment' | 'addColumn' | 'alterColumn' | 'dropIndex'> {
  const qualified = qualifiedQuoter(quoteName);
  return {
    quoteName,
    quoteText: quoteStandardText,
    boolean: (value) => (value ? '1' : '0'),
    comment: { statement: (table, column, text) => `COMMENT ON COLUMN ${qualified(table)}.${quoteName(column)} IS ${quoteStandardText(text)}` },
    addColumn: (table, definition) => `ALTER TABLE ${table} ADD (${definition})`,
    alterColumn: (table, column: ColumnSql, changed) => {
      const parts = [
        ...(changed.has('type') ? [column.type] : []),
        ...(changed.has('default') ? [`DEFAULT ${column.default ?? 'NULL'}`] : []),
        ...(changed.has('nullable') ? [column.nullable ? 'NULL' : 'NOT NULL'] : []),
      ];
      return [`ALTER TABLE ${table} MODIFY (${column.name} ${parts.join(' ')})`];
    },
    dropIndex: (_table, index, schema) => `DROP INDEX ${qualified(within(schema, index))}`,
  };
}
