import type { Column, ForeignKey, Index, Table, TableName } from '../databases/catalog';
import type { ColumnSql, Dialect } from '../databases/dialect';
import { within } from '../databases/shared/quoting';

/** The statements that make a table, without semicolons. Throws RangeError for a name that the database does not take. */
export function createTable(table: Table, dialect: Dialect): string[] {
  return [tableStatement(table, dialect), ...furnishings(table, dialect)];
}

/** The table with its keys. */
export function tableStatement(table: Table, dialect: Dialect): string {
  const keyStated = dialect.autoNumberIsKey === true && table.columns.some((column) => column.autoNumber === true);
  const parts = [
    ...table.columns.map((column) => columnSql(column, dialect).definition),
    ...(table.primaryKey.length === 0 || keyStated ? [] : [`PRIMARY KEY (${columnList(table.primaryKey, dialect)})`]),
    ...numberingIndex(table, dialect).map((index) => inlineIndex(index, dialect)),
    ...table.foreignKeys.map((key) => foreignKeySql(key, dialect)),
  ];
  return `CREATE TABLE ${qualifiedName(table, dialect)} (\n  ${parts.join(',\n  ')}\n)`;
}

/** What statements of their own add to a table: indexes and comments. */
export function furnishings(table: Table, dialect: Dialect): string[] {
  const stated = numberingIndex(table, dialect);
  return [...table.indexes.filter((index) => !stated.includes(index)).map((index) => createIndex(table, index, dialect)), ...table.columns.flatMap((column) => commentOn(table, column, dialect))];
}

/** The index, if any, without which the database takes no auto-numbered column, so that it cannot come later. */
export function numberingIndex({ columns, primaryKey, indexes }: Table, dialect: Dialect): readonly Index[] {
  const numbered = dialect.autoNumberNeedsKey === true ? columns.find((column) => column.autoNumber === true)?.name : undefined;
  return numbered === undefined || primaryKey[0] === numbered ? [] : indexes.filter((index) => index.columns[0] === numbered).slice(0, 1);
}

/** An index as a part of a statement about its table. */
export function inlineIndex(index: Index, dialect: Dialect): string {
  return `${index.unique ? 'UNIQUE ' : ''}INDEX ${dialect.quoteName(index.name)} (${columnList(index.columns, dialect)})`;
}

/** A column as statements need it. */
export function columnSql(column: Column, dialect: Dialect): ColumnSql {
  const name = dialect.quoteName(column.name);
  const { comment } = dialect;
  const definition = [
    name,
    column.type,
    ...(column.autoNumber === true ? [dialect.autoNumber] : []),
    ...(column.default === undefined ? [] : [`DEFAULT ${column.default}`]),
    ...(column.nullable ? (dialect.statesNull === true ? ['NULL'] : []) : ['NOT NULL']),
    ...(column.comment !== undefined && comment !== undefined && 'inline' in comment ? [comment.inline(column.comment)] : []),
  ].join(' ');
  return { name, type: column.type, nullable: column.nullable, ...(column.default === undefined ? {} : { default: column.default }), definition };
}

export function createIndex({ schema, name }: TableName, index: Index, dialect: Dialect): string {
  const [own, table] = dialect.staysInSchema === true ? [within(schema, index.name), { name }] : [{ name: index.name }, within(schema, name)];
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${qualifiedName(own, dialect)} ON ${qualifiedName(table, dialect)} (${columnList(index.columns, dialect)})`;
}

export function foreignKeySql(key: ForeignKey, dialect: Dialect): string {
  const constraint = key.name === undefined ? '' : `CONSTRAINT ${dialect.quoteName(key.name)} `;
  return `${constraint}FOREIGN KEY (${columnList(key.columns, dialect)}) REFERENCES ${qualifiedName(dialect.staysInSchema === true ? { name: key.table.name } : key.table, dialect)} (${columnList(key.references, dialect)})`;
}

export function commentOn(table: TableName, column: Column, dialect: Dialect): string[] {
  const { comment } = dialect;
  return column.comment === undefined || comment === undefined || 'inline' in comment ? [] : [comment.statement(table, column.name, column.comment)];
}

export function qualifiedName({ schema, name }: TableName, dialect: Dialect): string {
  return schema === undefined ? dialect.quoteName(name) : `${dialect.quoteName(schema)}.${dialect.quoteName(name)}`;
}

export function columnList(names: readonly string[], dialect: Dialect): string {
  return names.map((name) => dialect.quoteName(name)).join(', ');
}

/** Statements as one text to read, to copy, or to run with the database's own tools. */
export function script(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};\n`).join('\n');
}
