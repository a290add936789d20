import * as vscode from 'vscode';
import { Disposables } from '../disposables';
import { Quiet } from '../quiet';

/** Diagnostics by file; a file may come more than once. */
export type FoundProblems = [vscode.Uri, vscode.Diagnostic[]][];

/** Problems that are looked for anew when something has changed that they depend on. */
export class WatchedProblems {
  private readonly collection: vscode.DiagnosticCollection;
  private readonly disposables = new Disposables();
  /** Counts the looks: of those that overlap, only the last one is shown. */
  private turn = 0;

  /** `find` resolves with undefined to leave what is shown; `watch` calls `changed` when it is time to look again. */
  constructor(
    name: string,
    private readonly find: () => Promise<FoundProblems | undefined>,
    watch: (changed: () => void) => readonly { dispose(): unknown }[],
  ) {
    this.collection = vscode.languages.createDiagnosticCollection(name);
    const quiet = new Quiet(() => this.look());
    this.disposables.add(this.collection, quiet, ...watch(quiet.soon));
    quiet.soon();
  }

  dispose(): void {
    this.turn++;
    this.disposables.dispose();
  }

  private async look(): Promise<void> {
    const turn = ++this.turn;
    const found = await this.find();
    if (found === undefined || turn !== this.turn) return;
    this.collection.clear();
    this.collection.set(found);
  }
}
