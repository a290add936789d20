import type { ServerFacts, TestJob } from '../../databases/contract';
import type { FailureFacts } from '../../databases/failure';
import { STAGES, type Stage, type StageEvent } from '../../databases/stages';
import type { StagedFailure } from './stage-runner';

export type JobOutcome = { readonly ok: true; readonly facts: ServerFacts } | { readonly ok: false; readonly failure: StagedFailure };

export interface RunOptions {
  /** For the whole job, from when a worker takes it. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: StageEvent) => void;
}

/** A job from its order to its outcome, which it has exactly once, whoever brings it first. */
export class RunningJob {
  readonly outcome: Promise<JobOutcome>;
  private resolve: ((outcome: JobOutcome) => void) | undefined;
  private running: { readonly stage: Stage; readonly since: number } | undefined;
  private last: Stage | undefined;

  constructor(readonly job: TestJob, readonly options: RunOptions) {
    this.outcome = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  get settled(): boolean {
    return this.resolve === undefined;
  }

  report(events: readonly StageEvent[]): void {
    for (const event of events) {
      if (event.status === 'running') this.running = { stage: event.id, since: performance.now() };
      else if (this.running?.stage === event.id) this.running = undefined;
      this.last = event.id;
      this.options.onEvent(event);
    }
  }

  settle(outcome: JobOutcome): void {
    const { resolve } = this;
    this.resolve = undefined;
    resolve?.(outcome);
  }

  /** Ends the job from outside the worker, at the stage that runs. */
  fail(facts: FailureFacts): void {
    if (this.settled) return;
    const stage = this.stage();
    if (this.running !== undefined) {
      const milliseconds = Math.round((performance.now() - this.running.since) * 10) / 10;
      this.report([{ id: stage, status: 'failed', milliseconds }]);
    }
    const field = facts.code === 'timed-out' ? { field: stage === 'lookup' || stage === 'reach' ? 'host' : 'timeouts.connectMs' } : {};
    this.settle({ ok: false, failure: { ...facts, ...field, stage } });
  }

  // Between two stages it is the next one that does not begin.
  private stage(): Stage {
    if (this.running !== undefined) return this.running.stage;
    const first: Stage = this.job.file === undefined ? 'lookup' : 'open';
    if (this.last === undefined) return first;
    return STAGES[STAGES.indexOf(this.last) + 1] ?? this.last;
  }
}
