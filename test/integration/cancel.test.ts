import { connect } from 'node:net';
import { afterEach, describe, expect, inject, it } from 'vitest';

import type { Stage } from '../../src/databases/stages';
import { blackHole, silentPeer, startPeer, type Peer } from '../servers/peers';
import { until } from '../servers/until';
import { failed, run, serverJob } from './run-test';

const servers = { postgresql: inject('postgres'), mysql: inject('mariadb') };
let peer: { stop(): Promise<void> } | undefined;
afterEach(async () => {
  await peer?.stop();
  peer = undefined;
});

/** A peer between the test and a real server that lets through only so many chunks from the server. */
function stallingAfter(chunks: number, server: { readonly port: number }): Promise<Peer> {
  return startPeer((socket) => {
    const upstream = connect({ host: '127.0.0.1', port: server.port });
    let passed = 0;
    socket.pipe(upstream);
    upstream.on('data', (chunk) => {
      passed += 1;
      if (passed <= chunks) socket.write(chunk);
    });
    upstream.on('error', () => undefined);
    socket.on('close', () => upstream.destroy());
  });
}

/** Cancels when the stage has begun and, where there is one to wait for, the server has seen the connection. */
async function cancelAt(stage: Stage, job: ReturnType<typeof serverJob>, connected?: () => Promise<void>) {
  const controller = new AbortController();
  const result = await run(job, {
    signal: controller.signal,
    onEvent: (event) => {
      if (event.id !== stage || event.status !== 'running') return;
      if (connected === undefined) controller.abort();
      else void connected().finally(() => { controller.abort(); });
    },
  });
  expect(failed(result)).toMatchObject({ code: 'cancelled', stage });
}

describe.each(['postgresql', 'mysql'] as const)('%s', (type) => {
  it('is cancelled while it reaches', async () => {
    const hole = await blackHole();
    peer = hole;
    await cancelAt('reach', serverJob(type, hole));
  });

  it.each([
    ['secure', 'require'],
    ['authenticate', 'disable'],
  ] as const)('is cancelled at %s and closes its connection', async (stage, mode) => {
    const silent = await silentPeer();
    peer = silent;
    await cancelAt(stage, serverJob(type, silent, {}, { mode }), () => silent.connected());
    await silent.allClosed();
    expect(silent.connectionsSeen()).toBe(1);
  });

  it('is cancelled while it queries and closes its connection', async () => {
    // What the server says before the answer to the query: PostgreSQL with SCRAM three times, MariaDB greeting and approval.
    const stalling = await stallingAfter(type === 'postgresql' ? 3 : 2, servers[type]);
    peer = stalling;
    await cancelAt('query', serverJob(type, stalling, {}, { mode: 'disable' }));
    await stalling.allClosed();
  });

  it('is cancelled before it begins', async () => {
    const silent = await silentPeer();
    peer = silent;
    const { outcome, events } = await run(serverJob(type, silent), { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(events).toEqual([]);
    expect(silent.connectionsSeen()).toBe(0);
  });

  it('ends at the deadline wherever it is and closes its connection', async () => {
    const stalling = await stallingAfter(1, servers[type]);
    peer = stalling;
    const facts = failed(await run(serverJob(type, stalling, {}, { mode: 'disable' }), { deadlineMs: 3000 }));
    expect(facts).toMatchObject({ code: 'timed-out', stage: 'authenticate' });
    await stalling.allClosed();
  });

  it('leaves the server with no session when it has passed', async () => {
    const counting = await stallingAfter(Number.POSITIVE_INFINITY, servers[type]);
    peer = counting;
    const { outcome } = await run(serverJob(type, counting));
    expect(outcome.ok).toBe(true);
    await until('the end of the session', () => counting.connectionsOpen() === 0);
  });
});
