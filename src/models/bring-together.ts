import type { Column, Table } from '../databases/catalog';
import type { ColumnAspect, Dialect } from '../databases/dialect';
import type { Difference } from './compare';
import { within } from '../databases/shared/quoting';
import { columnList, columnSql, commentOn, createIndex, createTable, foreignKeySql, furnishings, inlineIndex, numberingIndex, qualifiedName, tableStatement } from './ddl';

/** A statement that would change a table. One that can lose data is written as a comment, for a person to decide on. */
export interface Change {
  readonly sql: string;
  readonly losesData?: true;
}

/** The statements that would make a table what its model says, in an order in which it takes them. Nothing here runs them. */
export function bringTogether(differences: readonly Difference[], expected: Table, actual: Table | undefined, dialect: Dialect): Change[] {
  if (actual === undefined) return createTable(expected, dialect).map((sql) => ({ sql }));
  const altered = alteredColumns(differences, expected, actual, dialect);
  if (altered === undefined || differences.some((difference) => needsRebuild(difference, expected, actual, dialect))) return rebuild(expected, actual, dialect);
  const each = <Kind extends Difference['kind']>(kind: Kind, change: (difference: Difference & { readonly kind: Kind }) => Change[]) =>
    differences.flatMap((difference) => (isOf(difference, kind) ? change(difference) : []));
  const table = qualifiedName(actual, dialect);
  const alter = (change: string) => `ALTER TABLE ${table} ${change}`;
  const added = addedColumns(differences, expected, actual, dialect);
  const numbering = numberingIndex(expected, dialect);
  const unknown = each('index-unknown', (index) => [{ sql: index.constraint === undefined ? dialect.dropIndex(table, index.name, actual.schema) : alter(`DROP CONSTRAINT ${dialect.quoteName(index.constraint)}`), losesData: true }]);
  const missing = each('index-missing', (index) => (added.withIndex === index.name ? [] : [{ sql: createIndex(actual, index, dialect) }]));
  return [
    ...each('reference-unknown', ({ key }) => (key.name === undefined ? [] : [{ sql: alter(`DROP CONSTRAINT ${dialect.quoteName(key.name)}`), losesData: true }])),
    ...(numbering.length > 0 ? [] : unknown),
    ...added.changes,
    ...altered,
    ...missing,
    // The auto number may lose the one index without which the database does not take it only once it has the other.
    ...(numbering.length > 0 ? unknown : []),
    ...each('column-unknown', ({ column }) => [{ sql: alter(`DROP COLUMN ${dialect.quoteName(column)}`), losesData: true }]),
    ...each('reference-missing', ({ key }) => [{ sql: alter(`ADD ${foreignKeySql(key, dialect)}`) }]),
  ];
}

function isOf<Kind extends Difference['kind']>(difference: Difference, kind: Kind): difference is Difference & { readonly kind: Kind } {
  return difference.kind === kind;
}

function needsRebuild(difference: Difference, expected: Table, actual: Table, dialect: Dialect): boolean {
  switch (difference.kind) {
    case 'primary-key-differs':
    case 'auto-number-differs':
      return true;
    case 'column-missing':
      return dialect.comesWhole === true && /^(?:\(|current_)/i.test(columnOf(expected, difference.column)?.default ?? '');
    case 'column-unknown':
      // It cannot go before its index, nor the index before it.
      return dialect.autoNumberNeedsKey === true && columnOf(actual, difference.column)?.autoNumber === true;
    case 'reference-missing':
    case 'reference-unknown':
      return dialect.comesWhole === true;
    case 'index-unknown':
      return dialect.comesWhole === true && difference.constraint !== undefined;
    default:
      return false;
  }
}

function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** Statements that change columns; undefined where one can only be changed with the table. */
function alteredColumns(differences: readonly Difference[], expected: Table, actual: Table, dialect: Dialect): Change[] | undefined {
  const changed = new Map<string, Set<ColumnAspect>>();
  for (const difference of differences) {
    if (difference.kind === 'column-differs') changed.set(difference.column, (changed.get(difference.column) ?? new Set()).add(difference.aspect));
  }
  const changes: Change[] = [];
  for (const [name, aspects] of changed) {
    const [column, from] = [columnOf(expected, name), columnOf(actual, name)?.type ?? ''];
    const statements = column === undefined ? [] : dialect.alterColumn(qualifiedName(actual, dialect), columnSql(column, dialect), aspects, from);
    if (statements === undefined) return undefined;
    // A value that the other type does not hold is cut, or lost.
    changes.push(...statements.map((sql): Change => (aspects.has('type') ? { sql, losesData: true } : { sql })));
  }
  return changes;
}

/** Statements that add columns, and the index that comes with one. */
function addedColumns(differences: readonly Difference[], expected: Table, actual: Table, dialect: Dialect): { readonly changes: Change[]; readonly withIndex?: string } {
  const missing = differences.flatMap((difference) => (difference.kind === 'column-missing' ? (columnOf(expected, difference.column) ?? []) : []));
  const numbered = missing.find((column) => column.autoNumber === true);
  const [index] = numbered === undefined ? [] : numberingIndex(expected, dialect);
  const add = (column: Column) => dialect.addColumn(qualifiedName(actual, dialect), columnSql(column, dialect).definition);
  const statements = missing.flatMap((column) => (column === numbered && index !== undefined ? [] : [add(column), ...commentOn(actual, column, dialect)]));
  // The index may hold the other columns as well.
  if (numbered !== undefined && index !== undefined) statements.push(`${add(numbered)}, ADD ${inlineIndex(index, dialect)}`);
  return { changes: statements.map((sql) => ({ sql })), ...(index === undefined ? {} : { withIndex: index.name }) };
}

/** What no ALTER TABLE does in place: a second table takes the rows and then the name. All of it is for a person to decide on. */
function rebuild(expected: Table, actual: Table, dialect: Dialect): Change[] {
  const final = { ...expected, ...within(actual.schema, expected.name) };
  // Elsewhere the name of a reference may be the only one in the schema.
  const references = dialect.comesWhole === true ? [] : expected.foreignKeys;
  const beside = `${expected.name}_new`;
  const next = { ...final, name: dialect.nameProblem(beside) === undefined ? beside : 'table_new', foreignKeys: dialect.comesWhole === true ? expected.foreignKeys : [] };
  const { before, after } = dialect.replacing ?? {};
  return [
    ...(before === undefined ? [] : [before]),
    tableStatement(next, dialect),
    ...copyRows(next, actual, dialect),
    `DROP TABLE ${qualifiedName(actual, dialect)}`,
    dialect.renameTable?.(next, expected.name) ?? `ALTER TABLE ${qualifiedName(next, dialect)} RENAME TO ${dialect.quoteName(expected.name)}`,
    ...furnishings(final, dialect),
    ...references.map((key) => `ALTER TABLE ${qualifiedName(final, dialect)} ADD ${foreignKeySql(key, dialect)}`),
    ...(after === undefined ? [] : [after]),
  ].map((sql) => ({ sql, losesData: true }));
}

/** The rows of one table for another; a column that needs a value and has none yet has NULL in the place where a person puts one. */
function copyRows(next: Table, actual: Table, dialect: Dialect): readonly string[] {
  const copied = next.columns.filter((column) => columnOf(actual, column.name) !== undefined);
  const wanting = next.columns.filter((column) => !copied.includes(column) && !column.nullable && column.default === undefined && column.autoNumber !== true);
  if (copied.length === 0) return [];
  const names = (columns: readonly Column[]) => columns.map((column) => column.name);
  const valueOf = ({ name, type }: Column) => {
    const from = columnOf(actual, name)?.type ?? '';
    const quoted = dialect.quoteName(name);
    return dialect.normalizeType(from) === dialect.normalizeType(type) ? quoted : (dialect.convert?.(quoted, from, type) ?? quoted);
  };
  const values = [...copied.map(valueOf), ...wanting.map(() => 'NULL')].join(', ');
  const insert = `INSERT INTO ${qualifiedName(next, dialect)} (${columnList(names([...copied, ...wanting]), dialect)}) SELECT ${values} FROM ${qualifiedName(actual, dialect)}`;
  const numbered = copied.find((column) => column.autoNumber === true);
  return numbered === undefined ? [insert] : (dialect.keepNumbers?.(next, numbered.name, insert) ?? [insert]);
}

/** Changes as one text. No name in a statement can end the comment that it stands in. */
export function changeScript(changes: readonly Change[]): string {
  return changes.map(({ sql, losesData }) => (losesData === true ? commentedOut(`${sql};`) : `${sql};\n`)).join('\n');
}

function commentedOut(sql: string): string {
  return sql
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `-- ${line}\n`)
    .join('');
}
