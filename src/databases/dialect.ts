import type { TableName } from './catalog';
import type { DataType } from './data-types';

/**
 * One line of the table that maps data types to column types. In `column`, `{length}`, `{precision}` and `{scale}` stand
 * for facets. Lines that come first count first, both ways.
 */
export interface ColumnRule {
  readonly type: DataType;
  readonly column: string;
  /** For whole numbers: a scale of 0 without a precision. */
  readonly whole?: true;
  /** A column type that is read as this data type, but never chosen for it. */
  readonly read?: true;
}

/** A column for a statement: everything quoted and spelled in the dialect. */
export interface ColumnSql {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** SQL of the default. */
  readonly default?: string;
  /** The column as CREATE TABLE states it. */
  readonly definition: string;
}

export type ColumnAspect = 'type' | 'nullable' | 'default';

/** How a database spells names, values, types and changes. Pure: it knows no connection. */
export interface Dialect {
  /** Says why a text cannot be a name here, as the end of a sentence ("has more than 63 bytes"); undefined when it can. */
  nameProblem(name: string): string | undefined;
  /** A name so that it can be nothing else; throws RangeError for one that nameProblem() refuses. */
  quoteName(name: string): string;
  quoteText(text: string): string;
  /** A backslash escapes what follows it in every text. */
  readonly backslashes?: true;
  boolean(value: boolean): string;
  /** The table of data types and column types. */
  readonly columns: readonly ColumnRule[];
  /** Largest precision and scale, in decimal digits. */
  readonly decimalLimit: { readonly precision: number; readonly scale: number };
  /** One spelling for all that mean the same: `varchar(5)` is `character varying(5)` in PostgreSQL. */
  normalizeType(type: string): string;
  /** What follows the type of a column whose rows the database numbers. */
  readonly autoNumber: string;
  /** The auto-numbered column must state the primary key itself. */
  readonly autoNumberIsKey?: true;
  /** The auto-numbered column must be the first of a key or an index. */
  readonly autoNumberNeedsKey?: true;
  /** No constraint can be added to a table or taken from it later, and no column whose default is an expression. */
  readonly comesWhole?: true;
  /** What an index or a reference is about is in its own schema, and must not be named with it. */
  readonly staysInSchema?: true;
  /** A column that may be empty has to say so. */
  readonly statesNull?: true;
  /** SQL of a default, from that of its value; for types that take it only in another form. */
  defaultFor?(type: string, value: string): string;
  /** Keeps a text with a column: as a part of its definition, or with a statement of its own. Absent where there is no place for it. */
  readonly comment?: { readonly inline: (text: string) => string } | { readonly statement: (table: TableName, column: string, text: string) => string };
  /** What makes changes of tables happen all together or not at all; absent where each one stays. */
  readonly transaction?: { readonly begin: string; readonly commit: string };
  /** The start of a statement that adds a column, up to the definition. */
  addColumn(table: string, definition: string): string;
  /** Statements that change a column, which was of the type `from`; undefined where the table has to be made anew for it. */
  alterColumn(table: string, column: ColumnSql, changed: ReadonlySet<ColumnAspect>, from: string): readonly string[] | undefined;
  /** The statement that gives a table another name in its schema; absent where standard SQL does. */
  renameTable?(table: TableName, name: string): string;
  /** SQL of a column's value as one of another type; absent where the database converts by itself. */
  convert?(column: string, from: string, to: string): string;
  /** What is around statements that put one table in the place of another, so that rows elsewhere that refer to it stay as they are; absent where the database refuses. */
  readonly replacing?: { readonly before: string; readonly after: string };
  /** `insert`, which copies rows with the numbers that they have, and what has the database number on after them; absent where the INSERT alone does. */
  keepNumbers?(table: TableName, column: string, insert: string): readonly string[];
  dropIndex(table: string, index: string, schema: string | undefined): string;
}
