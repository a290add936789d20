import * as vscode from 'vscode';
import pLimit from 'p-limit';
import type { Stage, StageEvent } from '../../databases/stages';
import { auditAccount } from '../../diagnosis/audit-account';
import type { TestOutcome } from '../../diagnosis/outcome';
import { reportText } from '../../diagnosis/report';
import type { TaskRequest } from '../../diagnosis/run-task';
import { testConnection } from '../../diagnosis/test-connection';
import type { WorkerPool } from '../../diagnosis/worker-pool';
import type { ActiveEnvironment } from '../environment';
import type { ReportLog } from './report-log';
import type { TaskRequests, TestSubject } from './task-requests';

export const PARALLEL_TESTS = 4;

export type TestState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly stages: readonly StageEvent[] }
  | { readonly kind: 'done'; readonly outcome: TestOutcome };

const IDLE: TestState = { kind: 'idle' };

interface Run {
  readonly cancel: AbortController;
  readonly stages: Map<Stage, StageEvent>;
}

/** Runs connection tests and remembers the last outcome of each element; tree, form and commands show the same. */
export class ConnectionTests {
  private readonly runs = new Map<string, Run>();
  private readonly outcomes = new Map<string, TestOutcome>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly limit = pLimit(PARALLEL_TESTS);
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly pool: WorkerPool,
    private readonly environment: ActiveEnvironment,
    private readonly requests: TaskRequests,
    private readonly log: ReportLog,
  ) {}

  state(uri: vscode.Uri): TestState {
    const run = this.runs.get(uri.toString());
    if (run !== undefined) return { kind: 'running', stages: [...run.stages.values()] };
    const outcome = this.outcomes.get(uri.toString());
    // What was found in one environment says nothing of another, and its remedies would change the wrong values.
    return outcome?.environment !== this.environment.name ? IDLE : { kind: 'done', outcome };
  }

  /** Tests a connection; a test of the same element that is under way is cancelled first. */
  async run(subject: TestSubject, signal?: AbortSignal): Promise<TestOutcome> {
    if (!vscode.workspace.isTrusted) throw new Error('Nothing connects in Restricted Mode. Trust this workspace first.');
    const key = subject.uri.toString();
    this.runs.get(key)?.cancel.abort();
    const run: Run = { cancel: new AbortController(), stages: new Map() };
    this.runs.set(key, run);
    const onAbort = () => { run.cancel.abort(); };
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted === true) run.cancel.abort();
    this.announce(subject.uri);
    try {
      const request = await this.requests.make(subject, run.cancel.signal, (event) => {
        run.stages.set(event.id, event);
        this.announce(subject.uri);
      });
      let started: Promise<TestOutcome> | undefined;
      const start = (): Promise<TestOutcome> => (started ??= testConnection(request, this.pool));
      // A test that is cancelled does not wait for its turn; what it comes to then asks nothing and connects nowhere.
      const cancelled = new Promise<TestOutcome>((resolve) => {
        run.cancel.signal.addEventListener('abort', () => { resolve(start()); });
      });
      const outcome = await Promise.race([this.limit(start), cancelled]);
      if (this.runs.get(key) === run) this.outcomes.set(key, outcome);
      this.log.write(reportText(outcome), outcome.ok);
      void this.audit(outcome, request);
      return outcome;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (this.runs.get(key) === run) this.runs.delete(key);
      this.announce(subject.uri);
    }
  }

  cancel(uri: vscode.Uri): void {
    this.runs.get(uri.toString())?.cancel.abort();
  }

  cancelAll(): void {
    for (const run of this.runs.values()) run.cancel.abort();
  }

  get running(): boolean {
    return this.runs.size > 0;
  }

  /** A file under another name keeps its outcome. */
  move(from: vscode.Uri, to: vscode.Uri): void {
    const outcome = this.outcomes.get(from.toString());
    if (outcome === undefined) return;
    this.outcomes.delete(from.toString());
    this.outcomes.set(to.toString(), outcome);
    this.announce(to);
  }

  async dispose(): Promise<void> {
    this.cancelAll();
    this.changed.dispose();
    await this.pool.dispose();
  }

  /** The account is looked at when the outcome is there to be seen, which then says more. */
  private async audit(outcome: TestOutcome, request: TaskRequest): Promise<void> {
    const audited = await this.limit(() => auditAccount(outcome, request, this.pool));
    const key = [...this.outcomes].find(([, known]) => known === outcome)?.[0];
    if (audited === outcome || key === undefined) return;
    this.outcomes.set(key, audited);
    this.announce(vscode.Uri.parse(key));
  }

  private announce(uri: vscode.Uri): void {
    this.changed.fire(uri);
  }
}
