import { mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { webAssemblyEngine as openWasmEngine } from '../../src/databases/sqlite/engine';
import { failed, passed, run, sqliteJob } from './run-test';

const folder = mkdtempSync(path.join(tmpdir(), 'database-elements-sqlite-'));
const file = (name: string): string => path.join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A database with so many tables that stays open until `close`. */
function openDatabase(name: string, tables: number, more = ''): DatabaseSync {
  const database = new DatabaseSync(file(name));
  database.exec(more);
  for (let table = 0; table < tables; table += 1) database.exec(`CREATE TABLE t${String(table)} (id integer)`);
  return database;
}

describe('a file that is a database', () => {
  it('passes, and has no stages that only servers have', async () => {
    openDatabase('orders with space #1.db', 2).close();
    const result = await run(sqliteJob(file('orders with space #1.db')));
    expect(passed(result)).toMatchObject({ product: 'SQLite', version: expect.stringMatching(/^3\./), fileSize: expect.any(Number) });
    expect(result.stages.query?.detail).toBe('2 tables');
    expect(Object.entries(result.stages).map(([id, { status }]) => `${id} ${status}`)).toEqual(['open passed', 'query passed']);
  });

  it('passes in memory', async () => {
    expect(passed(await run(sqliteJob(':memory:'))).fileSize).toBeUndefined();
  });

  it('passes when it is empty', async () => {
    writeFileSync(file('empty.db'), '');
    expect(passed(await run(sqliteJob(file('empty.db')))).fileSize).toBe(0);
  });

  it('shows changes that are only in the -wal file, while another program has it open', async () => {
    const writer = openDatabase('wal.db', 3, 'PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
    try {
      const result = await run(sqliteJob(file('wal.db')));
      passed(result);
      expect(result.stages.query?.detail).toBe('3 tables');
    } finally {
      writer.close();
    }
  });

  it('leaves nothing beside a database in WAL mode that nobody has open', async () => {
    openDatabase('quiet ?.db', 1, 'PRAGMA journal_mode = WAL').close();
    const before = readdirSync(folder);
    const result = await run(sqliteJob(file('quiet ?.db')));
    expect(passed(result).product).toBe('SQLite');
    expect(result.stages.query?.detail).toBe('1 table');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('leaves nothing beside a database that has changed to WAL mode since its last test', async () => {
    openDatabase('changed.db', 1).close();
    utimesSync(file('changed.db'), new Date(0), new Date(0));
    passed(await run(sqliteJob(file('changed.db'))));
    openDatabase('changed.db', 0, 'PRAGMA journal_mode = WAL; CREATE TABLE more (id integer)').close();
    const before = readdirSync(folder);
    expect((await run(sqliteJob(file('changed.db')))).stages.query?.detail).toBe('2 tables');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('is opened without being loaded when it is large', async () => {
    openDatabase('large.db', 1).close();
    truncateSync(file('large.db'), 2 * 1024 ** 3);
    const before = process.memoryUsage.rss();
    expect(passed(await run(sqliteJob(file('large.db')))).fileSize).toBe(2 * 1024 ** 3);
    expect(process.memoryUsage.rss() - before).toBeLessThan(256 * 1024 ** 2);
  });
});

describe('a file that is locked', () => {
  it('reads one that is locked once it is not', async () => {
    const writer = openDatabase('locked.db', 1);
    writer.exec('BEGIN EXCLUSIVE');
    let running = 0;
    const waiting = run(sqliteJob(file('locked.db')), {
      onEvent: (event) => {
        // The host says at once that the stage runs, the worker when it has waited for a while.
        if (event.id === 'open' && event.status === 'running' && ++running === 2) writer.exec('COMMIT');
      },
    });
    passed(await waiting);
    writer.close();
  });

  it('can be cancelled while it waits for a lock', async () => {
    const writer = openDatabase('waiting.db', 1);
    writer.exec('BEGIN EXCLUSIVE');
    const controller = new AbortController();
    const result = await run(sqliteJob(file('waiting.db')), {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.id === 'open') controller.abort();
      },
    });
    expect(failed(result)).toMatchObject({ code: 'cancelled', stage: 'open' });
    writer.close();
  });
});

describe('the WebAssembly engine, for hosts whose Node.js has no SQLite', () => {
  const wasm = path.resolve(import.meta.dirname, '../../dist/drivers/sql-wasm.wasm');
  const sql = 'SELECT count(*) AS tables FROM sqlite_master';

  it('reads a file, and one in memory', async () => {
    openDatabase('wasm.db', 2).close();
    const engine = await openWasmEngine(wasm);
    expect(engine.open({ path: file('wasm.db'), size: 1, walSize: undefined, wal: false }).all(sql, [])[0]).toEqual({ tables: 2 });
    expect(engine.open({ path: ':memory:', size: 0, walSize: undefined, wal: false }).all(sql, [])[0]).toEqual({ tables: 0 });
  });

  it('says what a file is that is no database', async () => {
    writeFileSync(file('noise.db'), Buffer.alloc(4096, 0x9c));
    const engine = await openWasmEngine(wasm);
    const read = (): unknown => engine.open({ path: file('noise.db'), size: 4096, walSize: undefined, wal: false }).all(sql, [])[0];
    expect(read).toThrow('file is not a database');
  });
});
