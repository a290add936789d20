import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { ConnectionJob } from '../../src/databases/contract';
import type { Dialect } from '../../src/databases/dialect';
import { postgresqlDialect } from '../../src/databases/postgresql/dialect';
import { sqliteDialect } from '../../src/databases/sqlite/dialect';
import { orders } from '../servers/seed';
import { serverJob, sqliteJob } from './run-test';

/** A database for tables of models: how it is reached by what is tested, and past it. */
export interface Place {
  readonly dialect: Dialect;
  readonly job: ConnectionJob;
  readonly schema: string;
  execute(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** A schema of its own, empty, in the shared PostgreSQL. */
export async function postgresqlPlace(schema: string): Promise<Place> {
  const { host, port } = inject('postgres');
  const client = new Client({ host, port, ...orders });
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}; SET search_path TO ${schema}`);
  return { dialect: postgresqlDialect, job: serverJob('postgresql', { host, port }), schema, execute: async (sql) => { await client.query(sql); }, close: () => client.end() };
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
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}
