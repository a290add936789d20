'use strict';
/* global performance, setTimeout, clearTimeout */
// The load of Pool Check as one would write it on the driver: clients in loops, each acquires, runs `SELECT 1`, holds, releases.
const { parentPort } = require('node:worker_threads');

const openers = {
  postgresql({ connection, max }) {
    const { Pool } = require('pg');
    const pool = new Pool({ ...connection, ssl: false, max, connectionTimeoutMillis: 10_000 });
    return { request: (onAcquired) => pool.connect().then(async (client) => { const held = onAcquired(); await client.query('SELECT 1'); await held(); client.release(); }), end: () => pool.end() };
  },
  mysql({ connection, max }) {
    const pool = require('mysql2').createPool({ ...connection, connectionLimit: max });
    // mysql2 limits no wait, so whoever wants a limit sets a timer; pg does that by itself.
    const acquire = () => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('timeout')), 10_000);
      pool.getConnection((error, client) => { clearTimeout(timer); if (error) reject(error); else resolve(client); });
    });
    const query = (client) => new Promise((resolve, reject) => client.query('SELECT 1', (error, rows) => (error ? reject(error) : resolve(rows))));
    return { request: async (onAcquired) => { const client = await acquire(); const held = onAcquired(); await query(client); await held(); client.release(); }, end: () => new Promise((resolve) => pool.end(resolve)) };
  },
};

const hold = (milliseconds) => (milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : undefined);

async function run(task) {
  const pool = openers[task.type](task);
  const waits = [];
  let requests = 0;
  const started = performance.now();
  const client = async () => {
    while (performance.now() < started + task.durationMs) {
      const asked = performance.now();
      await pool.request(() => {
        const acquired = performance.now();
        waits.push(acquired - asked);
        return () => hold(acquired + task.holdMs - performance.now());
      });
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: task.clients }, client));
  const elapsed = performance.now() - started;
  await pool.end();
  waits.sort((a, b) => a - b);
  return { perSecond: (requests * 1000) / elapsed, acquireMs: waits[Math.ceil(waits.length / 2) - 1] };
}

parentPort.on('message', (task) => {
  run(task).then((result) => parentPort.postMessage({ ok: true, ...result }), (error) => parentPort.postMessage({ ok: false, message: String(error) }));
});
