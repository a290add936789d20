import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/databases/catalog';
import { oracleDialect } from '../../src/databases/oracle/dialect';
import { relationsTask, schemasTask, tablesTask } from '../../src/diagnosis/worker/tasks/browse';
import { compareTables } from '../../src/models/compare';
import { fromTable } from '../../src/models/from-table';
import { tableOf } from '../../src/models/to-table';
import { OracleError, type Rows } from '../servers/tns/replies';
import { startTns } from '../servers/tns/server';
import { modelOf } from '../unit/models/samples';
import { browse } from './browse';
import { oracleJob } from './oracle-job';
import { using } from './using';

/** Through the real driver; the protocol-level test server answers as the documented views would. */

const column = (of: string, name: string, type: string, more: Rows[number] = {}): Rows[number] => ({
  ...{ OF: of, NAME: name, TYPE: type, BYTES: 22, CHARACTERS: 0, UNIT: null, PRECISION: null, SCALE: null, NULLABLE: 'Y', FALLBACK: null, IDENTITY: 'NO', GENERATED: 'NO', COMMENT: null },
  ...more,
});
const key = (of: string, name: string, kind: 'P' | 'R', part: string, more: Rows[number] = {}): Rows[number] => ({ OF: of, NAME: name, KIND: kind, INDEX_NAME: null, PART: part, SCHEMA: null, TARGET: null, TARGET_COLUMN: null, ...more });
const index = (name: string, uniqueness: string, kind: string, part: string): Rows[number] => ({ OF: 'LINES', NAME: name, UNIQUENESS: uniqueness, KIND: kind, PART: part });

const views: readonly (readonly [RegExp, Rows])[] = [
  [/FROM all_users/, [{ NAME: 'ORDERS', CHOSEN: 1 }, { NAME: 'PAYROLL', CHOSEN: 0 }]],
  [/FROM all_tables/, [{ NAME: 'LINES', KIND: 'table' }, { NAME: '客户 "view"', KIND: 'view' }]],
  [
    /FROM all_tab_cols/,
    [
      column('LINES', 'ID', 'NUMBER', { PRECISION: 19, SCALE: 0, NULLABLE: 'N', FALLBACK: '"ORDERS"."ISEQ$$_1".nextval', IDENTITY: 'YES' }),
      column('LINES', 'ORDER_ID', 'NUMBER', { SCALE: 0, NULLABLE: 'N' }),
      column('LINES', 'TITLE', 'VARCHAR2', { BYTES: 160, CHARACTERS: 40, UNIT: 'C', NULLABLE: 'N', FALLBACK: "'new' \n" }),
      column('LINES', 'CODE', 'CHAR', { BYTES: 3, CHARACTERS: 3, UNIT: 'B', FALLBACK: 'NULL' }),
      column('LINES', 'NATION', 'NVARCHAR2', { BYTES: 20, CHARACTERS: 10 }),
      column('LINES', 'PRICE', 'NUMBER', { PRECISION: 12, SCALE: 2, COMMENT: 'Price [amount]' }),
      column('LINES', 'RATIO', 'NUMBER'),
      column('LINES', 'TOTAL', 'NUMBER', { GENERATED: 'YES', FALLBACK: '"PRICE"*2' }),
      column('LINES', 'MADE', 'TIMESTAMP(6)', { BYTES: 11, SCALE: 6, FALLBACK: 'SYSTIMESTAMP' }),
      column('LINES', 'TAKEN', 'INTERVAL DAY(0) TO SECOND(6)', { BYTES: 11, PRECISION: 0, SCALE: 6 }),
      column('LINES', 'WEIGHT', 'FLOAT', { PRECISION: 126 }),
      column('LINES', 'DIGEST', 'RAW', { BYTES: 32 }),
      column('LINES', 'NOTES', 'CLOB', { BYTES: 4000 }),
      column('客户 "view"', 'SERIAL', 'NUMBER', { FALLBACK: '"ORDERS"."SEQ"."NEXTVAL"' }),
    ],
  ],
  [
    /FROM all_constraints/,
    [
      key('LINES', 'LINES_PK', 'P', 'ORDER_ID', { INDEX_NAME: 'LINES_PK_IX' }),
      key('LINES', 'LINES_PK', 'P', 'ID', { INDEX_NAME: 'LINES_PK_IX' }),
      key('LINES', 'LINES_ORDER', 'R', 'ORDER_ID', { SCHEMA: 'ORDERS', TARGET: 'HEADS', TARGET_COLUMN: 'ID' }),
    ],
  ],
  [
    /FROM all_indexes/,
    [
      index('LINES_CODE', 'UNIQUE', 'NORMAL', 'CODE'),
      index('LINES_CODE', 'UNIQUE', 'NORMAL', 'TITLE'),
      index('LINES_LOWER', 'NONUNIQUE', 'FUNCTION-BASED NORMAL', 'SYS_NC00014$'),
      index('LINES_PK_IX', 'UNIQUE', 'NORMAL', 'ORDER_ID'),
      index('LINES_PK_IX', 'UNIQUE', 'NORMAL', 'ID'),
    ],
  ],
];

const expected: Table = {
  schema: 'ORDERS',
  name: 'LINES',
  kind: 'table',
  columns: [
    { name: 'ID', type: 'NUMBER(19,0)', nullable: false, autoNumber: true },
    { name: 'ORDER_ID', type: 'NUMBER(*,0)', nullable: false },
    { name: 'TITLE', type: 'VARCHAR2(40 CHAR)', nullable: false, default: "'new'" },
    { name: 'CODE', type: 'CHAR(3 BYTE)', nullable: true },
    { name: 'NATION', type: 'NVARCHAR2(10)', nullable: true },
    { name: 'PRICE', type: 'NUMBER(12,2)', nullable: true, comment: 'Price [amount]' },
    { name: 'RATIO', type: 'NUMBER', nullable: true },
    { name: 'TOTAL', type: 'NUMBER', nullable: true, default: '"PRICE"*2', generated: true },
    { name: 'MADE', type: 'TIMESTAMP(6)', nullable: true, default: 'SYSTIMESTAMP' },
    { name: 'TAKEN', type: 'INTERVAL DAY(0) TO SECOND(6)', nullable: true },
    { name: 'WEIGHT', type: 'FLOAT(126)', nullable: true },
    { name: 'DIGEST', type: 'RAW(32)', nullable: true },
    { name: 'NOTES', type: 'CLOB', nullable: true },
  ],
  primaryKey: ['ORDER_ID', 'ID'],
  indexes: [
    { name: 'LINES_CODE', unique: true, columns: ['CODE', 'TITLE'] },
    { name: 'LINES_LOWER', unique: false, columns: [] },
  ],
  foreignKeys: [{ name: 'LINES_ORDER', columns: ['ORDER_ID'], table: { schema: 'ORDERS', name: 'HEADS' }, references: ['ID'] }],
};

describe('the catalogue of Oracle', () => {
  const asked: { readonly sql: string; readonly binds: readonly unknown[] }[] = [];
  const answer = (sql: string, binds: readonly (string | number)[]): Rows => {
    asked.push({ sql, binds });
    const rows = views.find(([view]) => view.test(sql))?.[1];
    if (rows === undefined) throw new OracleError(942, 'table or view does not exist');
    return rows;
  };
  const server = async () => oracleJob(await using(startTns({ answer })));

  it('lists schemas and relations', async () => {
    const job = await server();
    expect(await browse(job, schemasTask)).toEqual({ names: ['ORDERS', 'PAYROLL'], current: 'ORDERS' });
    expect(await browse(job, relationsTask('ORDERS'))).toEqual([
      { schema: 'ORDERS', name: 'LINES', kind: 'table' },
      { schema: 'ORDERS', name: '客户 "view"', kind: 'view' },
    ]);
    expect(asked.at(-1)?.binds).toEqual(['ORDERS']);
  });

  it('describes tables and views, whose names go as values', async () => {
    asked.length = 0;
    const names = ['LINES', '客户 "view"', "hostile'; DROP TABLE x"];
    const [lines, view] = await browse(await server(), tablesTask('ORDERS', names));
    expect(lines).toEqual(expected);
    expect(view).toMatchObject({ kind: 'view', columns: [{ name: 'SERIAL', type: 'NUMBER', autoNumber: true }], primaryKey: [] });
    expect(asked.map(({ binds }) => binds)).toEqual(Array.from({ length: 4 }, () => ['ORDERS', ...names]));
    expect(JSON.stringify(asked.map(({ sql }) => sql))).not.toContain('hostile');
  });

  it('reads a model from it, with types that the dialect knows, which differs from it in nothing', () => {
    const part = fromTable(expected, oracleDialect);
    expect(compareTables(tableOf(modelOf({ schema: expected.schema, table: expected.name, ...part }), oracleDialect), expected, oracleDialect)).toEqual([]);
    const { fields } = part;
    expect(fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
      ...['ID auto-number', 'ORDER_ID number', 'TITLE single-line-text', 'CODE single-line-text', 'NATION single-line-text', 'PRICE amount', 'RATIO number'],
      ...['TOTAL number', 'MADE date-time', 'TAKEN time', 'WEIGHT number', 'DIGEST binary', 'NOTES multi-line-text'],
    ]);
  });

  it('reads nothing where nothing is asked for', async () => {
    expect(await browse(await server(), tablesTask('ORDERS', []))).toEqual([]);
  });
});
