import path from 'node:path';
import { expect, describe, it } from 'vitest';
import { parseModel, parseModelBytes } from '../../../src/models/parse';
import { modelJsonSchema } from '../../../src/models/schema';
import { fitnessFindings } from '../../../src/models/fitness';
import { mysqlDialect } from '../../../src/databases/mysql/dialect';
import { postgresqlDialect } from '../../../src/databases/postgresql/dialect';
import { sqliteDialect } from '../../../src/databases/sqlite/dialect';
import { modelOf } from './samples';

const root = path.resolve(import.meta.dirname, '../../..');

it('media/dbmodel.schema.json is what the schema gives; "npm run schemas" writes it', async () => {
  await expect(`${JSON.stringify(modelJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(path.join(root, 'media/dbmodel.schema.json'));
});

const ID = { name: 'id', type: 'auto-number', primaryKey: true };
const text = (value: object) => JSON.stringify({ title: 'Customer', database: 'databases.orders', table: 'customer', fields: [ID], ...value });

describe('a model file', () => {
  it('is read with comments, and with what is not stated filled in', () => {
    const { model, problems } = parseModel(`{ // kept\n "title": "Customer", "database": "databases.orders", "table": "customer",\n "fields": [{ "name": "id", "type": "auto-number", "primaryKey": true }, { "name": "a", "type": "date" },], }`);
    expect(problems).toEqual([]);
    expect(model).toMatchObject({ unique: [], indexes: [], foreignKeys: [], fields: [{ primaryKey: true, nullable: false }, { primaryKey: false, nullable: true, unique: false, index: false }] });
  });

  it('tells its title, element and table even when it is malformed', () => {
    expect(parseModel(text({ fields: 3 }))).toMatchObject({ title: 'Customer', database: 'databases.orders', table: 'customer', problems: [{ code: 'invalid-value' }] });
  });

  it.each([
    ['no element', { database: undefined }, 'missing-value', '"database" is missing'],
    ['an unknown type', { fields: [ID, { name: 'a', type: 'string' }] }, 'invalid-value', 'Field a: "type" must be one of single-line-text'],
    ['a field without a name', { fields: [{ type: 'date' }] }, 'missing-value', 'Field 1: "name" is missing'],
    ['a name twice', { fields: [ID, { name: 'id', type: 'date' }] }, 'duplicate-field', 'Another field is named id'],
    ['a column twice', { fields: [ID, { name: 'a', column: 'id', type: 'date' }] }, 'duplicate-field', 'kept in the column id, as id is'],
    ['a key of no field', { unique: [['id', 'nobody']] }, 'unknown-field', 'There is no field nobody'],
    ['an index of a field twice', { indexes: [['id', 'id']] }, 'unknown-field', 'id stands twice'],
    ['a reference of the wrong size', { foreignKeys: [{ fields: ['id'], table: 'x', columns: ['a', 'b'] }] }, 'invalid-value', 'needs as many columns'],
    ['a key that may be empty', { fields: [{ ...ID, nullable: true }] }, 'invalid-value', 'cannot be empty'],
    ['more than one type', { fields: [ID, { name: 'a', type: 'date', columnType: 'int); DROP TABLE x' }] }, 'invalid-value', 'not one type'],
    ['a default of another type', { fields: [ID, { name: 'a', type: 'number', default: 'x' }] }, 'invalid-value', 'is a number'],
    ['an open expression', { fields: [ID, { name: 'a', type: 'date', default: { expression: 'now(' } }] }, 'invalid-value', 'not complete'],
    ['two auto numbers', { fields: [ID, { name: 'a', type: 'auto-number' }] }, 'invalid-value', 'one auto number only'],
    ['a scale that does not fit', { fields: [ID, { name: 'a', type: 'amount', precision: 2, scale: 3 }] }, 'invalid-value', 'does not fit'],
    ['a length without effect', { fields: [ID, { name: 'a', type: 'date', length: 3 }] }, 'invalid-value', 'length has no effect'],
    ['a misspelt key', { fields: [{ ...ID, primarykey: true }] }, 'unknown-key', 'Did you mean "primaryKey"?'],
  ])('says what is wrong with %s', (_, value, code, says) => {
    const { problems } = parseModel(text(value));
    expect(problems).toMatchObject([{ code, message: expect.stringContaining(says) }]);
  });

  it('points at the place', () => {
    const { problems } = parseModel('{\n  "title": "T", "database": "d", "table": "t",\n  "fields": [\n    { "name": "a", "type": "dat" }\n  ]\n}');
    expect(problems).toMatchObject([{ start: { line: 4, column: 28 } }]);
  });

  it('never throws, whatever the bytes', () => {
    for (const bytes of [[], [0xff], [0x5b, 0x5d], [0x7b], [0x6e, 0x75, 0x6c, 0x6c]]) expect(parseModelBytes(Uint8Array.from(bytes)).problems).not.toEqual([]);
  });
});

describe('what a database cannot do', () => {
  it('is said with the field: names, digits, numbered rows', () => {
    expect(fitnessFindings(modelOf({ table: 'x'.repeat(65), fields: [{ name: 'a', type: 'amount', precision: 70 }] }), mysqlDialect)).toMatchObject([
      { path: ['table'], message: expect.stringContaining('more than 64 characters') },
      { path: ['fields', 0, 'precision'], message: expect.stringContaining('at most 65 digits') },
    ]);
    expect(fitnessFindings(modelOf({ fields: [{ name: 'a', type: 'auto-number', primaryKey: true }, { name: 'b', type: 'date', primaryKey: true }] }), sqliteDialect)).toMatchObject([{ path: ['fields', 0, 'type'] }]);
    const numbered = modelOf({ fields: [{ name: 'a', type: 'auto-number' }] });
    expect(fitnessFindings(numbered, mysqlDialect)).toMatchObject([{ path: ['fields', 0, 'type'], message: expect.stringContaining('"unique"') }]);
    expect(fitnessFindings(numbered, postgresqlDialect)).toEqual([]);
  });
});
