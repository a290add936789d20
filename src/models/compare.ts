import type { Column, ForeignKey, Index, Table, TableName } from '../databases/catalog';
import { readColumnType } from '../databases/column-types';
import type { DataType } from '../databases/data-types';
import type { DefaultValue } from '../databases/default-value';
import type { ColumnAspect, Dialect } from '../databases/dialect';
import { defaultOf } from './from-table';

/** One thing in which a table is not what its model says. */
export type Difference =
  | { readonly kind: 'table-missing' }
  | { readonly kind: 'column-missing' | 'column-unknown'; readonly column: string }
  | { readonly kind: 'column-differs'; readonly column: string; readonly aspect: ColumnAspect; readonly expected: string; readonly actual: string }
  | { readonly kind: 'auto-number-differs'; readonly column: string; readonly expected: boolean }
  | { readonly kind: 'primary-key-differs'; readonly expected: readonly string[]; readonly actual: readonly string[] }
  | ({ readonly kind: 'index-missing' | 'index-unknown' } & Index)
  | { readonly kind: 'reference-missing' | 'reference-unknown'; readonly key: ForeignKey };

/**
 * What keeps a table from being the one that a model describes. Names of indexes and constraints, the order of columns
 * and comments are nobody's business here; of a view only the columns and their types count.
 */
export function compareTables(expected: Table, actual: Table | undefined, dialect: Dialect): Difference[] {
  if (actual === undefined) return [{ kind: 'table-missing' }];
  const there = new Map(actual.columns.map((column) => [column.name, column]));
  const stated = new Set(expected.columns.map((column) => column.name));
  const columns = expected.columns.flatMap((column): Difference[] => {
    const found = there.get(column.name);
    return found === undefined ? [{ kind: 'column-missing', column: column.name }] : compareColumns(column, found, actual, dialect);
  });
  const unknown = actual.columns.flatMap((column): Difference[] => (stated.has(column.name) ? [] : [{ kind: 'column-unknown', column: column.name }]));
  return actual.kind === 'view' ? [...columns, ...unknown] : [...columns, ...unknown, ...compareKeys(expected, actual), ...compareIndexes(expected, actual), ...compareReferences(expected, actual)];
}

function compareColumns(expected: Column, actual: Column, table: Table, dialect: Dialect): Difference[] {
  const differs = (aspect: ColumnAspect, should: string, is: string): Difference => ({ kind: 'column-differs', column: expected.name, aspect, expected: should, actual: is });
  const [should, is] = [dialect.normalizeType(expected.type), dialect.normalizeType(actual.type)];
  const differences = should === is || actual.type === '' ? [] : [differs('type', expected.type, actual.type)];
  if (table.kind === 'view') return differences;
  const numbered = expected.autoNumber === true;
  // A model has one auto number; of others it states the sequence that their default is.
  const isNumbered = actual.autoNumber === true && (numbered || expected.default === undefined || actual.default === undefined);
  // Keys and numbers are never empty, whether the database says so (SQLite does not) or not.
  const nullable = actual.nullable && !isNumbered && !table.primaryKey.includes(actual.name);
  if (expected.nullable !== nullable) differences.push(differs('nullable', nullability(expected.nullable), nullability(nullable)));
  if (numbered !== isNumbered) differences.push({ kind: 'auto-number-differs', column: expected.name, expected: numbered });
  const type = readColumnType(dialect, expected.type)?.type ?? 'single-line-text';
  const [wanted, found] = [canonical(expected.default, type, dialect), isNumbered || actual.generated === true ? '' : canonical(actual.default, type, dialect)];
  if (!numbered && wanted !== found) differences.push(differs('default', expected.default ?? 'none', actual.default ?? 'none'));
  return differences;
}

function nullability(nullable: boolean): string {
  return nullable ? 'NULL' : 'NOT NULL';
}

/** A default in a form that is the same for all ways to write it. */
function canonical(sql: string | undefined, type: DataType, dialect: Dialect): string {
  const value: DefaultValue | undefined = sql === undefined ? undefined : defaultOf(sql, type, dialect);
  if (value === undefined) return '';
  return typeof value === 'object' ? evenExpression(value.expression) : JSON.stringify(value);
}

function evenExpression(expression: string): string {
  return expression
    .split(/('(?:[^']|'')*')/)
    .map((part, index) => (index % 2 === 1 ? part : part.toLowerCase().replace(/\s+/g, '')))
    .join('')
    .replace(/^(?:now\(\)|(?:current_timestamp|localtimestamp)(?:\(\d?\))?|getdate\(\)|sysdate|systimestamp)$/, 'current_timestamp')
    .replace(/^(?:curdate\(\)|current_date(?:\(\))?)$/, 'current_date');
}

function compareKeys(expected: Table, actual: Table): Difference[] {
  if (same(expected.primaryKey, actual.primaryKey)) return [];
  return [{ kind: 'primary-key-differs', expected: expected.primaryKey, actual: actual.primaryKey }];
}

function compareIndexes(expected: Table, actual: Table): Difference[] {
  const plain = actual.indexes.filter((index) => index.columns.length > 0);
  const isKey = ({ columns }: Index) => same(columns, actual.primaryKey) || same(columns, expected.primaryKey);
  const isStated = (index: Index) => expected.indexes.some((other) => same(other.columns, index.columns) && (other.unique || !index.unique));
  const isNeeded = ({ supports, columns }: Index) => supports === true && expected.foreignKeys.some((key) => same(key.columns, columns));
  // A unique index does for a plain one, if it is to stay.
  const isThere = (index: Index) => plain.some((other) => same(other.columns, index.columns) && (other.unique === index.unique || (other.unique && isStated(other))));
  return [
    ...expected.indexes.flatMap((index): Difference[] => (isThere(index) || isKey(index) ? [] : [{ kind: 'index-missing', ...index }])),
    ...plain.flatMap((index): Difference[] => (isStated(index) || isKey(index) || isNeeded(index) ? [] : [{ kind: 'index-unknown', ...index }])),
  ];
}

function compareReferences(expected: Table, actual: Table): Difference[] {
  const identity = (key: ForeignKey) => {
    const pairs = key.columns.map((column, place) => [column, key.references[place]]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    return JSON.stringify([pairs, inSchema(key.table, actual.schema)]);
  };
  const [wanted, found] = [new Set(expected.foreignKeys.map(identity)), new Set(actual.foreignKeys.map(identity))];
  return [
    ...expected.foreignKeys.flatMap((key): Difference[] => (found.has(identity(key)) ? [] : [{ kind: 'reference-missing', key }])),
    ...actual.foreignKeys.flatMap((key): Difference[] => (wanted.has(identity(key)) ? [] : [{ kind: 'reference-unknown', key }])),
  ];
}

function inSchema({ schema, name }: TableName, own: string | undefined): readonly (string | undefined)[] {
  return [schema ?? own, name];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
