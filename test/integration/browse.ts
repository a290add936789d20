import path from 'node:path';
import { afterAll } from 'vitest';
import type { ConnectionJob } from '../../src/databases/connection';
import { WorkerPool } from '../../src/diagnosis/worker-pool';
import type { Task } from '../../src/diagnosis/worker/task';

const workers = new WorkerPool({ workerFile: path.resolve(import.meta.dirname, '../../dist/test-worker.js') });

/** Every test file that imports this ends its workers. */
afterAll(() => workers.dispose());

/** What a task beside a test finds out; throws what it failed with. */
export async function browse<T>(job: ConnectionJob, task: Task<T>): Promise<T> {
  const outcome = await workers.run(job, task, { deadlineMs: 30_000, signal: new AbortController().signal, onEvent: () => undefined });
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.driverMessage ?? ''}`);
  return outcome.result;
}
