import * as vscode from 'vscode';
import { isMarkedReadOnly } from '../../databases/shared/read-only-parameter';
import { plainValues } from '../../diagnosis/prepare';
import { runTask } from '../../diagnosis/run-task';
import type { WorkerPool } from '../../diagnosis/worker-pool';
import { executeTask } from '../../diagnosis/worker/tasks/execute';
import { createTable, script } from '../../models/ddl';
import { displayName, tableName } from '../../models/model';
import { tableOf } from '../../models/to-table';
import { confirmProtected } from '../confirm-protected';
import type { ActiveEnvironment } from '../environment';
import { withLateProgress } from '../schema/late-progress';
import type { SchemaBrowser } from '../schema/schema-browser';
import type { SqlDocuments } from '../schema/sql-documents';
import type { TaskRequests } from '../testing/task-requests';
import { labelOf } from '../trees/label';
import type { WorkspaceModels } from '../workspace-models';
import { modelTarget, type ModelTarget } from './model-target';

/** What the statements may take; the server is reached within the element's own timeout. */
const DEADLINE_MS = 60_000;

export interface CreateTableServices {
  readonly pool: WorkerPool;
  readonly requests: TaskRequests;
  readonly environment: ActiveEnvironment;
  readonly schemas: SchemaBrowser;
  readonly documents: SqlDocuments;
  readonly models: WorkspaceModels;
}

/** Shows the statements that make the table of a model, to be copied or run. Nothing runs before the person has said so. */
export async function showCreateTable(target: ModelTarget, services: CreateTableServices): Promise<void> {
  const statements = statementsOf(target);
  const head = `-- The table of ${target.entry.fullName}, for ${target.element.fullName} (${target.subject.type.label})`;
  await services.documents.show(`Create ${target.model.table}`, {
    text: `${head.replace(/\s+/g, ' ')}\n\n${script(statements)}`,
    run: { title: 'Create Table...', work: () => runAsShown(target, script(statements), services) },
  });
}

/** Looks at model and element anew, for both may have changed since: what runs is what was shown. */
async function runAsShown({ entry }: ModelTarget, shown: string, services: CreateTableServices): Promise<void> {
  const target = await modelTarget(entry, services.models);
  if (target === undefined) return;
  const statements = statementsOf(target);
  if (script(statements) === shown) return run(target, statements, services);
  await showCreateTable(target, services);
  void vscode.window.showWarningMessage('The model has changed since. These are its statements now: look at them again.');
}

function statementsOf({ model, dialect }: ModelTarget): string[] {
  return createTable(tableOf(model, dialect), dialect);
}

async function run(target: ModelTarget, statements: readonly string[], services: CreateTableServices): Promise<void> {
  const { environment, requests, pool, schemas } = services;
  const { model, element, subject, dialect } = target;
  const label = labelOf(element);
  if (isMarkedReadOnly(plainValues(subject.element, subject.type, await environment.sources(subject.folder)))) {
    void vscode.window.showErrorMessage(`${label} is marked as read-only: nothing is created in it. Copy the statements, or take the mark away in the form of ${label}, under Advanced.`);
    return;
  }
  const table = displayName(tableName(model));
  if (!(await mayCreate(table, label, statements.length, environment))) return;
  let done = 0;
  const { transaction } = dialect;
  const all = transaction === undefined ? statements : [transaction.begin, ...statements, transaction.commit];
  const outcome = await withLateProgress(`Creating ${table} in ${label}`, async (signal) => {
    const request = await requests.make(subject, signal, () => undefined);
    return runTask({ ...request, deadlineMs: DEADLINE_MS }, executeTask(all, (count) => { done = count; }), pool);
  });
  // Something may be there that was not, also after a failure.
  schemas.forget(element);
  if (outcome.ok) {
    void vscode.window.showInformationMessage(`The table ${table} is created in ${label}.`);
    return;
  }
  const left = transaction !== undefined || done === 0 ? 'Nothing was created.' : `${done} of ${statements.length} statements were run before.`;
  void vscode.window.showErrorMessage(`The table ${table} is not created in ${label}: ${outcome.failure.evidence?.driverMessage ?? outcome.failure.message} ${left}`);
}

/** Asks; in a protected environment as a warning that names it. */
async function mayCreate(table: string, label: string, statements: number, environment: ActiveEnvironment): Promise<boolean> {
  const question = `Create the table ${table} in ${label}`;
  const detail = `${statements === 1 ? 'One statement is' : `${statements} statements are`} run as shown.`;
  const button = 'Create Table';
  if (environment.isProtected) return confirmProtected(environment, { question, detail, button });
  return (await vscode.window.showInformationMessage(`${question} (${environment.name})?`, { modal: true, detail }, button)) === button;
}
