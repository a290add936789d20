import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/databases/catalog';
import { sqlserverDialect } from '../../src/databases/sqlserver/dialect';
import { relationsTask, schemasTask, tablesTask } from '../../src/diagnosis/worker/tasks/browse';
import { compareTables } from '../../src/models/compare';
import { fromTable } from '../../src/models/from-table';
import { tableOf } from '../../src/models/to-table';
import { startTdsServer } from '../servers/tds/tds-server';
import type { TdsTable } from '../servers/tds/tokens';
import { modelOf } from '../unit/models/samples';
import { browse } from './browse';
import { serverJob } from './run-test';
import { using } from './using';

/** Through the real driver; the protocol-level test server answers as the documented views would. */

const NONE = { bytes: 0, precision: 0, scale: 0, nullable: 1, identity: 0, generated: 0, default: null, comment: null };

/** A table of the protocol from rows by column names, all with the same columns. */
function rows(...all: readonly Readonly<Record<string, string | number | null>>[]): TdsTable {
  return { columns: Object.keys(all[0] ?? {}), rows: all.map((row) => Object.values(row)) };
}

const column = (name: string, type: string, more: Partial<Record<keyof typeof NONE, string | number>> = {}) => ({ of: 'lines', name, type, ...NONE, ...more });
const index = (name: string, part: string, more: object = {}) => ({ of: 'lines', name, unique: 0, is_primary: 0, plain: 1, part, ...more });

const views: readonly (readonly [RegExp, TdsTable])[] = [
  [/FROM sys\.schemas\n/, rows({ name: 'dbo', chosen: 1 }, { name: 'payroll', chosen: 0 })],
  [
    /JOIN sys\.default_constraints/,
    rows(
      column('id', 'bigint', { bytes: 8, precision: 19, nullable: 0, identity: 1 }),
      column('order', 'int', { bytes: 4, precision: 10, nullable: 0 }),
      column('title', 'nvarchar', { bytes: 80, nullable: 0, default: "(N'it''s new')", comment: 'Title' }),
      column('code', 'char', { bytes: 3 }),
      column('notes', 'nvarchar', { bytes: -1 }),
      column('price', 'decimal', { bytes: 9, precision: 12, scale: 2, default: '((0))' }),
      column('total', 'decimal', { bytes: 9, precision: 13, scale: 2, generated: 1 }),
      column('made', 'datetime2', { bytes: 8, precision: 27, scale: 7, default: '(sysutcdatetime())' }),
      column('paid', 'bit', { bytes: 1, precision: 1 }),
      column('digest', 'varbinary', { bytes: 32 }),
      column('key', 'uniqueidentifier', { bytes: 16 }),
    ),
  ],
  [
    /JOIN sys\.indexes/,
    rows(
      index('lines_code', 'code', { unique: 1 }),
      index('lines_open', 'made', { plain: 0 }),
      index('lines_pk', 'order', { unique: 1, is_primary: 1 }),
      index('lines_pk', 'id', { unique: 1, is_primary: 1 }),
    ),
  ],
  [/JOIN sys\.foreign_keys/, rows({ of: 'lines', name: 'lines_order', part: 'order', schema: 'dbo', target: 'orders', target_column: 'id' })],
  [/SELECT o\.name, CASE o\.type/, rows({ name: 'lines', kind: 'table' }, { name: 'odd ]; <view>', kind: 'view' })],
];

const expected: Table = {
  schema: 'dbo',
  name: 'lines',
  kind: 'table',
  columns: [
    { name: 'id', type: 'bigint', nullable: false, autoNumber: true },
    { name: 'order', type: 'int', nullable: false },
    { name: 'title', type: 'nvarchar(40)', nullable: false, default: "(N'it''s new')", comment: 'Title' },
    { name: 'code', type: 'char(3)', nullable: true },
    { name: 'notes', type: 'nvarchar(max)', nullable: true },
    { name: 'price', type: 'decimal(12,2)', nullable: true, default: '((0))' },
    { name: 'total', type: 'decimal(13,2)', nullable: true, generated: true },
    { name: 'made', type: 'datetime2(7)', nullable: true, default: '(sysutcdatetime())' },
    { name: 'paid', type: 'bit', nullable: true },
    { name: 'digest', type: 'varbinary(32)', nullable: true },
    { name: 'key', type: 'uniqueidentifier', nullable: true },
  ],
  primaryKey: ['order', 'id'],
  indexes: [
    { name: 'lines_code', unique: true, columns: ['code'] },
    { name: 'lines_open', unique: false, columns: [] },
  ],
  foreignKeys: [{ name: 'lines_order', columns: ['order'], table: { schema: 'dbo', name: 'orders' }, references: ['id'] }],
};

describe('the catalogue of SQL Server', () => {
  const server = async () => {
    const asked: string[] = [];
    const answer = (sql: string): TdsTable | undefined => {
      asked.push(sql);
      return views.find(([view]) => view.test(sql))?.[1];
    };
    const started = await using(startTdsServer({ answer }));
    return { asked, job: serverJob('sqlserver', started), sent: (text: string) => started.received().includes(Buffer.from(text, 'utf16le')) };
  };

  it('lists schemas and relations', async () => {
    const { job } = await server();
    expect(await browse(job, schemasTask)).toEqual({ names: ['dbo', 'payroll'], current: 'dbo' });
    expect(await browse(job, relationsTask('dbo'))).toEqual([
      { schema: 'dbo', name: 'lines', kind: 'table' },
      { schema: 'dbo', name: 'odd ]; <view>', kind: 'view' },
    ]);
  });

  it('describes tables and views, whose names go as values', async () => {
    const { job, sent } = await server();
    const [lines, view] = await browse(job, tablesTask('dbo', ['lines', 'odd ]; <view>']));
    expect(lines).toEqual(expected);
    expect(view).toEqual({ schema: 'dbo', name: 'odd ]; <view>', kind: 'view', columns: [], primaryKey: [], indexes: [], foreignKeys: [] });
    expect(['lines', 'odd ]; <view>'].map(sent)).toEqual([true, true]);
  });

  it('asks for more tables than a statement takes parameters in several', async () => {
    const { job, asked } = await server();
    await browse(job, tablesTask('dbo', Array.from({ length: 2_001 }, (_, count) => `table ${String(count)}`)));
    expect(asked.filter((sql) => sql.includes('sys.default_constraints')).map((sql) => /@p\d+(?=\))/.exec(sql)?.[0])).toEqual(['@p2001', '@p2']);
  });

  it('reads a model from it, with types that the dialect knows, which differs from it in nothing', () => {
    const part = fromTable(expected, sqlserverDialect);
    expect(compareTables(tableOf(modelOf({ schema: expected.schema, table: expected.name, ...part }), sqlserverDialect), expected, sqlserverDialect)).toEqual([]);
    const { fields } = part;
    expect(fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
      ...['id auto-number', 'order reference', 'title single-line-text', 'code single-line-text', 'notes multi-line-text', 'price number'],
      ...['total number', 'made date-time', 'paid yes-no', 'digest binary', 'key single-line-text'],
    ]);
    expect(fields.find(({ name }) => name === 'title')).toMatchObject({ default: "it's new" });
  });
});
