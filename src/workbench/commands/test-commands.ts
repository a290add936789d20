import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { elementOfText } from '../../databases/typed-element';
import type { Failure, TestOutcome } from '../../diagnosis/outcome';
import { STAGE_LABELS, summaryOf } from '../../diagnosis/report';
import type { ElementEntry } from '../../elements/element-index';
import { signalOf } from '../signal-of';
import type { ConnectionTests } from '../testing/connection-tests';
import { subjectOfEntry } from '../testing/entry-subject';
import type { TestSubject } from '../testing/task-requests';
import type { FailureActions } from '../testing/failure-actions';
import type { ReportLog } from '../testing/report-log';
import { copyReport } from '../testing/copy-report';
import { labelOf } from '../trees/label';
import type { WorkspaceElements } from '../workspace-elements';
import type { ElementPicker } from './pick-element';

export interface TestServices {
  readonly tests: ConnectionTests;
  readonly actions: FailureActions;
  readonly log: ReportLog;
  readonly openForm: (uri: vscode.Uri) => Promise<void>;
}

/** Commands that test connections and show how the tests went. */
export function testCommands(services: TestServices & { readonly picker: ElementPicker; readonly elements: WorkspaceElements }) {
  const { picker, elements, tests, log } = services;
  return {
    'databaseElements.testConnection': picker.command('Test which connection?', (entry) => testElement(entry, services)),
    'databaseElements.testAllConnections': async () => {
      await elements.ready;
      await testAll(elements.index.all(), services);
    },
    'databaseElements.cancelTests': () => { tests.cancelAll(); },
    'databaseElements.copyReport': picker.command('Copy the report of which element?', (entry) => copyReport(tests.state(vscode.Uri.parse(entry.uri, true)))),
    'databaseElements.showReports': () => { log.show(); },
  };
}

/** Tests one saved element, with its stages in a notification that can be cancelled, and says how it went. */
async function testElement(entry: ElementEntry, services: TestServices): Promise<void> {
  const subject = subjectOfEntry(entry);
  if (subject === undefined) {
    void vscode.window.showWarningMessage(`${labelOf(entry)} cannot be tested: ${entry.problems[0]?.message ?? 'its file is malformed.'}`);
    return;
  }
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Testing ${labelOf(entry)}`, cancellable: true },
    async (progress, token) => {
      const listener = services.tests.onDidChange((uri) => {
        const state = services.tests.state(uri);
        if (uri.toString() !== entry.uri || state.kind !== 'running') return;
        const current = state.stages.at(-1);
        if (current !== undefined) progress.report({ message: STAGE_LABELS[current.id] });
      });
      try {
        return await services.tests.run(subject, signalOf(token));
      } finally {
        listener.dispose();
      }
    },
  );
  await announce(entry, outcome, services);
}

/** Tests every element, a few at a time, and says how many work. */
async function testAll(entries: readonly ElementEntry[], services: TestServices): Promise<void> {
  const subjects = entries.map(subjectOfEntry).filter((subject) => subject !== undefined);
  if (subjects.length === 0) {
    void vscode.window.showInformationMessage('There is no database element that can be tested.');
    return;
  }
  const outcomes = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Testing connections', cancellable: true },
    (progress, token) => {
      const signal = signalOf(token);
      let done = 0;
      return Promise.all(
        subjects.map(async (subject) => {
          const outcome = await services.tests.run(subject, signal);
          progress.report({ message: `${++done} of ${subjects.length}`, increment: 100 / subjects.length });
          return outcome;
        }),
      );
    },
  );
  const passed = outcomes.filter((outcome) => outcome.ok).length;
  const message = `${passed} of ${outcomes.length} connections work.`;
  const show = 'Show Report';
  const malformed = entries.length - subjects.length;
  const detail = malformed === 0 ? message : `${message} ${malformed === 1 ? 'One file is' : `${malformed} files are`} malformed and could not be tested.`;
  const answer = passed === outcomes.length && malformed === 0 ? await vscode.window.showInformationMessage(detail) : await vscode.window.showWarningMessage(detail, show);
  if (answer === show) services.log.show();
}

async function announce(entry: ElementEntry, outcome: TestOutcome, services: TestServices): Promise<void> {
  if (outcome.server !== undefined) {
    void vscode.window.showInformationMessage(`${labelOf(entry)}: connected in ${outcome.milliseconds} ms. ${summaryOf(outcome.server)}.`);
  } else if (outcome.failure !== undefined && outcome.failure.code !== 'cancelled') {
    await announceFailure(entry, outcome.failure, services);
  }
}

async function announceFailure(entry: ElementEntry, failure: Failure, services: TestServices): Promise<void> {
  const uri = vscode.Uri.parse(entry.uri, true);
  const details = 'What to Check';
  const first = failure.actions[0];
  const answer = await vscode.window.showErrorMessage(`${labelOf(entry)}: ${failure.message}`, ...(first === undefined ? [] : [first.label]), details);
  if (answer === undefined) return;
  await services.openForm(uri);
  if (answer !== first?.label) return;
  const again = await services.actions.run(first, await vscode.workspace.openTextDocument(uri));
  const subject = again ? await currentSubject(uri, entry) : undefined;
  if (subject !== undefined) await services.tests.run(subject);
}

/** The element as the action has left it, saved or not. */
async function currentSubject(uri: vscode.Uri, entry: ElementEntry): Promise<TestSubject | undefined> {
  const typed = elementOfText((await vscode.workspace.openTextDocument(uri)).getText(), databaseTypes);
  const saved = subjectOfEntry(entry);
  return typed === undefined || saved === undefined ? undefined : { ...saved, ...typed, draft: true };
}
