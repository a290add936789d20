import type { Catalog, Column, Relation } from '../catalog';
import type { Row, Session, SqlValue } from '../session';
import { assembleTables, joinRows } from './assemble-tables';
import { spellType } from './oracle-like-type';
import { textColumn } from './values';

/** Where the views with which Oracle and DM describe themselves differ. Every column has its alias in quotes. */
export interface OracleLikeViews {
  /** A statement for `name` and `chosen`: schemas of people in the order of their names, and 1 for the one in use. */
  readonly schemas: string;
  /** A query for `owner`, `name` and `kind` of all tables and views. */
  readonly relations: string;
  /** The view of columns, what in it tells `identity` and `generated` by the word YES, and a condition for columns of people. */
  readonly columns: { readonly view: string; readonly more: string; readonly condition: string };
  /** How a statement marks where its value at a position goes; positions begin with 1. */
  readonly placeholder: (position: number) => string;
  /** Columns whose rows are numbered, as `of` and `name`, where the view of columns does not tell. */
  readonly numbered?: (session: Session, named: (column: string) => string, values: readonly SqlValue[]) => Promise<readonly Row[]>;
}

/** More values a list in parentheses may not have. */
const MOST_IN_LIST = 1000;

export function oracleLikeCatalog(views: OracleLikeViews): Catalog {
  const relationsOf = (named: string): string => `SELECT "name", "kind" FROM (${views.relations}) r WHERE "owner" = ${views.placeholder(1)}${named} ORDER BY "name"`;
  return {
    async schemas(session) {
      const rows = await session.query(views.schemas);
      const current = rows.find((row) => Number(row['chosen']) === 1);
      return { names: rows.map((row) => text(row, 'name')), ...(current === undefined ? {} : { current: text(current, 'name') }) };
    },
    relations: async (session, schema) => (await session.query(relationsOf(''), [schema])).map((row) => relation(row, schema)),
    async tables(session, schema, wanted) {
      if (wanted.length === 0) return [];
      const values = [schema, ...wanted];
      const named = (column: string): string => oneOf(column, wanted.length, views.placeholder);
      const relations = await session.query(relationsOf(` AND ${named('"name"')}`), values);
      const keys = await session.query(keysQuery(views, named), values);
      const foreign = keys.filter((row) => row['kind'] === 'R');
      const primary = joinRows(keys.filter((row) => row['kind'] === 'P'), keyOf, (row, all) => ({
        of: text(row, 'of'),
        name: text(row, 'name'),
        unique: true,
        primary: true,
        columns: all.map((part) => text(part, 'part')),
      }));
      const ofKeys = new Set(keys.filter((row) => row['kind'] === 'P').map((row) => JSON.stringify([row['of'], row['index_name']])));
      const constraints = new Map(keys.filter((row) => row['kind'] === 'U').map((row) => [JSON.stringify([row['of'], row['index_name']]), text(row, 'name')]));
      const indexes = await session.query(indexesQuery(views, named), values);
      return assembleTables(relations.map((row) => relation(row, schema)), {
        columns: await columnsOf(views, session, named, values),
        indexes: [...primary, ...joinRows(indexes.filter((row) => !ofKeys.has(keyOf(row))), keyOf, (row, all) => index(row, all, constraints.get(keyOf(row))))],
        foreignKeys: joinRows(foreign, keyOf, (row, all) => ({
          of: text(row, 'of'),
          name: text(row, 'name'),
          columns: all.map((part) => text(part, 'part')),
          table: { schema: text(row, 'schema'), name: text(row, 'target') },
          references: all.map((part) => text(part, 'target_column')),
        })),
      });
    },
  };
}

/** `column IN (:2, :3)`, for the names that follow the schema; several lists where one may not be as long. */
function oneOf(column: string, count: number, placeholder: OracleLikeViews['placeholder']): string {
  const lists: string[] = [];
  for (let first = 0; first < count; first += MOST_IN_LIST) {
    const places = Array.from({ length: Math.min(MOST_IN_LIST, count - first) }, (_, index) => placeholder(first + index + 2));
    lists.push(`${column} IN (${places.join(', ')})`);
  }
  return `(${lists.join(' OR ')})`;
}

async function columnsOf(views: OracleLikeViews, session: Session, named: (column: string) => string, values: readonly SqlValue[]): Promise<(Column & { readonly of: string })[]> {
  const { view, more, condition } = views.columns;
  const rows = await session.query(
    `SELECT c.table_name AS "of", c.column_name AS "name", c.data_type AS "type", c.data_length AS "bytes", c.char_length AS "characters", c.char_used AS "unit",
        c.data_precision AS "precision", c.data_scale AS "scale", c.nullable AS "nullable", c.data_default AS "fallback", ${more}, m.comments AS "comment"
      FROM ${view} c LEFT JOIN all_col_comments m ON m.owner = c.owner AND m.table_name = c.table_name AND m.column_name = c.column_name
      WHERE c.owner = ${views.placeholder(1)} AND ${named('c.table_name')}${condition} ORDER BY c.table_name, c.column_id`,
    values,
  );
  const numbered = new Set((await views.numbered?.(session, named, values))?.map((row) => JSON.stringify([row['of'], row['name']])));
  return rows.map((row) => {
    const [fallback, comment] = [textColumn(row, 'fallback')?.trim(), textColumn(row, 'comment')];
    const autoNumber = row['identity'] === 'YES' || numbered.has(keyOf(row)) || (fallback !== undefined && /\bnextval"?$/i.test(fallback));
    return {
      of: text(row, 'of'),
      name: text(row, 'name'),
      type: spellType(row),
      nullable: row['nullable'] === 'Y',
      ...(autoNumber ? { autoNumber: true } : fallback === undefined || /^(null)?$/i.test(fallback) ? {} : { default: fallback }),
      ...(row['generated'] === 'YES' ? { generated: true } : {}),
      ...(comment === undefined ? {} : { comment }),
    };
  });
}

function indexesQuery({ placeholder }: OracleLikeViews, named: (column: string) => string): string {
  return `SELECT i.table_name AS "of", i.index_name AS "name", i.uniqueness AS "uniqueness", i.index_type AS "kind", c.column_name AS "part"
    FROM all_indexes i JOIN all_ind_columns c ON c.index_owner = i.owner AND c.index_name = i.index_name
    WHERE i.table_owner = ${placeholder(1)} AND ${named('i.table_name')} ORDER BY i.table_name, i.index_name, c.column_position`;
}

/** Keys and unique constraints, one row for each column. */
function keysQuery({ placeholder }: OracleLikeViews, named: (column: string) => string): string {
  return `SELECT k.table_name AS "of", k.constraint_name AS "name", k.constraint_type AS "kind", k.index_name AS "index_name", c.column_name AS "part",
      r.owner AS "schema", r.table_name AS "target", r.column_name AS "target_column"
    FROM all_constraints k JOIN all_cons_columns c ON c.owner = k.owner AND c.constraint_name = k.constraint_name AND c.table_name = k.table_name
    LEFT JOIN all_cons_columns r ON r.owner = k.r_owner AND r.constraint_name = k.r_constraint_name AND r.position = c.position
    WHERE k.owner = ${placeholder(1)} AND k.constraint_type IN ('P', 'R', 'U') AND ${named('k.table_name')} ORDER BY k.table_name, k.constraint_name, c.position`;
}

function index(row: Row, all: readonly Row[], constraint: string | undefined) {
  const parts = all.map((part) => text(part, 'part'));
  // An expression, a descending column among them, stands in a hidden column.
  const plain = !/FUNCTION-BASED|DOMAIN/.test(text(row, 'kind')) && parts.every((part) => !part.startsWith('SYS_NC'));
  return { of: text(row, 'of'), name: text(row, 'name'), unique: row['uniqueness'] === 'UNIQUE', primary: false, columns: plain ? parts : [], ...(constraint === undefined ? {} : { constraint }) };
}

function relation(row: Row, schema: string): Relation {
  return { schema, name: text(row, 'name'), kind: row['kind'] === 'view' ? 'view' : 'table' };
}

function keyOf(row: Row): string {
  return JSON.stringify([row['of'], row['name']]);
}

function text(row: Row, name: string): string {
  return textColumn(row, name) ?? '';
}
