import type { Catalog, Relation } from '../catalog';
import type { Row, Session, SqlValue } from '../session';
import { assembleTables, joinRows } from '../shared/assemble-tables';
import { textColumn } from '../shared/values';
import { mysqlDialect } from './dialect';

const RELATIONS = `SELECT table_name AS name, CASE WHEN table_type LIKE '%VIEW%' THEN 'view' ELSE 'table' END AS kind FROM information_schema.tables WHERE table_schema = ?`;

/** Of a long text MariaDB indexes as many characters as it can, without being asked to. */
const MOST_INDEXED = 768;

export const mysqlCatalog: Catalog = {
  async schemas(session) {
    const rows = await session.query(`SELECT schema_name AS name, schema_name = database() AS current FROM information_schema.schemata
      WHERE schema_name NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') ORDER BY schema_name`);
    const current = rows.find((row) => Number(row['current']) === 1);
    return { names: rows.map((row) => text(row, 'name')), ...(current === undefined ? {} : { current: text(current, 'name') }) };
  },
  relations: async (session, schema) => (await session.query(`${RELATIONS} ORDER BY table_name`, [schema])).map((row) => relation(row, schema)),
  async tables(session, schema, wanted) {
    if (wanted.length === 0) return [];
    const values = [schema, ...wanted];
    const named = `table_name IN (${wanted.map(() => '?').join(', ')})`;
    const relations = await session.query(`${RELATIONS} AND ${named} ORDER BY table_name`, values);
    const foreignKeys = await foreignKeysOf(session, named, values);
    const keyed = new Set(foreignKeys.map(columnsKey));
    const indexes = await indexesOf(session, named, values);
    return assembleTables(relations.map((row) => relation(row, schema)), {
      columns: await columnsOf(session, named, values),
      // The server makes an index for a foreign key by itself where there is none.
      indexes: indexes.map((index) => (!index.unique && keyed.has(columnsKey(index)) ? { ...index, supports: true } : index)),
      foreignKeys,
    });
  },
};

async function columnsOf(session: Session, named: string, values: readonly SqlValue[]) {
  const mariaDb = (textColumn((await session.query('SELECT version() AS version'))[0], 'version') ?? '').includes('MariaDB');
  const rows = await session.query(
    `SELECT table_name AS \`of\`, column_name AS name, column_type AS type, is_nullable AS nullable, column_default AS fallback, extra AS extra, column_comment AS comment
      FROM information_schema.columns WHERE table_schema = ? AND ${named} ORDER BY table_name, ordinal_position`,
    values,
  );
  const json = mariaDb ? await jsonColumns(session, named, values) : new Set<string>();
  return rows.map((row) => {
    const [of, name, extra, comment] = [text(row, 'of'), text(row, 'name'), text(row, 'extra').toLowerCase(), textColumn(row, 'comment')];
    const fallback = mariaDb ? textColumn(row, 'fallback') : plainDefault(row['fallback'], extra);
    return {
      of,
      name,
      type: json.has(JSON.stringify([of, name])) ? 'json' : text(row, 'type'),
      nullable: row['nullable'] === 'YES',
      ...(fallback === undefined || fallback === 'NULL' ? {} : { default: fallback }),
      ...(extra.includes('auto_increment') ? { autoNumber: true } : {}),
      ...(/(virtual|stored|persistent)/.test(extra) ? { generated: true } : {}),
      ...(comment === undefined ? {} : { comment }),
    };
  });
}

/** MySQL gives a literal without its quotes, MariaDB as SQL. */
function plainDefault(value: unknown, extra: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  return extra.includes('default_generated') || /^current_timestamp/i.test(value) || /^b'[01]*'$/.test(value) ? value : mysqlDialect.quoteText(value);
}

/** MariaDB keeps JSON as a text with a check. */
async function jsonColumns(session: Session, named: string, values: readonly SqlValue[]): Promise<ReadonlySet<string>> {
  const rows = await session.query(`SELECT table_name AS \`of\`, constraint_name AS name, check_clause AS clause FROM information_schema.check_constraints WHERE constraint_schema = ? AND ${named}`, values);
  return new Set(rows.flatMap((row) => (text(row, 'clause') === `json_valid(${mysqlDialect.quoteName(text(row, 'name'))})` ? [JSON.stringify([text(row, 'of'), text(row, 'name')])] : [])));
}

async function indexesOf(session: Session, named: string, values: readonly SqlValue[]) {
  const rows = await session.query(
    `SELECT table_name AS \`of\`, index_name AS name, non_unique AS repeated, column_name AS part, sub_part AS prefix
      FROM information_schema.statistics WHERE table_schema = ? AND ${named} ORDER BY table_name, index_name, seq_in_index`,
    values,
  );
  return joinRows(rows, keyOf, (row, all) => ({
    of: text(row, 'of'),
    name: text(row, 'name'),
    unique: Number(row['repeated']) === 0,
    primary: row['name'] === 'PRIMARY',
    columns: all.every((part) => typeof part['part'] === 'string' && (part['prefix'] === null || Number(part['prefix']) >= MOST_INDEXED)) ? all.map((part) => text(part, 'part')) : [],
  }));
}

async function foreignKeysOf(session: Session, named: string, values: readonly SqlValue[]) {
  const rows = await session.query(
    `SELECT table_name AS \`of\`, constraint_name AS name, column_name AS part, referenced_table_schema AS \`schema\`, referenced_table_name AS target, referenced_column_name AS target_column
      FROM information_schema.key_column_usage WHERE table_schema = ? AND ${named} AND referenced_table_name IS NOT NULL ORDER BY table_name, constraint_name, ordinal_position`,
    values,
  );
  return joinRows(rows, keyOf, (row, all) => ({
    of: text(row, 'of'),
    name: text(row, 'name'),
    columns: all.map((part) => text(part, 'part')),
    table: { schema: text(row, 'schema'), name: text(row, 'target') },
    references: all.map((part) => text(part, 'target_column')),
  }));
}

function columnsKey({ of, columns }: { readonly of: string; readonly columns: readonly string[] }): string {
  return JSON.stringify([of, columns]);
}

function keyOf(row: Row): string {
  return JSON.stringify([row['of'], row['name']]);
}

function relation(row: Row, schema: string): Relation {
  return { schema, name: text(row, 'name'), kind: row['kind'] === 'view' ? 'view' : 'table' };
}

function text(row: Row, name: string): string {
  return textColumn(row, name) ?? '';
}
