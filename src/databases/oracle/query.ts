import oracledb, { type Connection } from 'oracledb';
import type { Row, SqlValue } from '../session';

/** Runs a statement with placeholders `:1`, `:2` and so on. All rows are fetched, and large texts as texts. */
export async function queryRows(connection: Connection, sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
  const { rows = [] } = await connection.execute<Record<string, unknown>>(sql, [...values], {
    outFormat: oracledb.OUT_FORMAT_OBJECT,
    fetchTypeHandler: ({ dbType }) => (dbType === oracledb.DB_TYPE_CLOB || dbType === oracledb.DB_TYPE_NCLOB ? { type: oracledb.STRING } : undefined),
  });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])));
}
