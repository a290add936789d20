import type { TestOutcome } from './outcome';
import { runTask, type TaskRequest } from './run-task';
import { testConnection } from './test-connection';
import type { WorkerPool } from './worker-pool';
import { privilegesTask } from './worker/tasks/privileges';

/** Adds to a test that passed what its account may do, where the driver can tell. What failed, or is cut short, is returned as it is. */
export async function auditAccount(outcome: TestOutcome, request: TaskRequest, workers: WorkerPool): Promise<TestOutcome> {
  const { server, tellsPrivileges } = outcome;
  if (server === undefined || tellsPrivileges !== true) return outcome;
  const audit = await runTask({ ...request, onEvent: () => undefined }, privilegesTask(server), workers);
  return audit.ok ? { ...outcome, server: { ...server, ...audit.result } } : outcome;
}

/** A test and the audit of its account, for those who want both together. */
export async function testAndAudit(request: TaskRequest, workers: WorkerPool): Promise<TestOutcome> {
  return auditAccount(await testConnection(request, workers), request, workers);
}
