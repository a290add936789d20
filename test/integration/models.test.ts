import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresqlDialect } from '../../src/databases/postgresql/dialect';
import { executeTask } from '../../src/diagnosis/worker/tasks/execute';
import { relationsTask, schemasTask, tablesTask } from '../../src/diagnosis/worker/tasks/browse';
import { compareTables } from '../../src/models/compare';
import { createTable } from '../../src/models/ddl';
import { fitnessFindings } from '../../src/models/fitness';
import { fromTable } from '../../src/models/from-table';
import { tableOf } from '../../src/models/to-table';
import { everyField, modelOf } from '../unit/models/samples';
import { browse } from './browse';
import { mariadbPlace, postgresqlPlace, sqlitePlace, tableIn, type Place } from './model-places';
import { storeStatements } from './store';

const places: Record<string, () => Promise<Place>> = {
  PostgreSQL: () => postgresqlPlace('models'),
  MariaDB: mariadbPlace,
  SQLite: sqlitePlace,
};

const STORE = ['categories', '客户', 'products', 'shop_orders', 'Order Details', 'odd "name"; it\'s `x` ]'];

describe.each(Object.keys(places))('%s', (name) => {
  let place: Place;
  beforeAll(async () => {
    place = await places[name]!();
    for (const sql of storeStatements(place.dialect)) await place.execute(sql);
  });
  afterAll(() => place.close());

  it('keeps a field of every data type, made from a model and read back, without loss', async () => {
    const model = modelOf({
      table: 'every type',
      fields: [
        ...everyField(),
        { name: '名称', title: "it's \\ a \"title\"", type: 'single-line-text', length: 40, nullable: false, unique: true, default: "it's \\ \"new\"" },
        { name: 'active', type: 'yes-no', nullable: false, default: true, index: true },
        { name: 'price', type: 'amount', precision: 12, scale: 2, default: 2.5 },
        { name: 'made at', type: 'date-time', nullable: false, default: { expression: 'CURRENT_TIMESTAMP' } },
        { name: 'parent', type: 'reference', references: { table: 'every type', column: 'auto-number_0' } },
      ],
      unique: [['active', 'date_0']],
      indexes: [['email_0', 'date_0', 'active']],
    });
    const expected = tableOf(model, place.dialect);
    for (const sql of createTable(expected, place.dialect)) await place.execute(sql);
    const actual = await tableIn(place, 'every type');
    expect(compareTables(expected, actual, place.dialect)).toEqual([]);
    const again = fromTable(actual, place.dialect);
    const fields = model.fields.map(({ title, ...field }) => ({ ...field, ...(place.dialect.comment === undefined || title === undefined ? {} : { title }) }));
    const now = again.fields.map((field) => (field.name === 'made at' ? { ...field, default: { expression: 'CURRENT_TIMESTAMP' } } : field));
    expect({ ...again, fields: now }).toEqual({ fields, primaryKey: model.primaryKey, unique: model.unique, indexes: model.indexes, foreignKeys: [] });
  });

  it.each([...STORE, 'Products by Category'])('imports %s of the sample shop, and finds no difference', async (named) => {
    const actual = await tableIn(place, named);
    const part = fromTable(actual, place.dialect);
    const model = modelOf({ table: named, ...part });
    expect(compareTables(tableOf(model, place.dialect), actual, place.dialect)).toEqual([]);
    expect(actual.kind).toBe(named === 'Products by Category' ? 'view' : 'table');
  });

  it('reads keys and references as they are', async () => {
    expect(await tableIn(place, 'Order Details')).toMatchObject({
      primaryKey: ['order_id', 'product_id'],
      foreignKeys: expect.arrayContaining([expect.objectContaining({ columns: ['order_id'], references: ['order_id'] })]),
    });
    expect(await tableIn(place, STORE[5]!)).toMatchObject({
      primaryKey: ['line', 'a "b" c'],
      indexes: expect.arrayContaining([expect.objectContaining({ unique: true, columns: ['select', 'line'] })]),
      foreignKeys: [{ columns: ['a "b" c', 'line'], table: { name: 'Order Details' }, references: ['order_id', 'product_id'] }],
    });
  });

  it('sees what changed in the database', async () => {
    const model = modelOf({ table: 'changing', fields: [{ name: 'a', type: 'date' }, { name: 'b', type: 'date' }] });
    const expected = tableOf(model, place.dialect);
    for (const sql of createTable(expected, place.dialect)) await place.execute(sql);
    await place.execute('ALTER TABLE changing DROP COLUMN b');
    expect(compareTables(expected, await tableIn(place, 'changing'), place.dialect)).toEqual([{ kind: 'column-missing', column: 'b' }]);
  });

  it('runs the statements that make a table, and leaves nothing of those that fail where the database can', async () => {
    const model = modelOf({ table: 'made here', ...(place.dialect === postgresqlDialect ? { schema: 'models' } : {}), fields: [{ name: 'id', type: 'auto-number', primaryKey: true }, { name: 'code', type: 'phone', index: true }] });
    const statements = createTable(tableOf(model, place.dialect), place.dialect);
    const done: number[] = [];
    expect(await browse(place.job, executeTask(statements, (count) => done.push(count)))).toBe(statements.length);
    expect(done).toEqual(statements.map((_, index) => index + 1));
    expect(compareTables(tableOf(model, place.dialect), await tableIn(place, 'made here'), place.dialect)).toEqual([]);

    const { transaction } = place.dialect;
    if (transaction === undefined) return;
    const second = createTable(tableOf({ ...model, table: 'half made' }, place.dialect), place.dialect);
    const failing = browse(place.job, executeTask([transaction.begin, ...second, 'CREATE NONSENSE', transaction.commit], () => undefined));
    await expect(failing).rejects.toThrow(/^query-failed: .*NONSENSE/);
    expect(await browse(place.job, tablesTask(place.schema, ['half made']))).toEqual([]);
  });

  // SQLite numbers rows in the primary key only, and the model is told so.
  it.skipIf(name === 'SQLite').each(['index', 'unique'] as const)('numbers rows in a field that is no key, with %s', async (flag) => {
    const model = modelOf({ table: `numbered by ${flag}`, fields: [{ name: 'code', type: 'phone', primaryKey: true }, { name: 'number', type: 'auto-number', [flag]: true }] });
    expect(fitnessFindings(model, place.dialect)).toEqual([]);
    const expected = tableOf(model, place.dialect);
    for (const sql of createTable(expected, place.dialect)) await place.execute(sql);
    expect(compareTables(expected, await tableIn(place, model.table), place.dialect)).toEqual([]);
  });

  it('lists schemas and relations, and of the tables asked for those that are there', async () => {
    expect((await browse(place.job, schemasTask)).names).toContain(place.schema);
    expect((await browse(place.job, relationsTask(place.schema))).map((one) => one.name)).toEqual(expect.arrayContaining([...STORE, 'Products by Category']));
    expect(await browse(place.job, tablesTask(place.schema, ['nobody']))).toEqual([]);
  });
});
