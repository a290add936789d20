import type { Table } from '../databases/catalog';
import type { ColumnAspect, Dialect } from '../databases/dialect';
import type { Difference } from './compare';
import { within } from '../databases/shared/quoting';
import { columnList, columnSql, commentOn, createIndex, createTable, foreignKeySql, furnishings, qualifiedName, tableStatement } from './ddl';

/** A statement that would change a table. One that can lose data is written as a comment, for a person to decide on. */
export interface Change {
  readonly sql: string;
  readonly losesData?: true;
}

/** The statements that would make a table what its model says. Nothing here runs them. */
export function bringTogether(differences: readonly Difference[], expected: Table, actual: Table | undefined, dialect: Dialect): Change[] {
  if (actual === undefined) return createTable(expected, dialect).map((sql) => ({ sql }));
  const changed = changedColumns(differences);
  const alterations = expected.columns.flatMap((column) => {
    const aspects = changed.get(column.name);
    if (aspects === undefined) return [];
    const statements = dialect.alterColumn(qualifiedName(actual, dialect), columnSql(column, dialect), aspects);
    // A value that the other type does not hold is cut, or lost.
    return statements === undefined ? [undefined] : statements.map((sql): Change => (aspects.has('type') ? { sql, losesData: true } : { sql }));
  });
  if (alterations.includes(undefined) || differences.some((difference) => needsRebuild(difference, dialect))) return rebuild(expected, actual, dialect);
  return [
    ...differences.flatMap((difference) => additions(difference, expected, actual, dialect)),
    ...alterations.filter((change) => change !== undefined),
    ...differences.flatMap((difference) => removals(difference, actual, dialect)),
  ];
}

function needsRebuild(difference: Difference, dialect: Dialect): boolean {
  switch (difference.kind) {
    case 'primary-key-differs':
    case 'auto-number-differs':
      return true;
    case 'reference-missing':
    case 'reference-unknown':
      return dialect.comesWhole === true;
    case 'index-unknown':
      // An index that the database made for a constraint, and that goes with it only.
      return dialect.nameProblem(difference.name) !== undefined;
    default:
      return false;
  }
}

function changedColumns(differences: readonly Difference[]): ReadonlyMap<string, ReadonlySet<ColumnAspect>> {
  const changed = new Map<string, Set<ColumnAspect>>();
  for (const difference of differences) {
    if (difference.kind === 'column-differs') changed.set(difference.column, (changed.get(difference.column) ?? new Set()).add(difference.aspect));
  }
  return changed;
}

function additions(difference: Difference, expected: Table, actual: Table, dialect: Dialect): Change[] {
  const table = qualifiedName(actual, dialect);
  switch (difference.kind) {
    case 'column-missing': {
      const column = expected.columns.find((candidate) => candidate.name === difference.column);
      if (column === undefined) return [];
      return [dialect.addColumn(table, columnSql(column, dialect).definition), ...commentOn(actual, column, dialect)].map((sql) => ({ sql }));
    }
    case 'index-missing':
      return [{ sql: createIndex(actual, difference, dialect) }];
    case 'reference-missing':
      return [{ sql: `ALTER TABLE ${table} ADD ${foreignKeySql(difference.key, dialect)}` }];
    default:
      return [];
  }
}

function removals(difference: Difference, actual: Table, dialect: Dialect): Change[] {
  const table = qualifiedName(actual, dialect);
  switch (difference.kind) {
    case 'column-unknown':
      return [{ sql: `ALTER TABLE ${table} DROP COLUMN ${dialect.quoteName(difference.column)}`, losesData: true }];
    case 'index-unknown':
      return [{ sql: dialect.dropIndex(table, difference.name, actual.schema), losesData: true }];
    case 'reference-unknown':
      return difference.key.name === undefined ? [] : [{ sql: `ALTER TABLE ${table} DROP CONSTRAINT ${dialect.quoteName(difference.key.name)}`, losesData: true }];
    default:
      return [];
  }
}

/** What no ALTER TABLE does in place: a second table takes the rows and then the name. All of it is for a person to decide on. */
function rebuild(expected: Table, actual: Table, dialect: Dialect): Change[] {
  const final = { ...expected, ...within(actual.schema, expected.name) };
  const next = { ...final, name: `${expected.name}_new` };
  const kept = expected.columns.map((column) => column.name).filter((name) => actual.columns.some((column) => column.name === name));
  const columns = columnList(kept, dialect);
  return [
    tableStatement(next, dialect),
    ...(kept.length === 0 ? [] : [`INSERT INTO ${qualifiedName(next, dialect)} (${columns}) SELECT ${columns} FROM ${qualifiedName(actual, dialect)}`]),
    `DROP TABLE ${qualifiedName(actual, dialect)}`,
    `ALTER TABLE ${qualifiedName(next, dialect)} RENAME TO ${dialect.quoteName(expected.name)}`,
    ...furnishings(final, dialect),
  ].map((sql) => ({ sql, losesData: true }));
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
