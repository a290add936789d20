// What the happy path of a test costs over the bare driver. Run it with Node.js 24 after `npm run build`:
//   node test/bench/happy-path.mjs [pairs]
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { fakeDmdb } from '../machine/locations.mjs';
import { load, root } from './happy-path-bundle.mjs';

const workerFile = path.join(root, 'dist/test-worker.js');
const WARM_UP = 30;
const WARM_UP_MS = 1000;
const MEASURE_MS = 3000;

/**
 * Measures each type in interleaved pairs, so that whatever else the machine does meets both.
 * @param servers what startBenchServers() answers
 * @returns `[{ name, test, bare, ratio }]` in milliseconds, medians
 */
export async function happyPath(servers, pairs = 200) {
  if (!existsSync(workerFile)) throw new Error(`${workerFile} is missing. Run "npm run build" first.`);
  const folder = mkdtempSync(path.join(tmpdir(), 'database-elements-bench-'));
  const { WorkerPool } = await load('src/diagnosis/worker-pool.ts');
  const { testTask } = await load('src/diagnosis/worker/tasks/test.ts');
  const pool = new WorkerPool({ workerFile, size: 1 });
  const bare = bareDriver();
  try {
    const results = [];
    for (const subject of await subjects(servers, folder)) {
      const measured = await measure(() => runTest(pool, subject.job, testTask), () => bare.run(subject.task), pairs);
      results.push({ name: subject.name, ...measured });
    }
    return results;
  } finally {
    await Promise.all([pool.dispose(), bare.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Medians of both, in milliseconds, and their ratio, of so many pairs and more where they are done in no time: a job of
 * microseconds is warm after thousands of runs, when the compiler is done with it.
 */
export async function measure(test, bare, pairs) {
  const times = { test: [], bare: [] };
  const subjects = [['test', test], ['bare', bare]];
  const until = async (atLeast, milliseconds, take) => {
    const end = performance.now() + milliseconds;
    for (let pair = 0; pair < atLeast || performance.now() < end; pair += 1) {
      // Which one goes first alternates: the second finds warmer caches.
      for (const [name, run] of pair % 2 === 0 ? subjects : subjects.toReversed()) {
        const started = performance.now();
        await run();
        take(name, performance.now() - started);
      }
    }
  };
  await until(WARM_UP, WARM_UP_MS, () => undefined);
  await until(pairs, MEASURE_MS, (name, elapsed) => times[name].push(elapsed));
  const [ours, theirs] = [median(times.test), median(times.bare)];
  return { test: ours, bare: theirs, ratio: ours / theirs };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Whoever orders a test has one for it, or one for all of them. */
const { signal } = new AbortController();

async function runTest(pool, job, task) {
  const outcome = await pool.run(job, task, { deadlineMs: 20_000, signal, onEvent: () => undefined });
  if (!outcome.ok) throw new Error(`${job.type}: ${JSON.stringify(outcome.failure)}`);
}

/** The bare driver in a warm worker of its own. */
export function bareDriver() {
  const worker = new Worker(new URL('happy-path-bare-driver.cjs', import.meta.url));
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        worker.once('message', ({ ok, message }) => (ok ? resolve() : reject(new Error(`${task.type}: ${message}`))));
        worker.postMessage(task);
      }),
    stop: () => worker.terminate(),
  };
}

/** What a job and the bare driver need for each type, as `{ name, job, task }`. */
export async function subjects({ postgres, mariadb, sqlserver, oracle, dm }, folder) {
  const { orders } = await load('test/servers/seed.ts');
  const statements = {
    postgresql: (await load('src/databases/postgresql/server-facts.ts')).factsQuery,
    mysql: (await load('src/databases/mysql/server-facts.ts')).factsQuery('MariaDB'),
    sqlserver: (await load('src/databases/sqlserver/server-facts.ts')).factsQuery,
    sqlite: (await load('src/databases/sqlite/facts-query.ts')).factsQuery,
  };
  const server = (type, product, { host, port }) =>
    ['disable', 'require'].map((mode) => {
      const values = { host, port, user: orders.user, password: orders.password, database: orders.database };
      const ssl = mode === 'require' ? { rejectUnauthorized: false } : false;
      return {
        name: `${product}, ${mode === 'require' ? 'TLS' : 'no TLS'}`,
        job: { type, driver: type, values, secretKeys: ['password'], tls: { mode } },
        task: { type, connection: ssl || type === 'postgresql' ? { ...values, ssl } : values, sql: statements[type] },
      };
    });
  const sqlserverValues = { ...sqlserver, user: orders.user, password: orders.password, database: orders.database };
  const oracleValues = { ...oracle, user: orders.user, password: orders.password, serviceName: orders.database };
  const oracleStatements = await load('src/databases/oracle/server-facts.ts');
  const dmValues = { ...dm, user: 'ORDERS_APP', password: orders.password, schema: 'ORDERS' };
  const dmStatements = await load('src/databases/dm/server-facts.ts');
  // SQLite parses a schema whenever it opens a file, so that what is ours, which is the same for each, is largest beside one table.
  const sqlite = (name, schema) => {
    const file = path.join(folder, `${name}.db`);
    const database = new DatabaseSync(file);
    database.exec(schema);
    database.close();
    return { name: `SQLite, ${name}`, job: { type: 'sqlite', driver: 'sqlite', values: {}, secretKeys: [], tls: { mode: 'disable' }, file }, task: { type: 'sqlite', file, sql: statements.sqlite } };
  };
  return [
    ...server('postgresql', 'PostgreSQL', postgres),
    ...server('mysql', 'MariaDB', mariadb),
    ...['disable', 'require'].map((mode) => ({
      name: `SQL Server*, ${mode === 'require' ? 'TLS' : 'no TLS'}`,
      job: { type: 'sqlserver', driver: 'sqlserver', values: sqlserverValues, secretKeys: ['password'], tls: { mode } },
      task: { type: 'sqlserver', connection: { ...sqlserverValues, encrypt: mode === 'require' }, sql: statements.sqlserver },
    })),
    {
      name: 'Oracle*, no TLS',
      job: { type: 'oracle', driver: 'oracle', values: oracleValues, secretKeys: ['password'], tls: { mode: 'disable' } },
      task: { type: 'oracle', connection: oracleValues, sql: oracleStatements.factsQuery, thenSql: oracleStatements.limitsQuery },
    },
    {
      // Only a real server lets the real dmdb sign in. Both sides use the same fake, so that what is measured is our own part.
      name: 'DM (fake driver)',
      job: { type: 'dm', driver: 'dm', packageFolder: fakeDmdb, values: dmValues, secretKeys: ['password'], tls: { mode: 'disable' } },
      task: {
        type: 'dm',
        folder: fakeDmdb,
        connection: { connectString: `${dm.host}:${dm.port}`, user: dmValues.user, password: dmValues.password },
        statements: [`SET SCHEMA "${dmValues.schema}"`, dmStatements.plainQuery, ...dmStatements.inquiries],
      },
    },
    sqlite('100 tables', Array.from({ length: 100 }, (_, number) => applicationTable(number)).join('\n')),
    sqlite('Sakila', readFileSync(path.join(root, 'test/fixtures/sakila/sqlite.sql'), 'utf8')),
    sqlite('one table', 'CREATE TABLE customer (id integer PRIMARY KEY, name text)'),
  ];
}

/** A table as business applications have them by the hundred: a dozen columns, a reference, an index. */
function applicationTable(number) {
  const columns = ['code varchar(20) NOT NULL UNIQUE', 'title varchar(200) NOT NULL', 'description text', 'amount decimal(18, 2)', 'currency char(3)', 'quantity integer', 'active boolean NOT NULL DEFAULT 1', 'due date', 'created_at timestamp NOT NULL', 'updated_at timestamp', `parent_id integer REFERENCES entity_${Math.max(number - 1, 0)} (id)`];
  return `CREATE TABLE entity_${number} (id integer PRIMARY KEY, ${columns.join(', ')}); CREATE INDEX entity_${number}_parent ON entity_${number} (parent_id);`;
}

/** A type with an asterisk was measured against a protocol-level test server, DM over a fake of its driver. */
export function printResults(results) {
  for (const { name, test, bare, ratio } of results) {
    console.log(`${name.padEnd(34)} test ${test.toFixed(2).padStart(7)} ms   bare driver ${bare.toFixed(2).padStart(7)} ms   ratio ${ratio.toFixed(3)}`);
  }
}

async function main() {
  const { startBenchServers } = await load('test/bench/happy-path-servers.ts');
  const servers = await startBenchServers();
  try {
    printResults(await happyPath(servers, Number(process.argv[2] ?? 200)));
  } finally {
    await servers.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
