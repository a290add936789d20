import * as vscode from 'vscode';
import { checkPool, type PoolCheckOutcome } from '../../diagnosis/pool-check/check-pool';
import type { PoolSample } from '../../diagnosis/pool-check/measurements';
import type { PoolCheckPlan } from '../../diagnosis/pool-check/plan';
import { poolReportText } from '../../diagnosis/pool-check/report';
import type { WorkerPool } from '../../diagnosis/worker-pool';
import { confirmProtected } from '../confirm-protected';
import type { ActiveEnvironment } from '../environment';
import { mayTakeAllConnections } from './ask-first';
import type { ReportLog } from './report-log';
import type { TaskRequests, TestSubject } from './task-requests';

/** Enough to compare, few enough for a form's width. */
const KEPT_RUNS = 3;

export interface PoolCheckState {
  readonly running?: { readonly plan: PoolCheckPlan; readonly samples: readonly PoolSample[] };
  /** Newest first. */
  readonly runs: readonly PoolCheckOutcome[];
}

interface Run {
  readonly cancel: AbortController;
  readonly plan: PoolCheckPlan;
  readonly samples: PoolSample[];
}

/** Runs pool checks, one per element at a time, and remembers the last ones, so that a change's effect is seen. */
export class PoolChecks {
  private readonly running = new Map<string, Run>();
  private readonly runs = new Map<string, readonly PoolCheckOutcome[]>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly workers: WorkerPool,
    private readonly environment: ActiveEnvironment,
    private readonly requests: TaskRequests,
    private readonly log: ReportLog,
  ) {}

  state(uri: vscode.Uri): PoolCheckState {
    const run = this.running.get(uri.toString());
    // What was measured in one environment says nothing of another.
    const runs = (this.runs.get(uri.toString()) ?? []).filter((outcome) => outcome.environment === this.environment.name);
    return { runs, ...(run === undefined ? {} : { running: { plan: run.plan, samples: run.samples } }) };
  }

  /** Asks where that is due, then checks; one that is under way goes on alone. */
  async run(subject: TestSubject, plan: PoolCheckPlan, description: string): Promise<void> {
    const key = subject.uri.toString();
    if (this.running.has(key)) return;
    const load = { question: `Put load on the server of ${subject.fullName}`, detail: description, button: 'Check the Pool' };
    if (!(await confirmProtected(this.environment, load))) return;
    const run: Run = { cancel: new AbortController(), plan, samples: [] };
    this.running.set(key, run);
    this.changed.fire(subject.uri);
    try {
      const request = await this.requests.make(subject, run.cancel.signal, () => undefined);
      const onSample = (sample: PoolSample): void => {
        run.samples.push(sample);
        this.changed.fire(subject.uri);
      };
      const outcome = await checkPool({ ...request, plan, mayExceed: mayTakeAllConnections, onSample }, this.workers);
      this.log.write(poolReportText(outcome), outcome.ok);
      if (outcome.failure?.code !== 'cancelled') this.runs.set(key, [outcome, ...(this.runs.get(key) ?? [])].slice(0, KEPT_RUNS));
    } finally {
      this.running.delete(key);
      this.changed.fire(subject.uri);
    }
  }

  cancel(uri: vscode.Uri): void {
    this.running.get(uri.toString())?.cancel.abort();
  }

  dispose(): void {
    for (const run of this.running.values()) run.cancel.abort();
    this.changed.dispose();
  }
}
