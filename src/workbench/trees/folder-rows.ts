import * as vscode from 'vscode';
import type { DrawnRows } from './drawn-rows';
import type { FolderNode } from './nodes';

/** The rows of a tree: those at the top, and all, with the rows in each folder. */
export interface FolderRows<N> {
  readonly top: readonly (FolderNode | N)[];
  readonly all: readonly (FolderNode | N)[];
}

/** Rows as they are in a window of one folder, and under a row for each folder where there are several. */
export function folderRows<N extends object>(rows: DrawnRows<FolderNode | N>, within: (folder?: string) => readonly N[], shows: (folder: string) => boolean = () => true): FolderRows<N> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1) {
    const all = within();
    return { top: all, all };
  }
  const top = folders
    .map(({ uri, name }): FolderNode => ({ kind: 'folder', uri: uri.toString(), name }))
    .filter(({ uri }) => shows(uri))
    .map((folder) => rows.node(folder.uri, folder));
  return { top, all: top.flatMap((folder) => [folder, ...within(folder.uri)]) };
}

export function folderItem({ uri, name }: FolderNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = uri;
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  return item;
}
