import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { elementOfText } from '../../databases/typed-element';
import { connectsAlike } from '../../elements/element';
import { parameterKey } from '../../elements/parameter';
import { parseElement } from '../../elements/parse';
import { sayInForm, type Problem } from '../../elements/problem';
import type { TestView } from '../../protocol/form-state';
import type { ConnectionTests } from '../testing/connection-tests';
import { copyReport } from '../testing/copy-report';
import type { FailureActions } from '../testing/failure-actions';
import { locate } from '../locate';
import type { TakeAlong } from '../typed-passwords';
import { subjectOf } from './form-subject';
import { testView } from './test-view';

export interface TestPanelServices {
  readonly tests: ConnectionTests;
  readonly actions: FailureActions;
}

/** The part of a form that tests the connection. */
export class TestPanel {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly services: TestPanelServices,
    private readonly focus: (key: string) => void,
  ) {}

  /** Tests what is on the screen; what keeps it from being tested is said and shown. */
  async test(): Promise<void> {
    if (!vscode.workspace.isTrusted || locate(this.document.uri) === undefined) return;
    const subject = subjectOf(this.document);
    if (subject !== undefined) {
      await this.services.tests.run(subject);
      return;
    }
    const { problems, typeId } = parseElement(this.document.getText(), databaseTypes);
    const problem = problems.find((candidate) => candidate.severity === 'error');
    void vscode.window.showWarningMessage(`The element cannot be tested yet: ${problem === undefined ? 'it has errors.' : sayInForm(problem)}`);
    const key = problem === undefined ? undefined : fieldOf(problem, typeId);
    if (key !== undefined) this.focus(key);
  }

  cancel(): void {
    this.services.tests.cancel(this.document.uri);
  }

  /** A password was entered or forgotten. */
  outdate(): void {
    this.services.tests.outdate(this.document.uri);
  }

  /** Does what the last failure offers; true when that asks for another test. */
  async runAction(id: number, takeAlong: TakeAlong): Promise<boolean> {
    const state = this.services.tests.state(this.document.uri);
    const action = state.kind === 'done' ? state.outcome.failure?.actions[id] : undefined;
    return action !== undefined && this.services.actions.run(action, this.document, takeAlong);
  }

  copyReport(): Promise<void> {
    return copyReport(this.services.tests.state(this.document.uri));
  }

  /** The last test, from wherever it was started, held against what the form shows. */
  view(): TestView {
    const state = this.services.tests.state(this.document.uri);
    const shown = elementOfText(this.document.getText(), databaseTypes)?.element;
    return testView(state, state.kind === 'done' && (shown === undefined || state.tested === undefined || !connectsAlike(shown, state.tested)));
  }
}

function fieldOf({ path: [group, name] }: Problem, typeId: string | undefined): string | undefined {
  const parameter = databaseTypes.find(typeId ?? '')?.parameters.find((candidate) => candidate.group === group && candidate.name === name);
  return parameter === undefined ? undefined : parameterKey(parameter);
}
