import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, expect } from 'vitest';
import type { ParameterValues, ConnectionJob } from '../../src/databases/connection';
import type { ServerFacts } from '../../src/databases/contract';
import type { TlsPolicy } from '../../src/databases/tls';
import type { Stage, StageEvent } from '../../src/databases/stages';
import { WorkerPool, type JobOutcome } from '../../src/diagnosis/worker-pool';
import { testTask } from '../../src/diagnosis/worker/tasks/test';
import { orders } from '../servers/seed';

const workerFile = path.resolve(import.meta.dirname, '../../dist/test-worker.js');
if (!existsSync(workerFile)) throw new Error(`${workerFile} is missing. Run "npm run build" first: these tests run what ships.`);

/** What a test of a connection did. */
export interface Result {
  readonly outcome: JobOutcome<ServerFacts>;
  /** The last status of each stage, in the order of their first report. */
  readonly stages: Readonly<Partial<Record<Stage, StageEvent>>>;
  readonly events: readonly StageEvent[];
}

export interface Order {
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: StageEvent) => void;
}

const pool = new WorkerPool({ workerFile });
let running = 0;

/** Every test file that imports this ends its workers, and no test leaves one at work. */
afterEach(() => {
  expect(running, 'tests of connections that have not settled').toBe(0);
});
afterAll(() => pool.dispose());

export async function run(job: ConnectionJob, order: Order = {}): Promise<Result> {
  const events: StageEvent[] = [];
  running += 1;
  const outcome = await pool
    .run(job, testTask, {
      deadlineMs: order.deadlineMs ?? 20_000,
      signal: order.signal ?? new AbortController().signal,
      onEvent: (event) => {
        events.push(event);
        order.onEvent?.(event);
      },
    })
    .finally(() => {
      running -= 1;
    });
  return { outcome, events, stages: Object.fromEntries(events.map((event) => [event.id, event])) };
}

/** A job for one of the seeded servers; `values` and `tls` change what a case is about. */
export function serverJob(type: string, server: { readonly host: string; readonly port: number }, values: ParameterValues = {}, tls: TlsPolicy = { mode: 'prefer' }): ConnectionJob {
  return { type, driver: type, values: { host: server.host, port: server.port, user: orders.user, password: orders.password, database: orders.database, ...values }, secretKeys: ['password'], tls };
}

export function without(job: ConnectionJob, key: string): ConnectionJob {
  return { ...job, values: Object.fromEntries(Object.entries(job.values).filter(([name]) => name !== key)) };
}

export function sqliteJob(file: string, values: ParameterValues = {}): ConnectionJob {
  return { type: 'sqlite', driver: 'sqlite', values, secretKeys: [], tls: { mode: 'disable' }, file };
}

/** A TLS policy with the contents of PEM files. */
export async function policy(mode: TlsPolicy['mode'], files: { readonly ca?: string; readonly cert?: string; readonly key?: string } = {}): Promise<TlsPolicy> {
  const contents = await Promise.all(Object.entries(files).map(async ([name, file]) => [name, await readFile(file, 'utf8')] as const));
  return { mode, ...Object.fromEntries(contents) };
}

/** The facts of a test that passed; shows the failure of one that did not. */
export function passed({ outcome }: Result): ServerFacts {
  if (!outcome.ok) expect(outcome.failure).toBe('no failure');
  if (!outcome.ok) throw new Error('unreachable');
  return outcome.result;
}

/** The facts of the failure, and that the stages tell the same. */
export function failed({ outcome, stages, events }: Result): Extract<JobOutcome<ServerFacts>, { ok: false }>['failure'] {
  if (outcome.ok) throw new Error(`Expected a failure, found ${JSON.stringify(outcome.result)}`);
  expect(Object.values(stages).filter((event) => event.status === 'running')).toEqual([]);
  expect(stages[outcome.failure.stage]?.status).toBe('failed');
  expect(JSON.stringify([outcome, events])).not.toContain(orders.password);
  return outcome.failure;
}
