import { setTimeout as delay } from 'node:timers/promises';
import type { FailureCode } from '../../databases/failure';
import { isAcquireTimeout, type DriverPool, type PooledConnection } from '../../databases/pool';
import { LoadCounters } from './load-counters';
import type { LoadMeasurements, PoolSample } from './measurements';
import type { PoolCheckPlan } from './plan';

/** Often enough for a chart that moves. */
const SAMPLE_MS = 250;

/** A client that failed does not ask again at once: that would be a flood where there were requests. */
const PAUSE_AFTER_ERROR_MS = 100;

/** A wrong password must not lock an account, and a full server not be kept from others. */
const ENDING: ReadonlySet<FailureCode> = new Set(['authentication-failed', 'account-locked', 'password-expired', 'too-many-connections']);

interface Load {
  readonly pool: DriverPool;
  readonly plan: PoolCheckPlan;
  readonly statement: string;
  readonly codeOf: (error: unknown) => FailureCode;
  readonly onSample: (sample: PoolSample) => void;
}

/** Lets the clients of the plan share the pool for its duration. Resolves when the last one is done; leaves the pool open. */
export async function runLoad({ pool, plan, statement, codeOf, onSample }: Load): Promise<LoadMeasurements> {
  const counters = new LoadCounters();
  const started = performance.now();
  const end = started + plan.durationMs;
  let stoppedBy: FailureCode | undefined;
  const goesOn = (): boolean => stoppedBy === undefined && performance.now() < end;
  const fail = async (error: unknown): Promise<void> => {
    const code = codeOf(error);
    counters.failed(code);
    if (ENDING.has(code)) stoppedBy ??= code;
    else await delay(PAUSE_AFTER_ERROR_MS);
  };

  const request = async (): Promise<void> => {
    const asked = performance.now();
    counters.waiting += 1;
    let connection: PooledConnection;
    try {
      connection = await pool.acquire();
    } finally {
      counters.waiting -= 1;
    }
    const acquired = performance.now();
    counters.acquired(acquired - asked);
    counters.active += 1;
    try {
      await connection.run(statement);
      const ran = performance.now();
      counters.ran(ran - acquired);
      const rest = plan.holdMs - (ran - acquired);
      if (rest > 0) await delay(rest);
      connection.release();
    } catch (error) {
      connection.release(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      counters.active -= 1;
    }
  };
  const client = async (): Promise<void> => {
    while (goesOn()) {
      try {
        await request();
      } catch (error) {
        if (isAcquireTimeout(error)) counters.timedOut();
        else await fail(error);
      }
    }
  };

  const sampler = setInterval(() => {
    onSample(counters.sample(performance.now() - started, pool.open()));
  }, SAMPLE_MS);
  try {
    await Promise.all(Array.from({ length: plan.clients }, client));
  } finally {
    clearInterval(sampler);
  }
  onSample(counters.sample(performance.now() - started, pool.open()));
  return { ...counters.total(performance.now() - started), ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}
