import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/databases/catalog';
import { columnTypeFor, readColumnType } from '../../../src/databases/column-types';
import { DATA_TYPE_IDS } from '../../../src/databases/data-types';
import { compareTables } from '../../../src/models/compare';
import { fromTable } from '../../../src/models/from-table';
import type { Model } from '../../../src/models/model';
import { tableOf } from '../../../src/models/to-table';
import { DIALECTS } from './dialects';
import { everyField, modelOf, statedFacets } from './samples';

/** What is left of a model after a database had it: where it keeps no comments, no titles. */
function kept(model: Model, comments: boolean) {
  const { fields, primaryKey, unique, indexes, foreignKeys } = model;
  return { fields: fields.map(({ title, ...field }) => (comments && title !== undefined ? { ...field, title } : field)), primaryKey, unique, indexes, foreignKeys };
}

describe.each(DIALECTS)('%s', (_, dialect) => {
  it('has a column type for every data type, and reads it back as one that has the same column type', () => {
    for (const type of DATA_TYPE_IDS) {
      if (type === 'auto-number') continue;
      for (const facets of statedFacets(type)) {
        const column = columnTypeFor(dialect, type, facets);
        const read = readColumnType(dialect, column);
        expect(read, `${type} ${column}`).toBeDefined();
        expect(columnTypeFor(dialect, read!.type, read!.facets)).toBe(column);
      }
    }
  });

  it('reads every column type of its table, in any case and spacing, as the data type that stands there or one that stands before it', () => {
    dialect.columns.forEach((rule, place) => {
      if (rule.type === 'auto-number') return;
      const column = rule.column.replace('{length}', '40').replace('{precision}', '12').replace('{scale}', '3');
      const read = readColumnType(dialect, ` ${column.toUpperCase().replace('(', ' ( ').replace(',', ' , ')} `);
      const first = dialect.columns.findIndex((candidate) => candidate.type === read?.type && candidate.column === rule.column);
      expect(first, column).not.toBe(-1);
      expect(first, column).toBeLessThanOrEqual(place);
    });
  });

  it('gives back a model of every data type as it was', () => {
    const model = modelOf({ fields: everyField() });
    const table = tableOf(model, dialect);
    expect(fromTable(withoutComments(table, dialect.comment !== undefined), dialect)).toEqual(kept(model, dialect.comment !== undefined));
  });

  it('gives back keys, indexes, references and defaults', () => {
    const model = modelOf({
      fields: [
        { name: 'tenant', type: 'reference', primaryKey: true, references: { table: 'tenant', column: 'id' } },
        { name: 'number', type: 'number', scale: 0, primaryKey: true },
        { name: 'code', type: 'single-line-text', length: 20, nullable: false, unique: true, default: "it's \\ new" },
        { name: 'active', type: 'yes-no', nullable: false, default: true, index: true },
        { name: 'discount', type: 'percentage', precision: 7, scale: 3, default: 2.5 },
        { name: 'made', type: 'date-time', default: { expression: 'CURRENT_TIMESTAMP' } },
        { name: 'first', type: 'number', scale: 0 },
        { name: 'second', type: 'number', scale: 0 },
      ],
      primaryKey: ['number', 'tenant'],
      unique: [['code', 'active']],
      indexes: [['made', 'active']],
      foreignKeys: [{ fields: ['first', 'second'], table: 'pair', columns: ['a', 'b'] }],
    });
    const table = tableOf(model, dialect);
    const again = fromTable(table, dialect);
    const now = again.fields.find((field) => field.name === 'made')!;
    expect(now.default).toMatchObject({ expression: expect.stringMatching(/^current_timestamp(\(6\))?$/i) });
    const fields = again.fields.map((field) => (field === now ? { ...field, default: { expression: 'CURRENT_TIMESTAMP' } } : field));
    expect({ ...again, fields }).toEqual(kept(model, true));
    expect(compareTables(table, table, dialect)).toEqual([]);
  });

  it('keeps any text as a default', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')), (text) => {
        const model = modelOf({ fields: [{ name: 'a', type: 'multi-line-text', default: text }] });
        expect(fromTable(tableOf(model, dialect), dialect).fields[0]!.default).toBe(text);
      }),
    );
  });
});

function withoutComments(table: ReturnType<typeof tableOf>, comments: boolean) {
  return comments ? table : { ...table, columns: table.columns.map((column) => Object.fromEntries(Object.entries(column).filter(([key]) => key !== 'comment')) as unknown as Column) };
}
