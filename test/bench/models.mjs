// What opening a schema and comparing models cost over asking the driver for the names of the tables, and for their columns:
//   node test/bench/models.mjs [tables] [models] [rounds]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { load, root } from './happy-path-bundle.mjs';

/** Alternates ours and the bare driver, so that whatever else the machine does meets both. Medians in milliseconds. */
export async function benchModels(tables = 10_000, models = 500, rounds = 7) {
  const folder = mkdtempSync(path.join(tmpdir(), 'database-elements-bench-models-'));
  const file = path.join(folder, 'bench.db');
  const { statements, subjects } = await load('test/bench/models.ts');
  const bench = subjects(file, path.join(root, 'dist/test-worker.js'));
  try {
    const database = new DatabaseSync(file, { defensive: false });
    database.exec('BEGIN');
    for (const sql of statements(models)) database.exec(sql);
    database.exec('COMMIT');
    fill(database, tables - models);
    database.close();
    const works = [
      [`open a schema of ${tables} tables and views`, () => bench.open(), () => bare(file, (open) => open.prepare("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name").all().length), tables],
      [`compare ${models} models`, () => bench.compare(models), () => bare(file, (open) => columnsOf(open, models)), 0],
    ];
    const results = [];
    for (const [name, ours, theirs, expected] of works) {
      const times = { ours: [], bare: [] };
      for (let round = -1; round < rounds; round += 1) {
        for (const [key, run] of round % 2 === 0 ? [['ours', ours], ['bare', theirs]] : [['bare', theirs], ['ours', ours]]) {
          const started = performance.now();
          const found = await run();
          if (key === 'ours' && found !== expected) throw new Error(`${name}: ${found} instead of ${expected}`);
          // The first round warms caches, compilers and the worker up.
          if (round >= 0) times[key].push(performance.now() - started);
        }
      }
      results.push({ name, ours: median(times.ours), bare: median(times.bare) });
    }
    return results;
  } finally {
    await bench.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Views, written into the schema at once: SQLite looks through all that is there for each statement that makes something. */
function fill(database, count) {
  database.exec('PRAGMA writable_schema = ON');
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO sqlite_master SELECT 'view', 'view ' || i, 'view ' || i, 0, 'CREATE VIEW "view ' || i || '" AS SELECT 1 AS one' FROM n`);
  database.exec('PRAGMA writable_schema = RESET');
}

function bare(file, work) {
  const open = new DatabaseSync(file, { readOnly: true });
  try {
    return work(open);
  } finally {
    open.close();
  }
}

/** The columns and indexes of the first tables, asked for one by one as a plain program would. */
function columnsOf(open, count) {
  let columns = 0;
  for (let number = 0; number < count; number += 1) {
    const name = `t${String(number).padStart(5, '0')}`;
    columns += open.prepare('SELECT * FROM pragma_table_xinfo(?)').all(name).length;
    for (const index of open.prepare('SELECT * FROM pragma_index_list(?)').all(name)) open.prepare('SELECT * FROM pragma_index_info(?)').all(index.name);
    open.prepare('SELECT * FROM pragma_foreign_key_list(?)').all(name);
  }
  return columns;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function printModelResults(results) {
  for (const { name, ours, bare: theirs } of results) {
    console.log(`${name.padEnd(32)} ours ${ours.toFixed(0).padStart(6)} ms   bare driver ${theirs.toFixed(0).padStart(6)} ms   ratio ${(ours / theirs).toFixed(2)}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printModelResults(await benchModels(...process.argv.slice(2).map(Number)));
