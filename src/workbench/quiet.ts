import * as vscode from 'vscode';

const QUIET_MS = 200;

/** Does work when nothing has asked for it for a moment: a checkout changes many files at once. */
export class Quiet {
  private waiting: NodeJS.Timeout | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  readonly soon = (): void => {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.work(), QUIET_MS);
  };

  dispose(): void {
    clearTimeout(this.waiting);
  }
}

/** Many changes at once, as a checkout makes them, are one piece of work. */
export function coalesce(work: () => void): () => void {
  let waiting: NodeJS.Timeout | undefined;
  return () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      work();
    }, 50);
  };
}

/** Calls back when a file that matches is made, changed or deleted. */
export function onFiles(pattern: string, changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed));
}

/** Calls back when a setting of the extension changes. */
export function onSettings(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('databaseElements')) changed();
  });
}
