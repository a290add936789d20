import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import { parseElement, placeOfPath } from '../../elements/parse';
import { FILE_START, type Problem } from '../../elements/problem';
import { variablesOf } from '../../environments/variables';
import { Disposables } from '../disposables';
import type { WorkspaceElements } from '../workspace-elements';

export const SOURCE = 'Database Elements';

/** Shows what is wrong with element files in the Problems panel, of open documents as they are typed. */
export class ElementProblems {
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
    );
    this.showAll();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private showAll(): void {
    const shared = this.workspaceProblems();
    const now = new Set(this.elements.index.all().flatMap((entry) => (entry.problems.length > 0 || shared.has(entry.uri) ? [entry.uri] : [])));
    for (const uri of new Set([...this.shown, ...now])) this.show(vscode.Uri.parse(uri, true), shared);
    this.shown = now;
  }

  /** What only the whole workspace shows, by file; places are found when the file's text is there. */
  private workspaceProblems(): ReadonlyMap<string, readonly Problem[]> {
    const found = new Map(this.elements.index.sharedProblems());
    for (const variable of variablesOf(this.elements.index.all(), databaseTypes)) {
      for (const conflict of variable.conflicts) {
        if (conflict.kind !== 'declaration') continue;
        for (const entry of conflict.entries) {
          const others = conflict.entries.filter((other) => other !== entry).map((other) => other.path);
          const message = `${variable.key} is declared differently in ${others.join(', ')}: "${conflict.property}". Make them equal with the quick fix, or rename one.`;
          const problem: Problem = { code: 'conflicting-declaration', severity: 'warning', message, path: ['variables', variable.key], ...FILE_START };
          found.set(entry.uri, [...(found.get(entry.uri) ?? []), problem]);
        }
      }
    }
    return found;
  }

  private show(uri: vscode.Uri, shared = this.workspaceProblems()): void {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    const own = document === undefined || document.isClosed ? (this.elements.index.get(uri.toString())?.problems ?? []) : parseElement(document.getText(), databaseTypes).problems;
    const others = (shared.get(uri.toString()) ?? []).map((problem) => (document === undefined ? problem : { ...problem, ...placeOfPath(document.getText(), problem.path, problem.code === 'conflicting-declaration' ? 'key' : 'value') }));
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
