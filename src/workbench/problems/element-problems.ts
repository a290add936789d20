import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import { parseElement, placeOfPath } from '../../elements/parse';
import type { Problem } from '../../elements/problem';
import { GIVE_NEW_ID } from '../commands/ids';
import { Disposables } from '../disposables';
import type { WorkspaceElements } from '../workspace-elements';

const SOURCE = 'Database Elements';

/** Shows what is wrong with element files in the Problems panel, of open documents as they are typed. */
export class ElementProblems implements vscode.CodeActionProvider {
  private readonly collection = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly disposables = new Disposables();
  private shown = new Set<string>();

  constructor(private readonly elements: WorkspaceElements) {
    this.disposables.add(
      this.collection,
      elements.index.onDidChange(() => { this.showAll(); }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => { if (isElementFile(document)) this.show(document.uri); }),
      vscode.workspace.onDidOpenTextDocument((document) => { if (isElementFile(document)) this.show(document.uri); }),
      vscode.workspace.onDidCloseTextDocument((document) => { if (isElementFile(document)) this.show(document.uri); }),
      vscode.languages.registerCodeActionsProvider({ pattern: `**/*${ELEMENT_SUFFIX}` }, this, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    );
    this.showAll();
  }

  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    return context.diagnostics.flatMap((diagnostic) => {
      const missingId = diagnostic.code === 'missing-value' && diagnostic.message.startsWith('"id"');
      if (diagnostic.source !== SOURCE || (diagnostic.code !== 'duplicate-id' && !missingId)) return [];
      const action = new vscode.CodeAction('Give this element an id of its own', vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.isPreferred = true;
      action.command = { command: GIVE_NEW_ID, title: action.title, arguments: [document.uri] };
      return [action];
    });
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private showAll(): void {
    const shared = this.elements.index.sharedProblems();
    const now = new Set(this.elements.index.all().flatMap((entry) => (entry.problems.length > 0 || shared.has(entry.uri) ? [entry.uri] : [])));
    for (const uri of new Set([...this.shown, ...now])) this.show(vscode.Uri.parse(uri, true), shared);
    this.shown = now;
  }

  private show(uri: vscode.Uri, shared = this.elements.index.sharedProblems()): void {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    const own = document === undefined || document.isClosed ? (this.elements.index.get(uri.toString())?.problems ?? []) : parseElement(document.getText(), databaseTypes).problems;
    const others = (shared.get(uri.toString()) ?? []).map((problem) => (document === undefined ? problem : { ...problem, ...placeOfPath(document.getText(), problem.path) }));
    this.collection.set(uri, [...own, ...others].map(toDiagnostic));
  }
}

function isElementFile(document: vscode.TextDocument): boolean {
  return document.uri.scheme !== 'git' && document.fileName.endsWith(ELEMENT_SUFFIX);
}

function toDiagnostic(problem: Problem): vscode.Diagnostic {
  const range = new vscode.Range(problem.start.line - 1, problem.start.column - 1, problem.end.line - 1, problem.end.column - 1);
  const severity = problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range, problem.message, severity);
  diagnostic.source = SOURCE;
  diagnostic.code = problem.code;
  return diagnostic;
}
