import * as vscode from 'vscode';

const SCHEME = 'database-element-protected';

/** Gives a row of a tree the colour of a protected environment. */
export function markProtected(item: vscode.TreeItem, entryUri: string): void {
  item.resourceUri = vscode.Uri.from({ scheme: SCHEME, path: '/', query: entryUri });
}

/** Colours the rows that are marked; VS Code asks by their resource. */
export class ProtectedRows implements vscode.FileDecorationProvider {
  private readonly registration = vscode.window.registerFileDecorationProvider(this);

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== SCHEME) return undefined;
    return new vscode.FileDecoration(undefined, 'The environment is protected', new vscode.ThemeColor('list.warningForeground'));
  }

  dispose(): void {
    this.registration.dispose();
  }
}
