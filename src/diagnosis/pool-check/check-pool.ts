import { poolSettings, type PoolSettings } from '../../databases/pool';
import type { Failure, TaskRun } from '../outcome';
import { plainValues } from '../prepare';
import { runTask, type TaskRequest } from '../run-task';
import type { WorkerPool } from '../worker-pool';
import { poolCheckTask } from '../worker/tasks/pool-check';
import { testTask } from '../worker/tasks/test';
import type { PoolMeasurements, PoolSample } from './measurements';
import { longestMs, type PoolCheckPlan } from './plan';
import { limitWarning, serverConnections, type ServerConnections } from './server-limit';
import { refusedVerdict, verdictOf, type Verdict } from './verdict';

export interface PoolCheckRequest extends TaskRequest {
  readonly plan: PoolCheckPlan;
  /** Asked before the load when the pools could take more connections than the server has free. */
  mayExceed(warning: string): Promise<boolean>;
  readonly onSample: (sample: PoolSample) => void;
}

/** A pool check that came to an end. `ok` says that the pool is healthy. */
export interface PoolCheckOutcome extends TaskRun {
  readonly ok: boolean;
  readonly plan: PoolCheckPlan;
  readonly settings: PoolSettings;
  /** What the server said before the load. */
  readonly connections?: ServerConnections;
  readonly warning?: string;
  readonly samples: readonly PoolSample[];
  readonly measurements?: PoolMeasurements;
  readonly verdict?: Verdict;
  /** Why there is no verdict. */
  readonly failure?: Failure;
}

/** Looks at the server's limit first, then runs the load in a worker. Nothing stays connected, however it ends. */
export async function checkPool(request: PoolCheckRequest, workers: WorkerPool): Promise<PoolCheckOutcome> {
  const { plan, element, type, sources } = request;
  const settings = poolSettings(plainValues(element, type, sources));
  const samples: PoolSample[] = [];
  const look = await runTask(request, testTask, workers);
  const common = { plan, settings, samples };
  if (!look.ok) return { ...look.run, ok: false, ...common, failure: look.failure };

  const connections = serverConnections(look.result);
  const warning = limitWarning(connections, plan, settings);
  const found = { ...common, connections, ...(warning === undefined ? {} : { warning }) };
  if (warning !== undefined && !(await request.mayExceed(warning))) {
    return { ...look.run, ok: false, ...found, verdict: refusedVerdict(warning, plan, connections) };
  }
  const task = poolCheckTask({ plan, trivialStatement: type.trivialStatement ?? 'SELECT 1' }, (sample) => {
    samples.push(sample);
    request.onSample(sample);
  });
  const load = await runTask({ ...request, deadlineMs: longestMs(plan, settings) }, task, workers);
  if (!load.ok) return { ...load.run, ok: false, ...found, failure: load.failure };
  const verdict = verdictOf({ measurements: load.result, plan, settings, connections });
  return { ...load.run, ok: verdict.code === 'healthy', ...found, measurements: load.result, verdict };
}
