import { expect, it } from 'vitest';
import { oracleCatalog } from '../../../../src/databases/oracle/catalog';
import { spellType } from '../../../../src/databases/shared/oracle-like-type';

it('asks for as many tables as there are, with no list longer than the server takes', async () => {
  const asked: { readonly sql: string; readonly values: readonly unknown[] }[] = [];
  const session = {
    query: (sql: string, values: readonly unknown[] = []) => {
      asked.push({ sql, values });
      return Promise.resolve([]);
    },
    close: () => Promise.resolve(),
  };
  await oracleCatalog.tables(session, 'ORDERS', Array.from({ length: 2_500 }, (_, number) => `T${String(number)}`));
  expect(asked).toHaveLength(4);
  for (const { sql, values } of asked) {
    expect(values).toHaveLength(2_501);
    const lists = [...sql.matchAll(/IN \(([^)]*:\d+)\)/g)].map(([, list = '']) => list.split(', '));
    expect(lists.map((list) => list.length)).toEqual([1_000, 1_000, 500]);
    expect(lists.flat()).toEqual(values.slice(1).map((_, index) => `:${String(index + 2)}`));
  }
});

it.each([
  [{ type: 'VARCHAR', bytes: 40, characters: 40, unit: 'B' }, 'VARCHAR(40 BYTE)'],
  [{ type: 'VARCHAR', bytes: 160, characters: 40, unit: 'C' }, 'VARCHAR(40 CHAR)'],
  [{ type: 'DECIMAL', precision: 0, scale: 0 }, 'DECIMAL'],
  [{ type: 'DECIMAL', precision: 18, scale: 2 }, 'DECIMAL(18,2)'],
  [{ type: 'NUMBER', precision: null, scale: null }, 'NUMBER'],
  [{ type: 'TIMESTAMP', scale: 6 }, 'TIMESTAMP(6)'],
  [{ type: 'DATETIME WITH TIME ZONE', scale: 3 }, 'DATETIME(3) WITH TIME ZONE'],
  [{ type: 'TIMESTAMP(6) WITH LOCAL TIME ZONE', scale: 6 }, 'TIMESTAMP(6) WITH LOCAL TIME ZONE'],
  [{ type: 'BIGINT', precision: 19, scale: 0 }, 'BIGINT'],
])('spells %j', (row, type) => {
  expect(spellType(row)).toBe(type);
});
