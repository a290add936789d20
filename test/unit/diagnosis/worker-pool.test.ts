import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionJob } from '../../../src/databases/connection';
import type { ServerFacts } from '../../../src/databases/contract';
import type { StageEvent } from '../../../src/databases/stages';
import { WorkerPool, type JobOutcome, type WorkerPoolOptions } from '../../../src/diagnosis/worker-pool';
import { testTask } from '../../../src/diagnosis/worker/tasks/test';

const workerFile = fileURLToPath(new URL('worker/fake-worker.cjs', import.meta.url));
const pools: WorkerPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
});

function newPool(options: Partial<WorkerPoolOptions> = {}): WorkerPool {
  const pool = new WorkerPool({ workerFile, ...options });
  pools.push(pool);
  return pool;
}

function order(pool: WorkerPool, behave: string, options: { deadlineMs?: number; signal?: AbortSignal; onEvent?: (event: StageEvent) => void } = {}): Promise<JobOutcome<ServerFacts>> {
  const job: ConnectionJob = { type: 'fake', driver: 'fake', values: { behave }, secretKeys: [], tls: { mode: 'disable' } };
  return pool.run(job, testTask, { deadlineMs: 10_000, signal: new AbortController().signal, onEvent: () => undefined, ...options });
}

const failure = (facts: object): object => ({ ok: false, failure: facts });

describe('WorkerPool', () => {
  it('gives the facts of a test that passed and the failure of one that did not', async () => {
    const pool = newPool();
    expect(await order(pool, 'pass')).toEqual({ ok: true, result: { product: 'Fake', version: '1' } });
    expect(await order(pool, 'fail')).toEqual(failure({ code: 'authentication-failed', stage: 'authenticate', driverCode: '1' }));
  });

  it('keeps a worker whose test passed, and no other', async () => {
    const pool = newPool({ size: 1 });
    await order(pool, 'pass');
    // The fake's version is the number of the job in its worker.
    expect(await order(pool, 'pass')).toMatchObject({ result: { version: '2' } });
    await order(pool, 'fail');
    expect(await order(pool, 'pass')).toMatchObject({ result: { version: '1' } });
  });

  it('ends an idle worker after its time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const pool = newPool({ size: 1, idleMs: 1000 });
      await order(pool, 'pass');
      vi.advanceTimersByTime(999);
      expect(await order(pool, 'pass')).toMatchObject({ result: { version: '2' } });
      vi.advanceTimersByTime(1000);
      expect(await order(pool, 'pass')).toMatchObject({ result: { version: '1' } });
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['hang', 'block'])('ends a test that %ss at its deadline, at the stage that runs', async (behave) => {
    const stage = behave === 'hang' ? 'reach' : 'query';
    const events: StageEvent[] = [];
    const outcome = await order(newPool(), behave, { deadlineMs: 500, onEvent: (event) => events.push(event) });
    expect(outcome).toMatchObject(failure({ code: 'timed-out', stage, field: behave === 'hang' ? 'host' : 'timeouts.connectMs' }));
    expect(events.map((event) => `${event.id} ${event.status}`)).toEqual(['lookup running', `${stage} running`, `${stage} failed`]);
  });

  it('counts the deadline from when the driver is loaded, for whose loading the server cannot answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const reached = Promise.withResolvers<undefined>();
      const settled = vi.fn();
      const outcome = order(newPool(), 'load', { deadlineMs: 1000, onEvent: ({ id }) => { if (id === 'reach') reached.resolve(undefined); } });
      void outcome.then(settled);
      vi.advanceTimersByTime(999);
      await reached.promise;
      await vi.advanceTimersByTimeAsync(999);
      expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(await outcome).toMatchObject(failure({ code: 'timed-out', stage: 'reach' }));
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['hang', 'block'])('cancels a test that %ss', async (behave) => {
    const stage = behave === 'hang' ? 'reach' : 'query';
    const controller = new AbortController();
    const outcome = await order(newPool(), behave, { signal: controller.signal, onEvent: ({ id }) => { if (id === stage) controller.abort(); } });
    expect(outcome).toMatchObject(failure({ code: 'cancelled', stage }));
  });

  it('cancels a test as soon as its first stage is told', async () => {
    const controller = new AbortController();
    const outcome = await order(newPool(), 'hang', { signal: controller.signal, onEvent: () => { controller.abort(); } });
    expect(outcome).toMatchObject(failure({ code: 'cancelled', stage: 'lookup' }));
  });

  it('cancels a test before it begins, and one that waits for a worker', async () => {
    const pool = newPool({ size: 1 });
    expect(await order(pool, 'pass', { signal: AbortSignal.abort() })).toMatchObject(failure({ code: 'cancelled', stage: 'lookup' }));
    const first = new AbortController();
    const second = new AbortController();
    const hanging = order(pool, 'hang', { signal: first.signal });
    const waiting = order(pool, 'pass', { signal: second.signal });
    second.abort();
    expect(await waiting).toMatchObject(failure({ code: 'cancelled' }));
    first.abort();
    await hanging;
    expect(await order(pool, 'pass')).toMatchObject({ ok: true });
  });

  it('runs no more tests at a time than it has workers, and all of them in the end', async () => {
    const pool = newPool({ size: 2 });
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, index) => order(pool, index % 3 === 0 ? 'crash' : 'pass')));
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, true, true, false, true, true]);
  });

  it.each([
    ['crash', 'uncaught in the driver'],
    ['reject', 'rejected in the driver'],
    ['exit', 'exit code 3'],
    ['garble', 'could not be read'],
    ['misfail', 'could not be read'],
  ])('survives a driver that ends its worker or answers nonsense: %s', async (behave, words) => {
    const pool = newPool();
    const outcome = await order(pool, behave);
    expect(outcome).toMatchObject(failure({ code: 'driver-crashed', driverMessage: expect.stringContaining(words) }));
    expect(await order(pool, 'pass')).toMatchObject({ ok: true });
  });

  it('tells a worker that is missing', async () => {
    const outcome = await order(newPool({ workerFile: `${workerFile}.missing` }), 'pass');
    expect(outcome).toMatchObject(failure({ code: 'driver-missing' }));
  });

  it('takes only messages that it understands, of this job, until the outcome', async () => {
    const events: StageEvent[] = [];
    const outcome = await order(newPool(), 'babble', { onEvent: (event) => events.push(event) });
    expect(outcome).toMatchObject({ ok: true, result: { product: 'Fake' } });
    expect(events).toEqual([{ id: 'lookup', status: 'running', milliseconds: 0 }, { id: 'open', status: 'passed', milliseconds: 1 }]);
  });

  it('gives a worker neither environment nor options', async () => {
    expect(await order(newPool(), 'environment')).toEqual({ ok: true, result: { product: '{}', version: '0' } });
  });

  it('settles everything when it is disposed, and takes nothing more', async () => {
    const pool = newPool({ size: 1 });
    const jobs = [order(pool, 'hang'), order(pool, 'pass')];
    await pool.dispose();
    for (const outcome of await Promise.all(jobs)) expect(outcome).toMatchObject(failure({ code: 'cancelled' }));
    expect(await order(pool, 'pass')).toMatchObject(failure({ code: 'cancelled' }));
  });
});
