import * as vscode from 'vscode';

/** What is done by then is not worth a notification. */
const LATE_MS = 1000;

/** Does work that can be cancelled from a notification, which appears when it takes long. */
export async function withLateProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const cancel = new AbortController();
  const done = work(cancel.signal);
  const settled = done.then(() => undefined, () => undefined);
  const timer = setTimeout(() => {
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_progress, token) => {
      token.onCancellationRequested(() => { cancel.abort(); });
      return settled;
    });
  }, LATE_MS);
  try {
    return await done;
  } finally {
    clearTimeout(timer);
  }
}
