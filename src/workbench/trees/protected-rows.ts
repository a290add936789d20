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
    // Themes of high contrast have no colour for warnings in lists.
    return new vscode.FileDecoration(undefined, 'The environment is protected', new vscode.ThemeColor('editorWarning.foreground'));
  }

  dispose(): void {
    this.registration.dispose();
  }
}
