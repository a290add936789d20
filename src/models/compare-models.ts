import type { Table } from '../databases/catalog';
import type { Dialect } from '../databases/dialect';
import { compareTables, type Difference } from './compare';
import type { Model } from './model';
import { tableOf } from './to-table';

/** Where tables are read; what it cannot read it says by a failure of its own. */
export interface TableSource<Failure> {
  /** Those of the named tables that are there; without a schema in the one that the connection uses. */
  tables(schema: string | undefined, names: readonly string[]): Promise<Answer<readonly Table[], Failure>>;
}

type Answer<T, Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A model beside its table. */
export interface Comparison {
  readonly model: Model;
  readonly expected: Table;
  /** Absent when the database has no such table. */
  readonly actual?: Table;
  readonly differences: readonly Difference[];
}

/** Compares models of one database with their tables, in the order given; each schema is read once. */
export async function compareModels<Failure>(models: readonly Model[], dialect: Dialect, source: TableSource<Failure>): Promise<Answer<readonly Comparison[], Failure>> {
  const found = new Map<string, Table>();
  for (const schema of new Set(models.map((model) => model.schema))) {
    const answer = await source.tables(schema, [...new Set(models.filter((model) => model.schema === schema).map(({ table }) => table))]);
    if (!answer.ok) return answer;
    for (const table of answer.value) found.set(JSON.stringify([schema, table.name]), table);
  }
  const comparisons = models.map((model): Comparison => {
    const expected = tableOf(model, dialect);
    const actual = found.get(JSON.stringify([model.schema, model.table]));
    return { model, expected, ...(actual === undefined ? {} : { actual }), differences: compareTables(expected, actual, dialect) };
  });
  return { ok: true, value: comparisons };
}
