// How long a failure takes to be told, against the bare driver's error, and how soon a cancelled test lets go of its socket.
// Run it with Node.js 24 after `npm run build`: node test/bench/diagnoses.mjs [pairs]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load, root } from './happy-path-bundle.mjs';
import { bareDriver, measure, median, subjects } from './happy-path.mjs';

const DEADLINE_MS = 20_000;

/** @returns `[{ name, test, bare, ratio }]` in milliseconds, medians */
export async function diagnoses(servers, pairs = 40) {
  return withSubjects(servers, async ({ pool, testTask, chosen, freePort }) => {
    const bare = bareDriver();
    const refused = await freePort();
    const failures = [
      ['refused', { host: '127.0.0.1', port: refused }, 'connection-refused'],
      ['unknown host', { host: 'orders.db.invalid' }, 'host-not-found'],
      ['wrong password', { password: 'wrong-Secret' }, 'authentication-failed'],
    ];
    try {
      const results = [];
      for (const { name, job, task } of chosen) {
        for (const [what, change, code] of failures) {
          const failing = { ...job, values: { ...job.values, ...change } };
          const ours = async () => {
            const outcome = await pool.run(failing, testTask, { deadlineMs: DEADLINE_MS, signal: new AbortController().signal, onEvent: () => undefined });
            if (outcome.ok || outcome.failure.code !== code) throw new Error(`${name}, ${what}: ${JSON.stringify(outcome)}`);
          };
          const theirs = () => bare.run({ ...task, connection: { ...task.connection, ...change } }).then(() => { throw new Error(`${name}, ${what}: the bare driver passed`); }, () => undefined);
          results.push({ name: `${name}: ${what}`, ...(await measure(ours, theirs, pairs)) });
        }
      }
      return results;
    } finally {
      await bare.stop();
    }
  });
}

/** From cancel to the server's end of the connection being closed. @returns `[{ name, milliseconds }]`, medians */
export async function cancels(servers, runs = 15) {
  return withSubjects(servers, async ({ pool, testTask, chosen, silentPeer }) => {
    const results = [];
    for (const { name, job } of chosen) {
      const times = [];
      for (let run = 0; run < runs; run += 1) {
        const peer = await silentPeer();
        const controller = new AbortController();
        const values = { ...job.values, host: peer.host, port: peer.port };
        const testing = pool.run({ ...job, values }, testTask, { deadlineMs: DEADLINE_MS, signal: controller.signal, onEvent: () => undefined });
        await peer.connected();
        const started = performance.now();
        controller.abort();
        await peer.allClosed();
        times.push(performance.now() - started);
        await Promise.all([testing, peer.stop()]);
      }
      results.push({ name, milliseconds: median(times) });
    }
    return results;
  });
}

async function withSubjects(servers, work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'database-elements-bench-'));
  const { WorkerPool } = await load('src/diagnosis/worker-pool.ts');
  const { testTask } = await load('src/diagnosis/worker/tasks/test.ts');
  const { freePort, silentPeer } = await load('test/servers/peers.ts');
  const pool = new WorkerPool({ workerFile: path.join(root, 'dist/test-worker.js'), size: 1 });
  try {
    const chosen = (await subjects(servers, folder)).filter(({ name }) => name.endsWith(', no TLS'));
    return await work({ pool, testTask, chosen, freePort, silentPeer });
  } finally {
    await pool.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function printCancels(results) {
  for (const { name, milliseconds } of results) console.log(`${name.padEnd(20)} socket closed ${milliseconds.toFixed(1).padStart(6)} ms after the cancel`);
}
