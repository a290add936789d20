import type { Catalog, Relation } from '../catalog';
import type { Row } from '../session';
import { assembleTables, joinRows } from '../shared/assemble-tables';
import { numberColumn, textColumn } from '../shared/values';

const RELATIONS = `SELECT m.name AS name, m.type AS kind FROM sqlite_master m WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;
/** A list that is joined would be gone through for every table of the file. */
const NAMED = 'm.name IN (SELECT value FROM json_each(?))';

const COLUMNS = `SELECT m.name AS "of", x.name AS name, x.type AS type, x."notnull" AS needed, x.dflt_value AS fallback, x.pk AS place, x.hidden AS hidden,
    m.type = 'table' AND x.pk = 1 AND upper(x.type) = 'INTEGER' AND (SELECT count(*) FROM pragma_table_info(m.name) k WHERE k.pk > 0) = 1 AND upper(m.sql) NOT LIKE '%WITHOUT ROWID%' AS numbered
  FROM sqlite_master m JOIN pragma_table_xinfo(m.name) x WHERE ${NAMED} AND m.type IN ('table', 'view') AND x.hidden <> 1 ORDER BY m.name, x.cid`;

const INDEXES = `SELECT m.name AS "of", l.name AS name, l."unique" AS is_unique, l.partial AS partial, l.origin AS origin, i.name AS part
  FROM sqlite_master m JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i WHERE ${NAMED} AND m.type = 'table' ORDER BY m.name, l.name, i.seqno`;

const FOREIGN_KEYS = `SELECT m.name AS "of", f.id AS id, f."table" AS target, f."from" AS part, f."to" AS target_column
  FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE ${NAMED} AND m.type = 'table' ORDER BY m.name, f.id, f.seq`;

/** A file has one schema as far as applications are concerned. */
export const sqliteCatalog: Catalog = {
  schemas: () => Promise.resolve({ names: ['main'], current: 'main' }),
  relations: async (session) => (await session.query(`${RELATIONS} ORDER BY m.name`)).map(relation),
  async tables(session, _schema, wanted) {
    const values = [JSON.stringify(wanted)];
    const relations = await session.query(`${RELATIONS} AND ${NAMED} ORDER BY m.name`, values);
    const columns = await session.query(COLUMNS, values);
    const keys = joinRows(
      columns.filter((row) => Number(row['place']) > 0),
      (row) => text(row, 'of'),
      (row, all) => ({ of: text(row, 'of'), name: '', unique: true, primary: true, columns: [...all].sort((a, b) => Number(a['place']) - Number(b['place'])).map((part) => text(part, 'name')) }),
    );
    return assembleTables(relations.map(relation), {
      columns: columns.map(toColumn),
      indexes: [...keys, ...joinRows((await session.query(INDEXES, values)).filter((row) => row['origin'] !== 'pk'), (row) => JSON.stringify([row['of'], row['name']]), toIndex)],
      foreignKeys: joinRows(await session.query(FOREIGN_KEYS, values), (row) => JSON.stringify([row['of'], row['id']]), toForeignKey),
    });
  },
};

function toColumn(row: Row) {
  const fallback = textColumn(row, 'fallback');
  return {
    of: text(row, 'of'),
    name: text(row, 'name'),
    type: text(row, 'type'),
    nullable: Number(row['needed']) === 0,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(Number(row['numbered']) === 1 ? { autoNumber: true } : {}),
    ...((numberColumn(row, 'hidden') ?? 0) > 1 ? { generated: true } : {}),
  };
}

function toIndex(row: Row, all: readonly Row[]) {
  const plain = Number(row['partial']) === 0 && all.every((part) => typeof part['part'] === 'string');
  const name = text(row, 'name');
  return {
    of: text(row, 'of'),
    name,
    unique: Number(row['is_unique']) === 1,
    primary: false,
    columns: plain ? all.map((part) => text(part, 'part')) : [],
    ...(row['origin'] === 'u' ? { constraint: name } : {}),
  };
}

function toForeignKey(row: Row, all: readonly Row[]) {
  return { of: text(row, 'of'), columns: all.map((part) => text(part, 'part')), table: { schema: 'main', name: text(row, 'target') }, references: all.map((part) => text(part, 'target_column')) };
}

function relation(row: Row): Relation {
  return { schema: 'main', name: text(row, 'name'), kind: row['kind'] === 'view' ? 'view' : 'table' };
}

function text(row: Row, name: string): string {
  return textColumn(row, name) ?? '';
}
