import type { Catalog, Relation } from '../catalog';
import type { Row, Session } from '../session';
import { assembleTables } from '../shared/assemble-tables';
import { textColumn } from '../shared/values';

const RELATIONS = `SELECT c.relname AS name, CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition`;

/** Names go as one JSON text, so that one statement serves any number of them. */
const NAMED = `FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
  JOIN json_array_elements_text($2::json) wanted(name) ON wanted.name = c.relname`;

const COLUMNS = `SELECT c.relname AS "of", a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
    pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS "default", a.attidentity <> '' AS identity, a.attgenerated <> '' AS generated,
    pg_catalog.col_description(c.oid, a.attnum) AS comment
  ${NAMED} JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') ORDER BY c.relname, a.attnum`;

const names = (relation: string, key: string, limit = '') => `(SELECT json_agg(a.attname ORDER BY k.place)::text
    FROM unnest(${key}::int2[]) WITH ORDINALITY k(number, place) JOIN pg_catalog.pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.number ${limit})`;

const INDEXES = `SELECT c.relname AS "of", ic.relname AS name, i.indisunique AS "unique", i.indisprimary AS "primary",
    (SELECT k.conname FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype = 'u') AS "constraint",
    CASE WHEN i.indexprs IS NULL AND i.indpred IS NULL THEN ${names('c.oid', 'i.indkey', 'WHERE k.place <= i.indnkeyatts')} END AS columns
  ${NAMED} JOIN pg_catalog.pg_index i ON i.indrelid = c.oid JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid ORDER BY c.relname, ic.relname`;

const FOREIGN_KEYS = `SELECT c.relname AS "of", f.conname AS name, tn.nspname AS schema, t.relname AS "table",
    ${names('f.conrelid', 'f.conkey')} AS columns, ${names('f.confrelid', 'f.confkey')} AS "references"
  ${NAMED} JOIN pg_catalog.pg_constraint f ON f.conrelid = c.oid AND f.contype = 'f'
  JOIN pg_catalog.pg_class t ON t.oid = f.confrelid JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace ORDER BY c.relname, f.conname`;

export const postgresqlCatalog: Catalog = {
  async schemas(session) {
    const rows = await session.query(`SELECT nspname AS name, nspname = current_schema() AS current FROM pg_catalog.pg_namespace
      WHERE nspname <> 'information_schema' AND nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(oid, 'USAGE') ORDER BY nspname`);
    const current = rows.find((row) => row['current'] === true);
    return { names: rows.map((row) => text(row, 'name')), ...(current === undefined ? {} : { current: text(current, 'name') }) };
  },
  relations: async (session, schema) => (await session.query(`${RELATIONS} ORDER BY c.relname`, [schema])).map((row) => relation(row, schema)),
  async tables(session, schema, wanted) {
    const values = [schema, JSON.stringify(wanted)];
    const relations = await session.query(`${RELATIONS} AND c.relname IN (SELECT json_array_elements_text($2::json)) ORDER BY c.relname`, values);
    return assembleTables(relations.map((row) => relation(row, schema)), {
      columns: await columns(session, values),
      indexes: (await session.query(INDEXES, values)).map(toIndex),
      foreignKeys: (await session.query(FOREIGN_KEYS, values)).map((row) => ({
        of: text(row, 'of'),
        name: text(row, 'name'),
        columns: list(row, 'columns'),
        table: { schema: text(row, 'schema'), name: text(row, 'table') },
        references: list(row, 'references'),
      })),
    });
  },
};

async function columns(session: Session, values: readonly string[]) {
  const rows = await session.query(COLUMNS, values);
  return rows.map((row) => {
    const [fallback, comment] = [textColumn(row, 'default'), textColumn(row, 'comment')];
    // A serial column is one with a sequence for its default.
    const autoNumber = row['identity'] === true || fallback?.startsWith('nextval(') === true;
    return {
      of: text(row, 'of'),
      name: text(row, 'name'),
      type: text(row, 'type'),
      nullable: row['nullable'] === true,
      ...(autoNumber ? { autoNumber: true } : {}),
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(row['generated'] === true ? { generated: true } : {}),
      ...(comment === undefined ? {} : { comment }),
    };
  });
}

function toIndex(row: Row) {
  const constraint = textColumn(row, 'constraint');
  return {
    of: text(row, 'of'),
    name: text(row, 'name'),
    unique: row['unique'] === true,
    primary: row['primary'] === true,
    columns: list(row, 'columns'),
    ...(constraint === undefined ? {} : { constraint }),
  };
}

function relation(row: Row, schema: string): Relation {
  return { schema, name: text(row, 'name'), kind: row['kind'] === 'view' ? 'view' : 'table' };
}

function text(row: Row, name: string): string {
  return textColumn(row, name) ?? '';
}

function list(row: Row, name: string): string[] {
  const value: unknown = JSON.parse(textColumn(row, name) ?? '[]');
  return Array.isArray(value) ? value.map(String) : [];
}
