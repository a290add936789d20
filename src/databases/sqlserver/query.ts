import { Request, TYPES, type Connection } from 'tedious';
import type { Row } from '../session';
import { property } from '../shared/network-failure';

/** Runs one statement; its placeholders are `@p1`, `@p2` and so on. Rejects with the driver's error. */
export function queryRows(connection: Connection, sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    const request = new Request(sql, (error) => {
      if (error instanceof Error) reject(error);
      else resolve(rows);
    });
    request.on('row', (columns: unknown) => {
      rows.push(rowOf(columns));
    });
    for (const [index, value] of values.entries()) request.addParameter(`p${index + 1}`, typeOf(value), value);
    if (values.length === 0) connection.execSqlBatch(request);
    else connection.execSql(request);
  });
}

function rowOf(columns: unknown): Row {
  const entries: readonly unknown[] = Array.isArray(columns) ? columns : [];
  return Object.fromEntries(entries.map((column) => [String(property(property(column, 'metadata'), 'colName')).toLowerCase(), property(column, 'value')]));
}

function typeOf(value: unknown) {
  if (typeof value === 'number') return Number.isInteger(value) ? TYPES.Int : TYPES.Float;
  return typeof value === 'boolean' ? TYPES.Bit : TYPES.NVarChar;
}
