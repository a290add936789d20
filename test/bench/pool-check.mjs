// What Pool Check's load costs over the same load written directly on the driver. Run it with Node.js 24 after `npm run build`:
//   node test/bench/pool-check.mjs [pairs]
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { load, root } from './happy-path-bundle.mjs';
import { median } from './happy-path.mjs';

const POOL_MAX = 4;

/** The load that a user runs, where what the measuring costs could only delay; and one that keeps a processor busy, where every microsecond shows. */
const LOADS = [
  { title: 'held 20 ms', plan: { clients: 8, holdMs: 20, durationMs: 1000, instances: 1 }, share: 0.25 },
  { title: 'at full speed', plan: { clients: 8, holdMs: 0, durationMs: 500, instances: 1 }, share: 1 },
];

/**
 * Runs both loads in interleaved pairs over the same server, so that whatever else the machine does meets both.
 * @param pairs of the load at full speed, whose times scatter; the other one needs a quarter of them
 * @returns `[{ name, ours, theirs }]`, each side `{ perSecond, acquireMs }`, medians
 */
export async function poolCheck({ postgres, mariadb }, pairs = 7) {
  const { WorkerPool } = await load('src/diagnosis/worker-pool.ts');
  const { poolCheckTask } = await load('src/diagnosis/worker/tasks/pool-check.ts');
  const { orders } = await load('test/servers/seed.ts');
  const workers = new WorkerPool({ workerFile: path.join(root, 'dist/test-worker.js'), size: 1 });
  const bare = new Worker(new URL('pool-check-bare-driver.cjs', import.meta.url));
  try {
    const results = [];
    for (const [name, type, { host, port }] of [['PostgreSQL', 'postgresql', postgres], ['MariaDB', 'mysql', mariadb]]) {
      const connection = { host, port, user: orders.user, password: orders.password, database: orders.database };
      const job = { type, driver: type, values: { ...connection, 'pool.max': POOL_MAX }, secretKeys: ['password'], tls: { mode: 'disable' } };
      for (const { title, plan, share } of LOADS) {
        const task = poolCheckTask({ plan, trivialStatement: 'SELECT 1' }, () => undefined);
        const ours = () => runOurs(workers, job, task);
        const theirs = () => ask(bare, { type, connection, max: POOL_MAX, ...plan });
        const runs = await inPairs(ours, theirs, Math.ceil(pairs * share));
        results.push({ name: `${name}, ${title}`, ours: medians(runs.ours), theirs: medians(runs.theirs), ratios: ratios(runs) });
      }
    }
    return results;
  } finally {
    await Promise.all([workers.dispose(), bare.terminate()]);
  }
}

async function inPairs(ours, theirs, pairs) {
  const runs = { ours: [], theirs: [] };
  for (let pair = 0; pair <= pairs; pair += 1) {
    for (const [side, run] of pair % 2 === 0 ? [['ours', ours], ['theirs', theirs]] : [['theirs', theirs], ['ours', ours]]) {
      const result = await run();
      // The first pair warms both up.
      if (pair > 0) runs[side].push(result);
    }
  }
  return runs;
}

async function runOurs(workers, job, task) {
  const outcome = await workers.run(job, task, { deadlineMs: 60_000, signal: new AbortController().signal, onEvent: () => undefined });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  const { requests, milliseconds, acquire } = outcome.result.load;
  return { perSecond: (requests * 1000) / milliseconds, acquireMs: acquire.p50 };
}

function ask(worker, task) {
  return new Promise((resolve, reject) => {
    worker.once('message', ({ ok, message, ...result }) => (ok ? resolve(result) : reject(new Error(message))));
    worker.postMessage(task);
  });
}

function medians(runs) {
  const middle = (key) => median(runs.map((run) => run[key]));
  return { perSecond: middle('perSecond'), acquireMs: middle('acquireMs') };
}

/** The median of the pairs' ratios, and between which two it lies with a confidence of 95% (order statistics of the sign test). */
function ratios({ ours, theirs }) {
  const of = (key) => {
    const sorted = ours.map((run, pair) => run[key] / theirs[pair][key]).sort((a, b) => a - b);
    const outside = Math.max(0, Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2));
    return { middle: median(sorted), from: sorted[outside], to: sorted[sorted.length - 1 - outside] };
  };
  return { perSecond: of('perSecond'), acquireMs: of('acquireMs') };
}

export function printPoolCheck(results) {
  for (const { name, ours, theirs, ratios: { perSecond, acquireMs } } of results) {
    const side = (run) => `${run.perSecond.toFixed(0).padStart(6)}/s ${run.acquireMs.toFixed(3)} ms`;
    const ratio = ({ middle, from, to }) => `${middle.toFixed(3)} (${from.toFixed(3)} to ${to.toFixed(3)})`;
    console.log(`${name.padEnd(26)} pool check ${side(ours)}   bare driver ${side(theirs)}   ratio ${ratio(perSecond)} throughput, ${ratio(acquireMs)} acquire p50`);
  }
}

async function main() {
  const { startBenchServers } = await load('test/bench/happy-path-servers.ts');
  const servers = await startBenchServers();
  try {
    printPoolCheck(await poolCheck(servers, Number(process.argv[2] ?? 40)));
  } finally {
    await servers.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
