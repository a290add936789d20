import * as vscode from 'vscode';
import type { ReportLog } from '../testing/report-log';

/** Hears what a form asks for; what it sends otherwise is dropped. `failed` has the form drawn anew, whose wish did not come true. */
export function listenToForm<Message>(
  { onDidReceiveMessage }: Pick<vscode.Webview, 'onDidReceiveMessage'>,
  schema: { safeParse(data: unknown): { readonly success: true; readonly data: Message } | { readonly success: false } },
  hooks: { readonly receive: (message: Message) => Promise<void>; readonly failed: () => unknown; readonly log: Pick<ReportLog, 'warn'> },
): vscode.Disposable {
  return onDidReceiveMessage((message: unknown) => {
    const parsed = schema.safeParse(message);
    if (parsed.success) {
      hooks.receive(parsed.data).catch((error: unknown) => {
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        hooks.failed();
      });
    }
    // The message's body is not logged: it could hold a password.
    else hooks.log.warn('A form sent a message that is not understood.');
  });
}
