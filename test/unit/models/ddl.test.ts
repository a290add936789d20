import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sqliteDialect } from '../../../src/databases/sqlite/dialect';
import { bringTogether, changeScript } from '../../../src/models/bring-together';
import { compareTables } from '../../../src/models/compare';
import { createTable, script } from '../../../src/models/ddl';
import { isSelfContained } from '../../../src/models/sql-fragment';
import { tableOf } from '../../../src/models/to-table';
import { DIALECTS } from './dialects';
import { everyField, modelOf } from './samples';

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('"; DROP TABLE x; --', '`', ']]', "'", 'a"b', '客户 表', 'line\nbreak', '\\', '/*', '-- x'),
);

describe.each(DIALECTS)('%s', (_, dialect) => {
  it('closes a quoted name where it ends, and nowhere before', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        if (dialect.nameProblem(name) !== undefined) {
          expect(() => dialect.quoteName(name)).toThrow(RangeError);
          return;
        }
        const quoted = dialect.quoteName(name);
        const close = quoted.charAt(quoted.length - 1);
        expect(quoted.slice(1, -1).replaceAll(close + close, '')).not.toContain(close);
        expect(quoted.slice(1, -1).replaceAll(close + close, close)).toBe(name);
      }),
    );
  });

  it('writes the statements of a model that uses everything', () => {
    const model = modelOf({ schema: 'sales', fields: everyField(), indexes: [['email_0', 'phone_0']], unique: [['phone_0', 'number_1']] });
    expect(script(createTable(tableOf(model, dialect), dialect))).toMatchSnapshot();
  });

  it('makes a table anew whose name leaves no room for more', () => {
    const table = dialect.nameProblem('t'.repeat(64)) === undefined ? 't'.repeat(64) : 't'.repeat(63);
    const [before, after] = [{}, { primaryKey: true }].map((key) => tableOf(modelOf({ table, fields: [{ name: 'id', type: 'phone', nullable: false, ...key }] }), dialect));
    expect(bringTogether(compareTables(after!, before, dialect), after!, before, dialect).map(({ sql }) => sql).join()).toContain('_new');
  });

  it('writes the statements that make a table anew, keep the numbers of its rows and number on', () => {
    const id = { name: 'id', type: 'auto-number' };
    const [before, after] = [[id, { name: 'code', type: 'phone', primaryKey: true, index: true }], [{ ...id, primaryKey: true }, { name: 'code', type: 'phone', references: { table: 'phones', column: 'code' } }]].map((fields) => tableOf(modelOf({ schema: 'sales', fields }), dialect));
    const differences = compareTables(after!, before, dialect);
    expect(changeScript(bringTogether(differences, after!, before, dialect))).toMatchSnapshot();
  });
});

describe('a real SQLite', () => {
  it('makes a table of any names, texts and numbers, and calls everything by that name', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (table, column, text) => {
        if (sqliteDialect.nameProblem(table) !== undefined || sqliteDialect.nameProblem(column) !== undefined || text.includes('\0') || !text.isWellFormed()) return;
        const model = modelOf({ table, fields: [{ name: column, type: 'multi-line-text', default: text, index: true }] });
        const database = new DatabaseSync(':memory:');
        for (const sql of createTable(tableOf(model, sqliteDialect), sqliteDialect)) database.exec(sql);
        expect(database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()).toEqual([{ name: table }]);
        database.exec(`INSERT INTO ${sqliteDialect.quoteName(table)} DEFAULT VALUES`);
        expect(database.prepare(`SELECT * FROM ${sqliteDialect.quoteName(table)}`).get()).toEqual({ [column]: text });
        database.close();
      }),
      { numRuns: 200 },
    );
  });

  it('runs what brings a table together with its model, when a person takes the comments away', () => {
    const before = tableOf(modelOf({ fields: [{ name: 'id', type: 'auto-number', primaryKey: true }, { name: 'code', type: 'number', scale: 0 }, { name: 'old', type: 'date' }] }), sqliteDialect);
    const after = tableOf(modelOf({ fields: [{ name: 'id', type: 'auto-number', primaryKey: true }, { name: 'code', type: 'single-line-text', length: 20, index: true }, { name: 'new', type: 'date' }] }), sqliteDialect);
    const differences = compareTables(after, before, sqliteDialect);
    expect(differences.map((difference) => difference.kind)).toEqual(['column-differs', 'column-missing', 'column-unknown', 'index-missing']);
    const database = new DatabaseSync(':memory:');
    database.exec(script(createTable(before, sqliteDialect)));
    database.exec('INSERT INTO customer (code) VALUES (7)');
    const text = changeScript(bringTogether(differences, after, before, sqliteDialect));
    database.exec(text);
    expect(database.prepare('SELECT * FROM customer').all()).toEqual([{ id: 1, code: 7, old: null }]);
    database.exec(text.replaceAll(/^-- /gm, ''));
    expect(database.prepare('SELECT * FROM customer').all()).toEqual([{ id: 1, code: '7', new: null }]);
    database.close();
  });
});

describe('statements that lose data', () => {
  it.each(DIALECTS)('stand in comments that no name can end: %s', (_, dialect) => {
    const expected = tableOf(modelOf({ fields: [{ name: 'a', type: 'date' }] }), dialect);
    const actual = { ...expected, columns: [...expected.columns, { name: 'x\nDROP TABLE y;\r--', type: 'date', nullable: true }] };
    const text = changeScript(bringTogether(compareTables(expected, actual, dialect), expected, actual, dialect));
    expect(text).toContain('DROP TABLE y');
    for (const line of text.split(/[\r\n]+/)) expect(line).toMatch(/^(-- .*)?$/);
  });
});

describe('a piece of SQL from a model', () => {
  it.each(['varchar(40)', "enum('a','b')", 'timestamp(3) with time zone', '"my type"', 'text[]', "coalesce(a, 'x; y')", 'now() + 1'])('is taken: %s', (sql) => {
    expect(isSelfContained(sql)).toBe(true);
  });
  it.each(['', 'int); DROP TABLE x', 'int, b int', "'", '(', 'int -- x', 'int /* x', 'int # x', '$$)$$', "'a\\'", 'a;b', ')('])('is refused: %s', (sql) => {
    expect(isSelfContained(sql)).toBe(false);
  });
});
