import type { TableName } from '../databases/catalog';
import type { DataType, Facets } from '../databases/data-types';
import type { DefaultValue } from '../databases/default-value';

/** A data table model as its file states it, after the schema has accepted it. */
export interface Model {
  readonly title: string;
  readonly description?: string;
  /** Full name of the database element: `databases.orders`. */
  readonly database: string;
  readonly schema?: string;
  readonly table: string;
  readonly fields: readonly Field[];
  /** Names of the fields of the primary key, in the order of the key; empty without one. */
  readonly primaryKey: readonly string[];
  /** Names of fields that are unique together. */
  readonly unique: readonly (readonly string[])[];
  /** Names of fields that are indexed together. */
  readonly indexes: readonly (readonly string[])[];
  readonly foreignKeys: readonly CompositeReference[];
}

export interface Field extends Facets {
  readonly name: string;
  readonly title?: string;
  readonly type: DataType;
  /** Name of the column where it differs from that of the field. */
  readonly column?: string;
  /** The database's own type where it is not the usual one for the data type. */
  readonly columnType?: string;
  readonly nullable: boolean;
  /** It is the primary key, or a part of it. */
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  readonly default?: DefaultValue;
  readonly references?: Reference;
}

export interface Reference {
  readonly schema?: string;
  readonly table: string;
  readonly column: string;
}

export interface CompositeReference {
  readonly fields: readonly string[];
  readonly schema?: string;
  readonly table: string;
  readonly columns: readonly string[];
}

export function columnOf(field: Pick<Field, 'name' | 'column'>): string {
  return field.column ?? field.name;
}

/** The table of a model by its name. */
export function tableName({ schema, table }: { readonly schema?: string; readonly table: string }): TableName {
  return { name: table, ...(schema === undefined ? {} : { schema }) };
}

/** A model of a table that is to be made: its rows are numbered, and what else they hold is still to be said. */
export function newTableModel(names: Pick<Model, 'title' | 'database' | 'table'>): Model {
  const id: Field = { name: 'id', type: 'auto-number', nullable: false, primaryKey: true, unique: false, index: false };
  return { ...names, fields: [id], primaryKey: ['id'], unique: [], indexes: [], foreignKeys: [] };
}

/** A name for the table of a model: words in lower case, joined by `_`. */
export function tableNameFor(title: string): string {
  return title.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');
}

/** For people: `sales.customer`, or the name alone. */
export function displayName({ schema, name }: TableName): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
