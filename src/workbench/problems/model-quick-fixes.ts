import * as vscode from 'vscode';
import { editModelText } from '../../models/edit';
import { parseModel } from '../../models/parse';
import { MODEL_SUFFIX } from '../../models/suffix';
import { SELECT_DATABASE } from '../commands/ids';
import { addTextEdits } from '../editors/text-edits';
import { locate } from '../locate';
import type { WorkspaceElements } from '../workspace-elements';
import { codeOf, SOURCE } from './problem-diagnostic';

/** More would be a list to search, which "Select Database..." is. */
const OFFERED = 5;

/** What can be done about a model that names an element that is not there. */
export class ModelQuickFixes implements vscode.CodeActionProvider {
  private readonly registration: vscode.Disposable;

  constructor(private readonly elements: WorkspaceElements) {
    this.registration = vscode.languages.registerCodeActionsProvider({ pattern: `**/*${MODEL_SUFFIX}` }, this, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] });
  }

  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, { diagnostics }: vscode.CodeActionContext): vscode.CodeAction[] {
    const unknown = diagnostics.find((diagnostic) => diagnostic.source === SOURCE && codeOf(diagnostic) === 'unknown-element');
    if (unknown === undefined) return [];
    const select = new vscode.CodeAction('Select Database...', vscode.CodeActionKind.QuickFix);
    select.command = { command: SELECT_DATABASE, title: select.title, arguments: [document.uri] };
    const actions = [...this.candidates(document).map((fullName) => useElement(document, fullName)), select];
    for (const action of actions) action.diagnostics = [unknown];
    return actions;
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** Elements of the same folder, those first whose name is alike. */
  private candidates(document: vscode.TextDocument): string[] {
    const folder = locate(document.uri)?.folder;
    const named = (parseModel(document.getText()).database ?? '').toLowerCase();
    const wanted = new Set(named.split(/[.-]/));
    const alike = (fullName: string) => fullName.toLowerCase().split(/[.-]/).filter((part) => wanted.has(part)).length;
    const start = (fullName: string) => sharedStart(fullName.toLowerCase(), named);
    const names = [...new Set(this.elements.index.all().flatMap((entry) => (entry.folder === folder ? [entry.fullName] : [])))];
    return names.sort((a, b) => alike(b) - alike(a) || start(b) - start(a)).slice(0, OFFERED);
  }
}

/** How many characters two texts begin with alike. */
function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function useElement(document: vscode.TextDocument, fullName: string): vscode.CodeAction {
  const action = new vscode.CodeAction(`Use ${fullName}`, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  addTextEdits(action.edit, document, editModelText(document.getText(), 'database', fullName));
  return action;
}
