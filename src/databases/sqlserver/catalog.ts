import type { Catalog, Column, Relation } from '../catalog';
import type { Row, Session } from '../contract';
import { assembleTables, joinRows } from '../shared/assemble-tables';
import { textColumn } from '../shared/values';
import { spellType } from './spell-type';

const RELATIONS = `SELECT o.name, CASE o.type WHEN 'V' THEN 'view' ELSE 'table' END AS kind
  FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE s.name = @p1 AND o.type IN ('U', 'V') AND o.is_ms_shipped = 0`;

/** Names go as one XML text, so that one statement serves any number of them; JSON is not to be had in databases of an older level. */
const WANTED = `(SELECT CAST(@p2 AS xml) AS names) given CROSS APPLY given.names.nodes('/n') one(name)`;
const NAMED = `FROM ${WANTED} JOIN sys.objects o ON o.name = one.name.value('.', 'nvarchar(128)') COLLATE DATABASE_DEFAULT AND o.type IN ('U', 'V')
  JOIN sys.schemas s ON s.schema_id = o.schema_id AND s.name = @p1`;

// A type of people's own stands for one of the server's, those of the CLR for nothing else.
const COLUMNS = `SELECT o.name AS [of], c.name, COALESCE(TYPE_NAME(c.system_type_id), TYPE_NAME(c.user_type_id)) AS type, c.max_length AS bytes, c.precision, c.scale,
    c.is_nullable AS nullable, c.is_identity AS [identity], c.is_computed AS generated, d.definition AS [default], CAST(p.value AS nvarchar(3750)) AS comment
  ${NAMED} JOIN sys.columns c ON c.object_id = o.object_id
  LEFT JOIN sys.default_constraints d ON d.object_id = c.default_object_id
  LEFT JOIN sys.extended_properties p ON p.class = 1 AND p.major_id = c.object_id AND p.minor_id = c.column_id AND p.name = N'MS_Description'
  ORDER BY o.name, c.column_id`;

/** Included columns are no part of an index's key; an index of another kind than a tree, or with a condition, is more than its columns. */
const INDEXES = `SELECT o.name AS [of], i.name, i.is_unique AS [unique], i.is_primary_key AS [primary], CASE WHEN i.type IN (1, 2) AND i.has_filter = 0 THEN 1 ELSE 0 END AS plain, c.name AS part
  ${NAMED} JOIN sys.indexes i ON i.object_id = o.object_id AND i.type > 0 AND i.is_hypothetical = 0
  JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.is_included_column = 0
  JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id
  ORDER BY o.name, i.name, k.key_ordinal`;

const FOREIGN_KEYS = `SELECT o.name AS [of], f.name, c.name AS part, SCHEMA_NAME(t.schema_id) AS [schema], t.name AS target, r.name AS target_column
  ${NAMED} JOIN sys.foreign_keys f ON f.parent_object_id = o.object_id
  JOIN sys.foreign_key_columns k ON k.constraint_object_id = f.object_id
  JOIN sys.columns c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
  JOIN sys.objects t ON t.object_id = f.referenced_object_id
  JOIN sys.columns r ON r.object_id = k.referenced_object_id AND r.column_id = k.referenced_column_id
  ORDER BY o.name, f.name, k.constraint_column_id`;

export const sqlserverCatalog: Catalog = {
  async schemas(session) {
    // The fixed roles of a database have schemas as well, with numbers from 16384.
    const rows = await session.query(`SELECT name, CASE WHEN name = SCHEMA_NAME() THEN 1 ELSE 0 END AS chosen FROM sys.schemas
      WHERE schema_id < 16384 AND name NOT IN ('sys', 'INFORMATION_SCHEMA', 'guest') ORDER BY name`);
    const current = rows.find((row) => Number(row['chosen']) === 1);
    return { names: rows.map((row) => text(row, 'name')), ...(current === undefined ? {} : { current: text(current, 'name') }) };
  },
  relations: async (session, schema) => (await session.query(`${RELATIONS} ORDER BY o.name`, [schema])).map((row) => relation(row, schema)),
  async tables(session, schema, wanted) {
    const values = [schema, xmlOf(wanted)];
    const relations = await session.query(`${RELATIONS} AND o.name IN (SELECT one.name.value('.', 'nvarchar(128)') COLLATE DATABASE_DEFAULT FROM ${WANTED}) ORDER BY o.name`, values);
    return assembleTables(relations.map((row) => relation(row, schema)), {
      columns: await columnsOf(session, values),
      indexes: joinRows(await session.query(INDEXES, values), keyOf, (row, all) => ({
        of: text(row, 'of'),
        name: text(row, 'name'),
        unique: is(row, 'unique'),
        primary: is(row, 'primary'),
        columns: is(row, 'plain') ? all.map((part) => text(part, 'part')) : [],
      })),
      foreignKeys: joinRows(await session.query(FOREIGN_KEYS, values), keyOf, (row, all) => ({
        of: text(row, 'of'),
        name: text(row, 'name'),
        columns: all.map((part) => text(part, 'part')),
        table: { schema: text(row, 'schema'), name: text(row, 'target') },
        references: all.map((part) => text(part, 'target_column')),
      })),
    });
  },
};

async function columnsOf(session: Session, values: readonly string[]): Promise<(Column & { readonly of: string })[]> {
  const rows = await session.query(COLUMNS, values);
  return rows.map((row) => {
    const [fallback, comment] = [textColumn(row, 'default'), textColumn(row, 'comment')];
    return {
      of: text(row, 'of'),
      name: text(row, 'name'),
      type: spellType(row),
      nullable: is(row, 'nullable'),
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(is(row, 'identity') ? { autoNumber: true } : {}),
      ...(is(row, 'generated') ? { generated: true } : {}),
      ...(comment === undefined ? {} : { comment }),
    };
  });
}

function xmlOf(names: readonly string[]): string {
  const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return names.map((name) => `<n>${name.replace(/[&<>]/g, (character) => escaped[character] ?? character)}</n>`).join('');
}

function relation(row: Row, schema: string): Relation {
  return { schema, name: text(row, 'name'), kind: row['kind'] === 'view' ? 'view' : 'table' };
}

/** A bit is a boolean of the driver. */
function is(row: Row, name: string): boolean {
  return Number(row[name]) === 1;
}

function keyOf(row: Row): string {
  return JSON.stringify([row['of'], row['name']]);
}

function text(row: Row, name: string): string {
  return textColumn(row, name) ?? '';
}
