import { expect, it } from 'vitest';
import type { Relation, Table } from '../../../../src/databases/catalog';
import { suggestionsFor } from '../../../../src/workbench/language/suggestions';

const relations: readonly Relation[] = [{ schema: 'public', name: 'customer', kind: 'table' }, { schema: 'public', name: 'names', kind: 'view' }];
const customer: Table = { schema: 'public', name: 'customer', kind: 'table', columns: [{ name: 'id', type: 'bigint', nullable: false }], primaryKey: ['id'], indexes: [], foreignKeys: [] };

const surroundings = (known = true) => ({
  elements: [{ fullName: 'databases.orders', label: 'Orders' }],
  database: {
    label: 'Orders',
    uri: 'file:///orders',
    reader: {
      knownSchemas: known ? { names: ['crm', 'public'], current: 'public' } : undefined,
      knownRelations: (schema: string) => (known && schema === 'public' ? relations : []),
      knownTable: (schema: string, name: string) => (known && schema === 'public' && name === 'customer' ? customer : undefined),
    },
  },
});
const values = (path: readonly (string | number)[], root: object = {}, known = true) => suggestionsFor(path, root, surroundings(known)).map(({ value }) => value);

it('suggests elements, schemas, tables and columns where they stand', () => {
  expect(values(['database'])).toEqual(['databases.orders']);
  expect(values(['schema'])).toEqual(['crm', 'public']);
  expect(values(['table'])).toEqual(['customer', 'names']);
  expect(values(['fields', 0, 'column'], { table: 'customer' })).toEqual(['id']);
  expect(values(['fields', 0, 'references', 'table'])).toEqual(['customer', 'names']);
  expect(values(['fields', 0, 'references', 'column'], { table: 'other', fields: [{ references: { table: 'customer' } }] })).toEqual(['id']);
  expect(values(['foreignKeys', 0, 'columns', 0], { foreignKeys: [{ table: 'customer' }] })).toEqual(['id']);
  expect(values(['title'])).toEqual([]);
});

it('offers to read what is not known, and reads nothing by itself', () => {
  expect(suggestionsFor(['table'], { schema: 'crm' }, surroundings())).toMatchObject([{ kind: 'read', read: { uri: 'file:///orders', schema: 'crm' } }]);
  expect(suggestionsFor(['fields', 0, 'name'], { table: 'customer' }, surroundings(false))).toMatchObject([{ kind: 'read', read: { table: 'customer' } }]);
});
