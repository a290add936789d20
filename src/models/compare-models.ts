import type { Schemas, Table } from '../databases/catalog';
import type { Dialect } from '../databases/dialect';
import { compareTables, type Difference } from './compare';
import type { Model } from './model';
import { tableOf } from './to-table';

/** Where tables are read; what it cannot read it says by a failure of its own. */
export interface TableSource<Failure> {
  schemas(): Promise<Answer<Schemas, Failure>>;
  /** Those of the named tables that are there. */
  tables(schema: string, names: readonly string[]): Promise<Answer<readonly Table[], Failure>>;
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
  const schemas = await source.schemas();
  if (!schemas.ok) return schemas;
  const schemaOf = ({ schema }: Model) => schema ?? schemas.value.current ?? '';
  const found = new Map<string, Table>();
  for (const schema of new Set(models.map(schemaOf))) {
    const answer = await source.tables(schema, [...new Set(models.filter((model) => schemaOf(model) === schema).map(({ table }) => table))]);
    if (!answer.ok) return answer;
    for (const table of answer.value) found.set(JSON.stringify([schema, table.name]), table);
  }
  const comparisons = models.map((model): Comparison => {
    const expected = tableOf(model, dialect);
    const actual = found.get(JSON.stringify([schemaOf(model), model.table]));
    return { model, expected, ...(actual === undefined ? {} : { actual }), differences: compareTables(expected, actual, dialect) };
  });
  return { ok: true, value: comparisons };
}
