import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Client } from 'pg';
import { expect, inject } from 'vitest';
import type { Table } from '../../src/databases/catalog';
import type { ConnectionJob } from '../../src/databases/connection';
import type { Dialect } from '../../src/databases/dialect';
import { mysqlDialect } from '../../src/databases/mysql/dialect';
import { postgresqlDialect } from '../../src/databases/postgresql/dialect';
import { sqliteDialect } from '../../src/databases/sqlite/dialect';
import { tablesTask } from '../../src/diagnosis/worker/tasks/browse';
import { orders } from '../servers/seed';
import { browse } from './browse';
import { serverJob, sqliteJob } from './run-test';

/** A database for tables of models: how it is reached by what is tested, and past it. */
export interface Place {
  readonly dialect: Dialect;
  readonly job: ConnectionJob;
  readonly schema: string;
  execute(sql: string): Promise<void>;
  query(sql: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** A schema of its own, empty, in the shared PostgreSQL. */
export async function postgresqlPlace(schema: string): Promise<Place> {
  const { host, port } = inject('postgres');
  const client = new Client({ host, port, ...orders });
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}; SET search_path TO ${schema}`);
  return { dialect: postgresqlDialect, job: serverJob('postgresql', { host, port }), schema, execute: async (sql) => { await client.query(sql); }, query: async (sql) => (await client.query<object>(sql)).rows, close: () => client.end() };
}

/** The shared database in MariaDB. */
export async function mariadbPlace(): Promise<Place> {
  const { host, port } = inject('mariadb');
  const connection = await createConnection({ host, port, ...orders });
  return { dialect: mysqlDialect, job: serverJob('mysql', { host, port }), schema: orders.database, execute: async (sql) => { await connection.query(sql); }, query: async (sql) => (await connection.query<RowDataPacket[]>(sql))[0], close: () => connection.end() };
}

/** A new file, which goes when it is closed. */
export function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(path.join(tmpdir(), 'database-elements-models-'));
  const file = path.join(folder, 'models.db');
  const database = new DatabaseSync(file);
  return Promise.resolve({
    dialect: sqliteDialect,
    job: sqliteJob(file),
    schema: 'main',
    execute: (sql: string) => {
      database.exec(sql);
      return Promise.resolve();
    },
    query: (sql: string) => Promise.resolve(database.prepare(sql).all()),
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

/** A table as the catalogue tells of it; fails the test when it is not there. */
export async function tableIn(place: Place, name: string): Promise<Table> {
  const found = await browse(place.job, tablesTask(place.schema, [name]));
  expect(found.map((one) => one.name)).toEqual([name]);
  return found[0]!;
}
