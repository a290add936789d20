import { redact, type Secret } from '../credentials/secret';
import type { ConnectionJob, ParameterValues } from '../databases/connection';
import type { Stage, StageEvent } from '../databases/stages';
import { endpointOf } from '../databases/target';
import { explainFailure } from './explain';
import type { Failure, TaskRun } from './outcome';
import { plainValues, prepare, type Preparation, type Prepared } from './prepare';
import type { PreparationFailure } from './preparation-failure';
import type { WorkerPool } from './worker-pool';
import type { Task } from './worker/task';

export interface TaskRequest extends Preparation {
  readonly fullName: string;
  /** Bounds the work; the element's own connect timeout when absent. */
  readonly deadlineMs?: number;
  /** Bounds the stage `resolve`, in which a keychain may ask a person for its own password; 2 minutes when absent. */
  readonly resolveMs?: number;
  readonly ranFrom: string;
  readonly signal: AbortSignal;
  /** Called for each change of a stage, as it happens. */
  readonly onEvent: (event: StageEvent) => void;
}

/** Time enough to type the password of a keyring. */
const RESOLVE_MS = 120_000;

type PreparedOrNot = Extract<Prepared, { ok: true }> | { readonly ok: false; readonly failure: PreparationFailure };

export type TaskOutcome<Result> = { readonly run: TaskRun } & (
  | { readonly ok: true; readonly result: Result; readonly job: ConnectionJob }
  | { readonly ok: false; readonly failure: Failure }
);

/** Does a task for an element, from variables to the result. Resolves with what happened; rejects only for a defect of ours. */
export async function runTask<Result>(request: TaskRequest, task: Task<Result>, pool: WorkerPool): Promise<TaskOutcome<Result>> {
  const { element, type, sources } = request;
  const startedAt = new Date();
  const started = performance.now();
  const stages = new Map<Stage, StageEvent>();
  let secrets: readonly Secret[] = [];
  const report = (event: StageEvent) => {
    const rounded = { ...event, milliseconds: Math.round(event.milliseconds) };
    const safe = event.detail === undefined ? rounded : { ...rounded, detail: redact(event.detail, secrets) };
    stages.set(event.id, safe);
    request.onEvent(safe);
  };
  const values: ParameterValues = plainValues(element, type, sources);
  let deadlineMs = request.deadlineMs;

  const run = (): TaskRun => ({
    element: request.fullName,
    type: type.id,
    environment: sources.environment,
    milliseconds: Math.round(performance.now() - started),
    stages: [...stages.values()],
    startedAt: startedAt.toISOString(),
    ranFrom: request.ranFrom,
    endpoint: endpointOf(type, values),
  });
  const fail = (facts: PreparationFailure, stage: Stage): TaskOutcome<Result> => {
    const safe = facts.driverMessage === undefined ? facts : { ...facts, driverMessage: redact(facts.driverMessage, secrets) };
    const context = { type, values, environment: sources.environment, stage, deadlineMs: deadlineMs ?? 0, ranFrom: request.ranFrom };
    return { ok: false, failure: explainFailure(safe, context), run: run() };
  };

  report({ id: 'resolve', status: 'running', milliseconds: 0 });
  const prepared = await prepareWithin(request, request.resolveMs ?? RESOLVE_MS);
  const milliseconds = performance.now() - started;
  if (!prepared.ok) {
    report({ id: 'resolve', status: 'failed', milliseconds });
    return fail(prepared.failure, 'resolve');
  }
  report({ id: 'resolve', status: 'passed', milliseconds, ...(prepared.detail === '' ? {} : { detail: prepared.detail }) });
  secrets = prepared.secrets;
  deadlineMs ??= prepared.connectMs;

  const outcome = await pool.run(prepared.job, task, { deadlineMs, signal: request.signal, onEvent: report });
  if (outcome.ok) return { ok: true, result: outcome.result, job: prepared.job, run: run() };
  const { failure } = outcome;
  const running = [...stages.values()].find((event) => event.status === 'running');
  if (running !== undefined) report({ ...running, status: 'failed' });
  return fail(failure, failure.stage);
}

/** The first stage. Neither cancel nor the limit waits for a keychain that does not answer. */
async function prepareWithin(request: TaskRequest, limitMs: number): Promise<PreparedOrNot> {
  const { signal } = request;
  const failed = (code: 'cancelled' | 'timed-out'): PreparedOrNot => ({ ok: false, failure: { code, stage: 'resolve', limitMs } });
  if (signal.aborted) return failed('cancelled');
  return new Promise((resolve, reject) => {
    const cancel = (): void => { resolve(failed('cancelled')); };
    const timer = setTimeout(() => { resolve(failed('timed-out')); }, limitMs);
    signal.addEventListener('abort', cancel, { once: true });
    void prepare(request).then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    });
  });
}
