import type { Catalog, Column, Relation, Table } from '../catalog';
import type { Row, Session } from '../session';
import { assembleTables, joinRows } from '../shared/assemble-tables';
import { textColumn } from '../shared/values';
import { spellType } from './spell-type';

/** The fixed roles of a database have schemas as well. */
const SCHEMAS = `SELECT name, CASE WHEN name = SCHEMA_NAME() THEN 1 ELSE 0 END AS chosen FROM sys.schemas
  WHERE name NOT IN ('sys', 'INFORMATION_SCHEMA', 'guest', 'db_owner', 'db_accessadmin', 'db_securityadmin', 'db_ddladmin', 'db_backupoperator',
    'db_datareader', 'db_datawriter', 'db_denydatareader', 'db_denydatawriter') ORDER BY name`;

const RELATIONS = `SELECT o.name, CASE o.type WHEN 'V' THEN 'view' ELSE 'table' END AS kind
  FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE s.name = @p1 AND o.type IN ('U', 'V') AND o.is_ms_shipped = 0`;

/** A statement takes 2100 parameters, of which the driver needs some. */
const MOST_NAMES = 2000;

/** Of the names that follow the schema. Neither JSON, in databases of an older level, nor XML, in compatible servers, is to be had everywhere. */
const isNamed = (count: number): string => `o.name IN (${Array.from({ length: count }, (_, index) => `@p${index + 2}`).join(', ')})`;
const named = (count: number): string => `FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id AND s.name = @p1 AND o.type IN ('U', 'V') AND ${isNamed(count)}`;

// A type of people's own stands for one of the server's, those of the CLR for nothing else.
const columnsQuery = (count: number): string => `SELECT o.name AS [of], c.name, COALESCE(TYPE_NAME(c.system_type_id), TYPE_NAME(c.user_type_id)) AS type, c.max_length AS bytes, c.precision, c.scale,
    c.is_nullable AS nullable, c.is_identity AS [identity], c.is_computed AS generated, d.definition AS [default], CAST(p.value AS nvarchar(3750)) AS comment
  ${named(count)} JOIN sys.columns c ON c.object_id = o.object_id
  LEFT JOIN sys.default_constraints d ON d.object_id = c.default_object_id
  LEFT JOIN sys.extended_properties p ON p.class = 1 AND p.major_id = c.object_id AND p.minor_id = c.column_id AND p.name = N'MS_Description'
  ORDER BY o.name, c.column_id`;

/** Included columns are no part of an index's key; an index of another kind than a tree, or with a condition, is more than its columns. */
const indexesQuery = (count: number): string => `SELECT o.name AS [of], i.name, i.is_unique AS [unique], i.is_primary_key AS is_primary, i.is_unique_constraint AS is_constraint, CASE WHEN i.type IN (1, 2) AND i.has_filter = 0 THEN 1 ELSE 0 END AS plain, c.name AS part
  ${named(count)} JOIN sys.indexes i ON i.object_id = o.object_id AND i.type > 0 AND i.is_hypothetical = 0
  JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.is_included_column = 0
  JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id
  ORDER BY o.name, i.name, k.key_ordinal`;

const foreignKeysQuery = (count: number): string => `SELECT o.name AS [of], f.name, c.name AS part, SCHEMA_NAME(t.schema_id) AS [schema], t.name AS target, r.name AS target_column
  ${named(count)} JOIN sys.foreign_keys f ON f.parent_object_id = o.object_id
  JOIN sys.foreign_key_columns k ON k.constraint_object_id = f.object_id
  JOIN sys.columns c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
  JOIN sys.objects t ON t.object_id = f.referenced_object_id
  JOIN sys.columns r ON r.object_id = k.referenced_object_id AND r.column_id = k.referenced_column_id
  ORDER BY o.name, f.name, k.constraint_column_id`;

export const sqlserverCatalog: Catalog = {
  async schemas(session) {
    const rows = await session.query(SCHEMAS);
    const current = rows.find((row) => Number(row['chosen']) === 1);
    return { names: rows.map((row) => text(row, 'name')), ...(current === undefined ? {} : { current: text(current, 'name') }) };
  },
  relations: async (session, schema) => (await session.query(`${RELATIONS} ORDER BY o.name`, [schema])).map((row) => relation(row, schema)),
  async tables(session, schema, wanted) {
    const tables: Table[] = [];
    for (let at = 0; at < wanted.length; at += MOST_NAMES) tables.push(...(await tablesOf(session, schema, wanted.slice(at, at + MOST_NAMES))));
    return tables;
  },
};

async function tablesOf(session: Session, schema: string, names: readonly string[]): Promise<Table[]> {
  const count = names.length;
  const values = [schema, ...names];
  const relations = await session.query(`${RELATIONS} AND ${isNamed(count)} ORDER BY o.name`, values);
  return assembleTables(relations.map((row) => relation(row, schema)), {
    columns: (await session.query(columnsQuery(count), values)).map(column),
    indexes: joinRows(await session.query(indexesQuery(count), values), keyOf, (row, all) => ({
      of: text(row, 'of'),
      name: text(row, 'name'),
      unique: is(row, 'unique'),
      primary: is(row, 'is_primary'),
      columns: is(row, 'plain') ? all.map((part) => text(part, 'part')) : [],
      ...(is(row, 'is_constraint') ? { constraint: text(row, 'name') } : {}),
    })),
    foreignKeys: joinRows(await session.query(foreignKeysQuery(count), values), keyOf, (row, all) => ({
      of: text(row, 'of'),
      name: text(row, 'name'),
      columns: all.map((part) => text(part, 'part')),
      table: { schema: text(row, 'schema'), name: text(row, 'target') },
      references: all.map((part) => text(part, 'target_column')),
    })),
  });
}

function column(row: Row): Column & { readonly of: string } {
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
