import { createHash } from 'node:crypto';
import type { Column, ForeignKey, Index, Table } from '../databases/catalog';
import { columnTypeFor, readColumnType } from '../databases/column-types';
import type { DefaultValue } from '../databases/default-value';
import type { Dialect } from '../databases/dialect';
import { markComment } from './comment';
import { columnOf, tableName, type Field, type Model } from './model';

/** The table that a model describes, as a catalogue would tell of it. */
export function tableOf(model: Model, dialect: Dialect): Table {
  const column = (name: string) => columnOf(model.fields.find((field) => field.name === name) ?? { name });
  const named = tableName(model);
  const columns = (names: readonly string[]) => names.map(column);
  const unique = [...model.fields.flatMap((field) => (field.unique && !isWholeKey(field, model) ? [[columnOf(field)]] : [])), ...model.unique.map(columns)];
  const indexed = [...model.fields.flatMap((field) => (field.index && !field.unique && !isWholeKey(field, model) ? [[columnOf(field)]] : [])), ...model.indexes.map(columns)];
  return {
    ...named,
    kind: 'table',
    columns: model.fields.map((field) => toColumn(field, dialect)),
    primaryKey: columns(model.primaryKey),
    indexes: [...unique.map((names) => toIndex(model.table, names, true, dialect)), ...indexed.map((names) => toIndex(model.table, names, false, dialect))],
    foreignKeys: references(model, columns).map((reference) => ({ name: ownName('fk', model.table, reference.columns, dialect), ...reference })),
  };
}

function references(model: Model, columns: (names: readonly string[]) => readonly string[]): Omit<ForeignKey, 'name'>[] {
  // A table that is named without a schema is in that of the model.
  const target = (reference: { readonly schema?: string; readonly table: string }) => tableName({ ...(model.schema === undefined ? {} : { schema: model.schema }), ...reference });
  return [
    ...model.fields.flatMap((field) => (field.references === undefined ? [] : [{ columns: [columnOf(field)], table: target(field.references), references: [field.references.column] }])),
    ...model.foreignKeys.map((reference) => ({ columns: columns(reference.fields), table: target(reference), references: reference.columns })),
  ];
}

/** A key of one field is unique and indexed by itself. */
function isWholeKey(field: Field, model: Model): boolean {
  return field.primaryKey && model.fields.every((other) => other === field || !other.primaryKey);
}

function toColumn(field: Field, dialect: Dialect): Column {
  const type = field.columnType ?? columnTypeFor(dialect, field.type, field);
  const comment = markComment(field.title, readColumnType(dialect, type)?.type === field.type || field.type === 'auto-number' ? undefined : field.type);
  return {
    name: columnOf(field),
    type,
    // No database leaves a row without its number, and most refuse to be told so.
    nullable: field.nullable && field.type !== 'auto-number',
    ...(field.default === undefined ? {} : { default: defaultSql(field.default, type, dialect) }),
    ...(field.type === 'auto-number' ? { autoNumber: true } : {}),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** SQL of a default; an expression stands in parentheses, which every database takes, but for those that SQL has words for. */
function defaultSql(value: DefaultValue, type: string, dialect: Dialect): string {
  const sql = literal(value, dialect);
  return dialect.defaultFor?.(dialect.normalizeType(type), sql) ?? sql;
}

function literal(value: DefaultValue, dialect: Dialect): string {
  if (typeof value === 'string') return dialect.quoteText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return dialect.boolean(value);
  return /^current_(?:date|time|timestamp)(?:\(\d\))?$/i.test(value.expression) ? value.expression : `(${value.expression})`;
}

function toIndex(table: string, columns: readonly string[], unique: boolean, dialect: Dialect): Index {
  return { name: ownName(unique ? 'uq' : 'ix', table, columns, dialect), unique, columns };
}

/** A name that tells what it is for, or, where that is too long or has odd characters, one that is always the same for it. */
function ownName(kind: 'uq' | 'ix' | 'fk', table: string, columns: readonly string[], dialect: Dialect): string {
  const name = [kind, table, ...columns].join('_');
  if (/^[\p{L}\p{N}_]+$/u.test(name) && dialect.nameProblem(name) === undefined) return name;
  return `${kind}_${createHash('sha256').update(JSON.stringify([table, ...columns])).digest('hex').slice(0, 16)}`;
}
