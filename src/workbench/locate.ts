import * as vscode from 'vscode';
import type { FileLocation } from '../elements/file-index';

/** Where a file stands in the workspace; undefined outside of every folder. */
export function locate(uri: vscode.Uri): FileLocation | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri.scheme === 'untitled' ? uri.with({ scheme: folderScheme() }) : uri);
  if (folder === undefined) return undefined;
  const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
  return { uri: uri.toString(), folder: folder.uri.toString(), path: uri.path.slice(root.length) };
}

function folderScheme(): string {
  return vscode.workspace.workspaceFolders?.[0]?.uri.scheme ?? 'file';
}
