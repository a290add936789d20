import { redact, type Secret } from '../credentials/secret';
import type { ParameterValues } from '../databases/contract';
import type { Stage, StageEvent } from '../databases/stages';
import { endpointOf } from '../databases/target';
import { explainFailure } from './explain';
import type { Failure, TestOutcome } from './outcome';
import { plainValues, prepare, type Preparation, type PreparationFailure } from './prepare';
import type { WorkerPool } from './worker-pool';
import { testTask } from './worker/tasks/test';

export interface TestRequest extends Preparation {
  readonly fullName: string;
  /** Bounds the whole test; the element's own connect timeout when absent. */
  readonly deadlineMs?: number;
  readonly ranFrom: string;
  readonly signal: AbortSignal;
  /** Called for each change of a stage, as it happens. */
  readonly onEvent: (event: StageEvent) => void;
}

/** Runs a test from variables to server facts. Resolves with what happened; rejects only for a defect of ours. */
export async function testConnection(request: TestRequest, pool: WorkerPool): Promise<TestOutcome> {
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

  const finish = (result: { failure: Failure } | { server: NonNullable<TestOutcome['server']> }): TestOutcome => ({
    element: request.fullName,
    type: type.id,
    environment: sources.environment,
    ok: 'server' in result,
    milliseconds: Math.round(performance.now() - started),
    stages: [...stages.values()],
    ...result,
    startedAt: startedAt.toISOString(),
    ranFrom: request.ranFrom,
    endpoint: endpointOf(type, values),
  });
  const fail = (facts: PreparationFailure, stage: Stage): TestOutcome => {
    const safe = facts.driverMessage === undefined ? facts : { ...facts, driverMessage: redact(facts.driverMessage, secrets) };
    const context = { type, values, environment: sources.environment, stage, deadlineMs: deadlineMs ?? 0, ranFrom: request.ranFrom };
    return finish({ failure: explainFailure(safe, context) });
  };

  report({ id: 'resolve', status: 'running', milliseconds: 0 });
  // A keychain that asks the person may take its time; cancel does not wait for it.
  const prepared = await Promise.race([prepare(request), aborted(request.signal)]);
  const resolveMs = Math.round(performance.now() - started);
  if (prepared === 'aborted' || request.signal.aborted) {
    report({ id: 'resolve', status: 'failed', milliseconds: resolveMs });
    return fail({ code: 'cancelled', stage: 'resolve' }, 'resolve');
  }
  if (!prepared.ok) {
    report({ id: 'resolve', status: 'failed', milliseconds: resolveMs });
    return fail(prepared.failure, 'resolve');
  }
  report({ id: 'resolve', status: 'passed', milliseconds: resolveMs, ...(prepared.detail === '' ? {} : { detail: prepared.detail }) });
  secrets = prepared.secrets;
  deadlineMs ??= prepared.connectMs;

  const outcome = await pool.run(prepared.job, testTask, { deadlineMs, signal: request.signal, onEvent: report });
  if (outcome.ok) return finish({ server: outcome.result });
  const { failure } = outcome;
  const running = [...stages.values()].find((event) => event.status === 'running');
  if (running !== undefined) report({ ...running, status: 'failed' });
  return fail(failure, failure.stage);
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => { resolve('aborted'); }, { once: true });
  });
}
