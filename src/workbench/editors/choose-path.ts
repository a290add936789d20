import * as vscode from 'vscode';
import { relative, sep } from 'node:path';
import { leavesFolder } from '../../elements/checks';

/** Asks for a file; its path relative to the workspace folder, with `/`. A file elsewhere is refused with the reason. */
export async function choosePathIn(folder: vscode.Uri): Promise<string | undefined> {
  const [chosen] = (await vscode.window.showOpenDialog({ defaultUri: folder, openLabel: 'Use' })) ?? [];
  if (chosen === undefined) return undefined;
  const path = relative(folder.fsPath, chosen.fsPath).split(sep).join('/');
  if (!leavesFolder(path)) return path;
  void vscode.window.showWarningMessage('The file is outside the workspace folder. Use an environment variable for a path of this machine.');
  return undefined;
}
