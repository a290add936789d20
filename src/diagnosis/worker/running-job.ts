import type { ConnectionJob } from '../../databases/connection';
import type { FailureFacts } from '../../databases/failure';
import { firstStage, STAGES, type Stage, type StageEvent } from '../../databases/stages';
import type { WorkerMessage } from './messages';
import type { StagedFailure } from './stage-runner';
import type { Task } from './task';

export type JobOutcome<Result> = { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly failure: StagedFailure };

/** What to do over which connection. */
export interface Order<Result = unknown> {
  readonly job: ConnectionJob;
  readonly task: Task<Result>;
}

export interface RunOptions {
  /** For the whole job; as much again for a worker that has to load the driver before. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: StageEvent) => void;
}

/** A job from its order to its outcome, which it has exactly once, whoever brings it first. */
export class RunningJob<Result> {
  readonly outcome: Promise<JobOutcome<Result>>;
  private resolve: ((outcome: JobOutcome<Result>) => void) | undefined;
  private running: { readonly stage: Stage; readonly since: number } | undefined;
  private last: Stage | undefined;

  constructor(readonly order: Order<Result>, readonly options: RunOptions) {
    this.outcome = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  get settled(): boolean {
    return this.resolve === undefined;
  }

  /** A worker takes it. One that blocks in its first stage could not say that it has begun. */
  begin(): void {
    this.report([{ id: firstStage(this.order.job), status: 'running', milliseconds: 0 }]);
  }

  /** What comes after the outcome is dropped. */
  receive({ events, progress, done, failed, unreadable }: WorkerMessage): void {
    if (this.settled) return;
    this.report(events);
    if (progress !== undefined) this.order.task.progress?.(progress);
    const result = done === undefined ? undefined : this.order.task.result(done);
    if (result !== undefined) this.settle({ ok: true, result });
    else if (failed !== undefined) this.settle({ ok: false, failure: failed });
    else if (done !== undefined || unreadable === true) this.fail({ code: 'driver-crashed', driverMessage: 'What it answered could not be read' });
  }

  /** Ends the job from outside the worker, at the stage that runs. */
  fail(facts: FailureFacts): void {
    if (this.settled) return;
    const stage = this.stage();
    const field = facts.code === 'timed-out' ? { field: stage === 'lookup' || stage === 'reach' ? 'host' : 'timeouts.connectMs' } : {};
    this.settle({ ok: false, failure: { ...facts, ...field, stage } });
  }

  private report(events: readonly StageEvent[]): void {
    for (const event of events) {
      if (event.status === 'running') this.running = { stage: event.id, since: performance.now() };
      else if (this.running?.stage === event.id) this.running = undefined;
      this.last = event.id;
      this.options.onEvent(event);
    }
  }

  private settle(outcome: JobOutcome<Result>): void {
    if (!outcome.ok) this.endRunning(outcome.failure.stage);
    const { resolve } = this;
    this.resolve = undefined;
    resolve?.(outcome);
  }

  /** The stage that nobody has said the end of has failed; that of the failure when none has begun. */
  private endRunning(failed: Stage): void {
    const { stage, since } = this.running ?? { stage: failed, since: performance.now() };
    if (this.running === undefined && this.last !== undefined) return;
    this.report([{ id: stage, status: 'failed', milliseconds: Math.round((performance.now() - since) * 10) / 10 }]);
  }

  // Between two stages it is the next one that does not begin.
  private stage(): Stage {
    if (this.running !== undefined) return this.running.stage;
    if (this.last === undefined) return firstStage(this.order.job);
    return STAGES[STAGES.indexOf(this.last) + 1] ?? this.last;
  }
}
