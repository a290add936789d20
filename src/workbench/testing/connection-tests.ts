import * as vscode from 'vscode';
import { readFile } from 'node:fs/promises';
import pLimit from 'p-limit';
import type { SecretVariables } from '../../credentials/secret-variables';
import type { Vault } from '../../credentials/vault';
import type { DatabaseType } from '../../databases/contract';
import type { Stage, StageEvent } from '../../databases/stages';
import type { TestOutcome } from '../../diagnosis/outcome';
import { ranFrom } from '../../diagnosis/ran-from';
import { testConnection } from '../../diagnosis/test-connection';
import type { WorkerPool } from '../../diagnosis/worker-pool';
import type { Element } from '../../elements/element';
import type { ActiveEnvironment } from '../environment';
import type { ReportLog } from './report-log';

export const PARALLEL_TESTS = 4;

/** An element as it is to be tested: saved, or as it stands in a form. */
export interface TestSubject {
  readonly uri: vscode.Uri;
  readonly fullName: string;
  readonly folder: vscode.Uri;
  readonly element: Element;
  readonly type: DatabaseType;
  /** A password typed into the form and not saved yet may be used. */
  readonly draft: boolean;
}

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
    private readonly credentials: { readonly vault: Pick<Vault, 'find'>; readonly variables: Pick<SecretVariables, 'find'> },
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
      const outcome = await this.limit(() => this.test(subject, run));
      if (this.runs.get(key) === run) this.outcomes.set(key, outcome);
      this.log.write(outcome);
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

  private async test(subject: TestSubject, run: Run): Promise<TestOutcome> {
    const { element, type, fullName } = subject;
    return testConnection(
      {
        fullName,
        element,
        type,
        sources: await this.environment.sources(subject.folder),
        folder: subject.folder.fsPath,
        findPassword: (owner) => this.credentials.vault.find(owner, { draft: subject.draft }),
        findSecretVariable: ({ key, environment, target }) => this.credentials.variables.find({ workspace: subject.folder.toString(), environment, key }, target),
        readTextFile: (path) => readFile(path, 'utf8'),
        ranFrom: ranFrom(process.env, vscode.env.remoteName),
        signal: run.cancel.signal,
        onEvent: (event) => {
          run.stages.set(event.id, event);
          this.announce(subject.uri);
        },
      },
      this.pool,
    );
  }

  private announce(uri: vscode.Uri): void {
    this.changed.fire(uri);
  }
}
