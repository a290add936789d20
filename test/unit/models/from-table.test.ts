import { describe, expect, it } from 'vitest';
import type { Column, Table } from '../../../src/databases/catalog';
import type { Dialect } from '../../../src/databases/dialect';
import { postgresqlDialect } from '../../../src/databases/postgresql/dialect';
import { sqliteDialect } from '../../../src/databases/sqlite/dialect';
import { compareTables } from '../../../src/models/compare';
import { fromTable } from '../../../src/models/from-table';
import { tableOf } from '../../../src/models/to-table';
import { modelOf } from './samples';

/** The fields of a table that differs in nothing from the model that was made of it. */
function imported(dialect: Dialect, ...columns: readonly Column[]) {
  const table: Table = { name: 'customer', kind: 'table', columns, primaryKey: [], indexes: [], foreignKeys: [] };
  const part = fromTable(table, dialect);
  expect(compareTables(tableOf(modelOf(part), dialect), table, dialect)).toEqual([]);
  return part.fields;
}

describe('a model that is made of a table', () => {
  it('has one auto number, and states the sequence of another', () => {
    const serial = (name: string): Column => ({ name, type: 'bigint', nullable: false, autoNumber: true, default: `nextval('${name}_seq'::regclass)` });
    const [first, second] = imported(postgresqlDialect, serial('a'), serial('b'));
    expect(first).toMatchObject({ type: 'auto-number' });
    expect(first).not.toHaveProperty('default');
    expect(second).toMatchObject({ type: 'number', default: { expression: "nextval('b_seq'::regclass)" } });
  });

  it.each([["('now'::text)::date", { expression: "('now'::text)::date" }], ["'2026-02-03'::date", '2026-02-03']])('does not take a word for a date: %s', (sql, value) => {
    expect(imported(postgresqlDialect, { name: 'made', type: 'date', nullable: true, default: sql })[0]?.default).toEqual(value);
  });

  it('takes a column without a type for a text', () => {
    expect(imported(sqliteDialect, { name: 'name', type: '', nullable: true })[0]).toMatchObject({ type: 'single-line-text' });
  });
});
