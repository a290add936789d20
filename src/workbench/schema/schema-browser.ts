import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { CatalogReader } from '../../diagnosis/catalog-reader';
import { runTask } from '../../diagnosis/run-task';
import type { WorkerPool } from '../../diagnosis/worker-pool';
import type { ElementEntry } from '../../elements/element-index';
import { typedElement } from '../../databases/typed-element';
import type { ActiveEnvironment } from '../environment';
import { subjectOfEntry } from '../testing/entry-subject';
import type { TaskRequests } from '../testing/task-requests';
import { labelOf } from '../trees/label';
import { withLateProgress } from './late-progress';

/** A catalogue of many tables takes longer than a sign-in; reaching the server is bounded by the element all the same. */
const DEADLINE_MS = 60_000;

interface Known {
  /** Changes with the file and with the environment's values: what is shown under another name stands closed, and asks for nothing. */
  readonly name: string;
  reader: CatalogReader;
}

/** What the databases of elements hold, for as long as element and environment stay as they are. Reads only. */
export class SchemaBrowser {
  private known = new WeakMap<ElementEntry, Known>();
  private names = 0;
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly pool: WorkerPool,
    private readonly requests: TaskRequests,
    environment: Pick<ActiveEnvironment, 'onDidChange'>,
  ) {
    this.registration = vscode.Disposable.from(
      environment.onDidChange(() => { this.forgetAll(); }),
      vscode.workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration('databaseElements')) this.forgetAll(); }),
    );
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** Whether the element's type tells what a database holds. */
  reads(entry: ElementEntry): boolean {
    return typedElement(entry.element, databaseTypes)?.type.readsCatalog === true;
  }

  reader(entry: ElementEntry): CatalogReader {
    return this.of(entry).reader;
  }

  /** A name for what is known of an element's database; another one when element or environment have changed. */
  nameOf(entry: ElementEntry): string {
    return this.of(entry).name;
  }

  /** Has everything of one database read anew. */
  forget(entry: ElementEntry): void {
    this.of(entry).reader = this.newReader(entry);
  }

  /** Has everything read anew. */
  forgetAll(): void {
    this.known = new WeakMap();
  }

  private of(entry: ElementEntry): Known {
    const known = this.known.get(entry) ?? { name: `${entry.uri} schema ${++this.names}`, reader: this.newReader(entry) };
    this.known.set(entry, known);
    return known;
  }

  private newReader(entry: ElementEntry): CatalogReader {
    return new CatalogReader(async (task) => {
      const subject = subjectOfEntry(entry);
      if (subject === undefined) throw new Error(`${entry.path} has errors. Correct them first.`);
      return withLateProgress(`Reading the schema of ${labelOf(entry)}`, async (signal) => {
        const request = await this.requests.make(subject, signal, () => undefined);
        return runTask({ ...request, deadlineMs: DEADLINE_MS }, task, this.pool);
      });
    });
  }
}
