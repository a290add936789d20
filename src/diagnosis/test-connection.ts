import type { TestOutcome } from './outcome';
import { runTask, type TaskRequest } from './run-task';
import type { WorkerPool } from './worker-pool';
import { testTask } from './worker/tasks/test';

/** Runs a test from variables to server facts. Resolves with what happened; rejects only for a defect of ours. */
export async function testConnection(request: TaskRequest, pool: WorkerPool): Promise<TestOutcome> {
  const outcome = await runTask(request, testTask, pool);
  if (!outcome.ok) return { ...outcome.run, ok: false, failure: outcome.failure };
  const { tellsPrivileges = false, ...server } = outcome.result;
  return { ...outcome.run, ok: true, server, tellsPrivileges };
}
