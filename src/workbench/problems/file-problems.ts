import * as vscode from 'vscode';
import type { FileIndex } from '../../elements/file-index';
import { placeOfPath } from '../../elements/json-file';
import type { Problem } from '../../elements/problem';
import { Disposables } from '../disposables';
import { readOptional } from '../environment';
import { isSaidByVsCode, SOURCE, toDiagnostic } from './problem-diagnostic';

/** Where the problems of one kind of file come from. */
export interface ProblemSource {
  /** How the files end. */
  readonly suffix: string;
  readonly index: Pick<FileIndex<{ readonly problems: readonly Problem[] }>, 'all' | 'get'>;
  /** The problems of a text, as it is typed. */
  parse(text: string): readonly Problem[];
  /** What no file shows by itself, by URI; each is placed in the text of its file by its path. */
  shared(): ReadonlyMap<string, readonly Problem[]>;
  /** Calls back when files or what they share have changed. */
  onDidChange(listener: () => void): { dispose(): void };
}

/** Shows what is wrong with files of one kind in the Problems panel, of open documents as they are typed. */
export class FileProblems {
  private readonly collection = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly disposables = new Disposables();
  private shown = new Set<string>();
  /** Counts the times that a file was shown: only the last one counts. */
  private readonly turns = new Map<string, number>();

  constructor(private readonly source: ProblemSource) {
    const showOne = (document: vscode.TextDocument) => {
      if (document.uri.scheme !== 'git' && document.fileName.endsWith(source.suffix)) this.show(document.uri);
    };
    this.disposables.add(
      this.collection,
      source.onDidChange(() => { this.showAll(); }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => { showOne(document); }),
      vscode.workspace.onDidOpenTextDocument(showOne),
      vscode.workspace.onDidCloseTextDocument(showOne),
    );
    this.showAll();
  }

  dispose(): void {
    this.turns.clear();
    this.disposables.dispose();
  }

  private showAll(): void {
    const shared = this.source.shared();
    const now = new Set(this.source.index.all().flatMap((entry) => (entry.problems.length > 0 || shared.has(entry.uri) ? [entry.uri] : [])));
    for (const uri of new Set([...this.shown, ...now])) this.show(vscode.Uri.parse(uri, true), shared);
    this.shown = now;
  }

  private show(uri: vscode.Uri, shared = this.source.shared()): void {
    const key = uri.toString();
    const turn = (this.turns.get(key) ?? 0) + 1;
    this.turns.set(key, turn);
    const others = shared.get(key) ?? [];
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === key && !open.isClosed);
    if (document !== undefined) {
      const own = this.source.parse(document.getText()).filter((problem) => !isSaidByVsCode(problem, document));
      this.set(uri, own, others, document.getText());
      return;
    }
    const own = this.source.index.get(key)?.problems ?? [];
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
