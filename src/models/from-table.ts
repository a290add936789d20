import type { Column, Index, Table } from '../databases/catalog';
import { columnTypeFor, readColumnType } from '../databases/column-types';
import { facetsOf, type DataType, type Facets } from '../databases/data-types';
import { bareExpression, readDefault, type DefaultValue } from '../databases/default-value';
import type { Dialect } from '../databases/dialect';
import { readComment } from './comment';
import type { CompositeReference, Field, Model } from './model';

/** What a model says of its table: everything but its own title, element and names of tables. */
export type TablePart = Pick<Model, 'fields' | 'primaryKey' | 'unique' | 'indexes' | 'foreignKeys'>;

/** The fields and keys that describe a table as it is: a model of them differs from it in nothing. */
export function fromTable(table: Table, dialect: Dialect): TablePart {
  // An index that the database made for a foreign key has the key's name.
  const own = (index: Index) => index.supports !== true || table.foreignKeys.every((key) => key.name !== index.name);
  const indexes = distinct(table.indexes.filter((index) => index.columns.length > 0 && index.columns.join('\0') !== table.primaryKey.join('\0') && own(index)));
  const keyed = (unique: boolean) => indexes.filter((index) => index.unique === unique).map((index) => index.columns);
  const numbered = table.columns.filter((column) => column.autoNumber === true);
  const autoNumber = numbered.find(({ name }) => table.primaryKey.includes(name)) ?? numbered[0];
  const foreign: CompositeReference[] = [];
  const single = new Map<string, CompositeReference>();
  for (const { columns, table: target, references } of table.foreignKeys) {
    const reference = { fields: columns, ...(target.schema === undefined || target.schema === table.schema ? {} : { schema: target.schema }), table: target.name, columns: references };
    const [column] = columns;
    if (columns.length === 1 && column !== undefined && !single.has(column)) single.set(column, reference);
    else foreign.push(reference);
  }
  return {
    fields: table.columns.map((column) => ({
      ...fieldOf(column === autoNumber ? column : { ...column, autoNumber: false }, table, dialect, single.get(column.name)),
      unique: keyed(true).some((names) => names.length === 1 && names[0] === column.name),
      index: keyed(false).some((names) => names.length === 1 && names[0] === column.name),
    })),
    primaryKey: table.primaryKey,
    unique: keyed(true).filter((names) => names.length > 1),
    indexes: keyed(false).filter((names) => names.length > 1),
    foreignKeys: foreign,
  };
}

/** Two indexes of the same columns are one; a unique one says more. */
function distinct(indexes: Table['indexes']): Table['indexes'] {
  const uniqueFirst = [...indexes].sort((a, b) => Number(b.unique) - Number(a.unique));
  return uniqueFirst.filter((index, place) => uniqueFirst.findIndex((other) => other.columns.join('\0') === index.columns.join('\0')) === place);
}

function fieldOf(column: Column, table: Table, dialect: Dialect, reference: CompositeReference | undefined): Field {
  const { type, facets, columnType } = typeOf(column, reference !== undefined, dialect);
  const { title } = readComment(column.comment);
  const primaryKey = table.primaryKey.includes(column.name);
  const value = column.default === undefined || column.autoNumber === true || column.generated === true ? undefined : defaultOf(column.default, type, dialect);
  const [target] = reference?.columns ?? [];
  return {
    name: column.name,
    ...(title === undefined ? {} : { title }),
    type,
    ...facets,
    nullable: column.nullable && !primaryKey,
    primaryKey,
    unique: false,
    index: false,
    ...(value === undefined ? {} : { default: value }),
    ...(columnType === undefined ? {} : { columnType }),
    ...(reference === undefined || target === undefined ? {} : { references: { ...(reference.schema === undefined ? {} : { schema: reference.schema }), table: reference.table, column: target } }),
  };
}

/** The data type of a column, and its own type where the data type would give another one. */
function typeOf(column: Column, isReference: boolean, dialect: Dialect): { readonly type: DataType; readonly facets: Facets; readonly columnType?: string } {
  // SQLite has columns without a type, as those that a view computes; they take and give any value.
  if (column.type === '') return { type: isReference ? 'reference' : 'single-line-text', facets: {} };
  const read = readColumnType(dialect, column.type);
  const marked = readComment(column.comment).type;
  const normal = dialect.normalizeType(column.type);
  const candidates: readonly (DataType | undefined)[] = [column.autoNumber === true ? 'auto-number' : undefined, marked, isReference ? 'reference' : undefined, read?.type];
  for (const type of candidates) {
    if (type === undefined) continue;
    const facets = facetsOf(type, read?.facets ?? {});
    if (dialect.normalizeType(columnTypeFor(dialect, type, facets)) === normal) return { type, facets };
  }
  const type = candidates.find((candidate) => candidate !== undefined) ?? 'single-line-text';
  return { type, facets: statedFacets(type, read?.facets ?? {}), columnType: column.type };
}

/** Only what the column type tells: a default of the data type would be a claim about the column. */
function statedFacets(type: DataType, read: Facets): Facets {
  const taken = facetsOf(type, read);
  return Object.fromEntries(Object.entries(taken).filter(([facet]) => read[facet as keyof Facets] !== undefined));
}

/** The default in the form that a field of the type has it. */
export function defaultOf(sql: string, type: DataType, dialect: Dialect): DefaultValue | undefined {
  const value = readDefault(sql, dialect.backslashes);
  if (value === undefined || typeof value === 'object') return value;
  switch (type) {
    case 'yes-no':
      return typeof value === 'string' ? /^(?:1|t|true|y|yes|on)$/i.test(value) : Boolean(value);
    case 'number':
    case 'amount':
    case 'percentage':
      return typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value) && value.replace(/\D/g, '').length <= 15 ? Number(value) : value;
    case 'date':
    case 'time':
    case 'date-time':
      // A word such as 'now' is a value of its own at each insert only as the expression that it is part of.
      return typeof value === 'string' && !/^\d/.test(value) ? { expression: bareExpression(sql) } : String(value);
    default:
      return String(value);
  }
}
