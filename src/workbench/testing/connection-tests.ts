import * as vscode from 'vscode';
import pLimit from 'p-limit';
import type { Stage, StageEvent } from '../../databases/stages';
import { auditAccount } from '../../diagnosis/audit-account';
import type { TestOutcome } from '../../diagnosis/outcome';
import { auditText, reportText } from '../../diagnosis/report';
import type { TaskRequest } from '../../diagnosis/run-task';
import { testConnection } from '../../diagnosis/test-connection';
import type { WorkerPool } from '../../diagnosis/worker-pool';
import type { Element } from '../../elements/element';
import type { ActiveEnvironment } from '../environment';
import type { ReportLog } from './report-log';
import type { TaskRequests, TestSubject } from './task-requests';

export const PARALLEL_TESTS = 4;

export type TestState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly type: string; readonly stages: readonly StageEvent[] }
  | ({ readonly kind: 'done' } & DoneTest);

interface DoneTest {
  readonly outcome: TestOutcome;
  /** The element as it was then; undefined when another password has been entered since. */
  readonly tested: Element | undefined;
}

const IDLE: TestState = { kind: 'idle' };

interface Run {
  /** Of the element, also when that has moved meanwhile. */
  uri: vscode.Uri;
  readonly type: string;
  readonly cancel: AbortController;
  readonly stages: Map<Stage, StageEvent>;
}

/** Runs connection tests and remembers the last outcome of each element; tree, form and commands show the same. */
export class ConnectionTests {
  private readonly runs = new Map<string, Run>();
  private readonly done = new Map<string, DoneTest>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly kinds = new Map<string, TestState['kind']>();
  private readonly kindChanged = new vscode.EventEmitter<vscode.Uri>();
  private readonly limit = pLimit(PARALLEL_TESTS);
  /** Fires for each change of a stage too. */
  readonly onDidChange = this.changed.event;
  /** Fires when a test begins or ends. */
  readonly onDidChangeKind = this.kindChanged.event;

  constructor(
    private readonly pool: WorkerPool,
    private readonly environment: ActiveEnvironment,
    private readonly requests: TaskRequests,
    private readonly log: ReportLog,
  ) {}

  state(uri: vscode.Uri): TestState {
    const run = this.runs.get(uri.toString());
    if (run !== undefined) return { kind: 'running', type: run.type, stages: [...run.stages.values()] };
    const done = this.done.get(uri.toString());
    // What was found in one environment says nothing of another, and its remedies would change the wrong values.
    return done?.outcome.environment !== this.environment.name ? IDLE : { kind: 'done', ...done };
  }

  /** Tests a connection; a test of the same element that is under way is cancelled first. */
  async run(subject: TestSubject, signal?: AbortSignal): Promise<TestOutcome> {
    if (!vscode.workspace.isTrusted) throw new Error('Nothing connects in Restricted Mode. Trust this workspace first.');
    this.cancel(subject.uri);
    const run: Run = { uri: subject.uri, type: subject.type.id, cancel: new AbortController(), stages: new Map() };
    const isLatest = (): boolean => this.runs.get(run.uri.toString()) === run;
    this.runs.set(run.uri.toString(), run);
    const onAbort = () => { run.cancel.abort(); };
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted === true) run.cancel.abort();
    this.announce(run.uri);
    try {
      const request = await this.requests.make(subject, run.cancel.signal, (event) => {
        run.stages.set(event.id, event);
        this.announce(run.uri);
      });
      let started: Promise<TestOutcome> | undefined;
      const start = (): Promise<TestOutcome> => (started ??= testConnection(request, this.pool));
      // A test that is cancelled does not wait for its turn; what it comes to then asks nothing and connects nowhere.
      const cancelled = new Promise<TestOutcome>((resolve) => {
        run.cancel.signal.addEventListener('abort', () => { resolve(start()); });
      });
      const outcome = await Promise.race([this.limit(start), cancelled]);
      if (isLatest()) this.done.set(run.uri.toString(), { outcome, tested: subject.element });
      this.log.write(reportText(outcome), outcome.ok);
      void this.audit(outcome, request);
      return outcome;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (isLatest()) this.runs.delete(run.uri.toString());
      this.announce(run.uri);
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

  /** Another password would be used now. */
  outdate(uri: vscode.Uri): void {
    const done = this.done.get(uri.toString());
    if (done === undefined) return;
    this.done.set(uri.toString(), { ...done, tested: undefined });
    this.announce(uri);
  }

  /** A file under another name keeps its outcome, and the test that runs. */
  move(from: vscode.Uri, to: vscode.Uri): void {
    const [run, done] = [this.runs.get(from.toString()), this.done.get(from.toString())];
    this.runs.delete(from.toString());
    this.done.delete(from.toString());
    if (done !== undefined) this.done.set(to.toString(), done);
    if (run !== undefined) {
      run.uri = to;
      this.runs.set(to.toString(), run);
    }
    this.announce(to);
  }

  async dispose(): Promise<void> {
    this.cancelAll();
    this.changed.dispose();
    this.kindChanged.dispose();
    await this.pool.dispose();
  }

  /** The account is looked at when the outcome is there to be seen, which then says more. */
  private async audit(outcome: TestOutcome, request: TaskRequest): Promise<void> {
    const audited = await this.limit(() => auditAccount(outcome, request, this.pool));
    const [key, done] = [...this.done].find(([, known]) => known.outcome === outcome) ?? [];
    if (audited === outcome || key === undefined || done === undefined) return;
    this.done.set(key, { ...done, outcome: audited });
    const found = auditText(audited);
    if (found !== undefined) this.log.write(found, true);
    this.announce(vscode.Uri.parse(key));
  }

  private announce(uri: vscode.Uri): void {
    this.changed.fire(uri);
    const { kind } = this.state(uri);
    if (this.kinds.get(uri.toString()) === kind) return;
    this.kinds.set(uri.toString(), kind);
    this.kindChanged.fire(uri);
  }
}
