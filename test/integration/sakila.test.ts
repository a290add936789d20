import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../src/databases/catalog';
import { mysqlDialect } from '../../src/databases/mysql/dialect';
import { relationsTask, tablesTask } from '../../src/diagnosis/worker/tasks/browse';
import { compareTables } from '../../src/models/compare';
import { createTable } from '../../src/models/ddl';
import { newModelText } from '../../src/models/edit';
import { fromTable } from '../../src/models/from-table';
import { parseModel } from '../../src/models/parse';
import { tableOf } from '../../src/models/to-table';
import { startMariadb } from '../servers/mariadb';
import { orders } from '../servers/seed';
import { browse } from './browse';
import { postgresqlPlace, sqlitePlace, type Place } from './model-places';
import { serverJob } from './run-test';

const TABLES = ['actor', 'address', 'category', 'city', 'country', 'customer', 'film', 'film_actor', 'film_category', 'inventory', 'language', 'payment', 'rental', 'staff', 'store'];

async function mariadbPlace(): Promise<Place> {
  const server = await startMariadb();
  await server.query('CREATE DATABASE sakila');
  await server.query(`GRANT ALL PRIVILEGES ON sakila.* TO '${orders.user}'@'%'`);
  const connection = await createConnection({ socketPath: server.socketPath, user: 'root', database: 'sakila', multipleStatements: true });
  const close = async () => {
    await connection.end();
    await server.stop();
  };
  return { dialect: mysqlDialect, job: serverJob('mysql', server, { database: 'sakila' }), schema: 'sakila', execute: async (sql) => { await connection.query(sql); }, query: async (sql) => (await connection.query<RowDataPacket[]>(sql))[0], close };
}

/** Sakila as its authors wrote it for each database: what a developer finds, and not what these tests would think of. */
const databases: Record<string, { readonly start: () => Promise<Place>; readonly views: number }> = {
  postgresql: { start: () => postgresqlPlace('sakila'), views: 7 },
  mysql: { start: mariadbPlace, views: 7 },
  sqlite: { start: sqlitePlace, views: 5 },
};

describe.each(Object.keys(databases))('Sakila for %s', (name) => {
  const { start, views } = databases[name]!;
  let sakila: Place;
  let tables: readonly Table[];
  beforeAll(async () => {
    sakila = await start();
    await sakila.execute(await readFile(path.join(import.meta.dirname, `../fixtures/sakila/${name}.sql`), 'utf8'));
    const relations = await browse(sakila.job, relationsTask(sakila.schema));
    tables = await browse(sakila.job, tablesTask(sakila.schema, relations.map((relation) => relation.name)));
  });
  afterAll(() => sakila.close());

  /** The model of a table, as it is read back from the file that it is written to. */
  const imported = (table: Table) => {
    const { model, problems } = parseModel(newModelText({ title: table.name, database: 'databases.sakila', table: table.name, ...fromTable(table, sakila.dialect) }));
    expect(problems).toEqual([]);
    return model!;
  };

  it('imports every table and view, and finds no difference', () => {
    expect(tables.filter(({ kind }) => kind === 'table').map((table) => table.name)).toEqual(expect.arrayContaining(TABLES));
    expect(tables.filter(({ kind }) => kind === 'view')).toHaveLength(views);
    const differences = tables.map((table) => [table.name, compareTables(tableOf(imported(table), sakila.dialect), table, sakila.dialect)]);
    expect(differences).toEqual(tables.map((table) => [table.name, []]));
  });

  it('reads composite keys, and references with their targets', () => {
    const table = (wanted: string) => tables.find((one) => one.name === wanted);
    expect(table('film_actor')).toMatchObject({ primaryKey: ['actor_id', 'film_id'] });
    const targets = table('film')?.foreignKeys.map(({ columns, references, table: target }) => `${columns.join()} -> ${target.name}.${references.join()}`);
    expect(targets?.sort()).toEqual(['language_id -> language.language_id', 'original_language_id -> language.language_id']);
    expect(table('rental')?.indexes.filter(({ unique }) => unique).map(({ columns }) => columns)).toEqual([['rental_date', 'inventory_id', 'customer_id']]);
  });

  it('makes every table anew from its model, and the copy is what the model says', async () => {
    for (const table of tables.filter(({ kind, name: own }) => kind === 'table' && TABLES.includes(own))) {
      const model = { ...imported(table), table: `copy of ${table.name}` };
      const expected = tableOf(model, sakila.dialect);
      for (const sql of createTable(expected, sakila.dialect)) await sakila.execute(sql);
      const [copy] = await browse(sakila.job, tablesTask(sakila.schema, [model.table]));
      expect(compareTables(expected, copy, sakila.dialect), table.name).toEqual([]);
    }
  });
});
