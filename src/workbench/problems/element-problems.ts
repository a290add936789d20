import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import type { ElementEntry } from '../../elements/element-index';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import { placeOfPath } from '../../elements/json-file';
import { findParameter, parameterPath } from '../../elements/parameter';
import { parseElement } from '../../elements/parse';
import { FILE_START, type Problem } from '../../elements/problem';
import { describeExposure, variablesOf, type UsedBy } from '../../environments/variables';
import { Disposables } from '../disposables';
import { readOptional } from '../environment';
import type { WorkspaceElements } from '../workspace-elements';
import { isSaidByVsCode, SOURCE, toDiagnostic } from './problem-diagnostic';

/** Shows what is wrong with element files in the Problems panel, of open documents as they are typed. */
export class ElementProblems {
  private readonly collection = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly disposables = new Disposables();
  private shown = new Set<string>();
  /** Counts the times that a file was shown: only the last one counts. */
  private readonly turns = new Map<string, number>();

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
    this.turns.clear();
    this.disposables.dispose();
  }

  private showAll(): void {
    const shared = this.workspaceProblems();
    const now = new Set(this.elements.index.all().flatMap((entry) => (entry.problems.length > 0 || shared.has(entry.uri) ? [entry.uri] : [])));
    for (const uri of new Set([...this.shown, ...now])) this.show(vscode.Uri.parse(uri, true), shared);
    this.shown = now;
  }

  /** What only the whole workspace shows, by file at its start: places are found in its text. */
  private workspaceProblems(): ReadonlyMap<string, readonly Problem[]> {
    const found = new Map(this.elements.index.sharedProblems());
    const add = (entry: ElementEntry, problem: Problem) => found.set(entry.uri, [...(found.get(entry.uri) ?? []), problem]);
    for (const variable of variablesOf(this.elements.index.all(), databaseTypes)) {
      for (const conflict of variable.conflicts) {
        if (conflict.kind === 'secrecy') {
          for (const use of conflict.shown) add(use.entry, exposed(variable.key, use, conflict.secret));
          continue;
        }
        for (const entry of conflict.entries) {
          const others = conflict.entries.filter((other) => other !== entry).map((other) => other.path);
          const message = `${variable.key} is declared differently in ${others.join(', ')}: "${conflict.property}". Make them equal with the quick fix, or rename one.`;
          add(entry, { code: 'conflicting-declaration', severity: 'warning', message, path: ['variables', variable.key], ...FILE_START });
        }
      }
    }
    return found;
  }

  private show(uri: vscode.Uri, shared = this.workspaceProblems()): void {
    const key = uri.toString();
    const turn = (this.turns.get(key) ?? 0) + 1;
    this.turns.set(key, turn);
    const others = shared.get(key) ?? [];
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === key && !open.isClosed);
    if (document !== undefined) {
      const own = parseElement(document.getText(), databaseTypes).problems.filter((problem) => !isSaidByVsCode(problem, document));
      this.set(uri, own, others, document.getText());
      return;
    }
    const own = this.elements.index.get(key)?.problems ?? [];
    if (others.length === 0) {
      this.set(uri, own, others, undefined);
      return;
    }
    // No editor has the text, in which the places are.
    void readOptional(uri)
      .catch(() => undefined)
      .then((text) => { if (this.turns.get(key) === turn) this.set(uri, own, others, text); });
  }

  private set(uri: vscode.Uri, own: readonly Problem[], others: readonly Problem[], text: string | undefined): void {
    const placed = text === undefined ? others : others.map((problem) => ({ ...problem, ...placeOfPath(text, problem.path, problem.code === 'conflicting-declaration' ? 'key' : 'value') }));
    this.collection.set(uri, [...own, ...placed].map((problem) => toDiagnostic(uri, problem)));
  }
}

function exposed(key: string, { entry, parameter: name }: UsedBy, secret: UsedBy | undefined): Problem {
  const type = databaseTypes.find(entry.typeId ?? '');
  const parameter = type === undefined ? undefined : findParameter(type, name);
  const { message, remedy } = describeExposure(key, parameter?.label ?? name, secret);
  const path = parameter === undefined ? [] : [...parameterPath(parameter), 'variable'];
  return { code: 'exposed-secret', severity: 'error', message: `${message} ${remedy}`, path, ...FILE_START };
}

function isElementFile(document: vscode.TextDocument): boolean {
  return document.uri.scheme !== 'git' && document.fileName.endsWith(ELEMENT_SUFFIX);
}
