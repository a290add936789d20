import * as vscode from 'vscode';
import type { FileIndex, FileLocation, WorkspaceFiles } from '../elements/file-index';
import type { Problem } from '../elements/problem';
import { Disposables } from './disposables';
import { locate } from './locate';

const EXCLUDED = '**/node_modules/**';

/** The files of the open folders whose names end so, as an index reads them. */
export function workspaceFiles(suffix: string): WorkspaceFiles {
  return {
    async list(): Promise<readonly FileLocation[]> {
      const uris = await vscode.workspace.findFiles(`**/*${suffix}`, EXCLUDED);
      return uris.map(locate).filter((location) => location !== undefined);
    },
    read: async (uri) => vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)),
  };
}

/** Has an index read each file again that changes, and no other, until it is disposed. */
export function watchIndex<P extends { readonly problems: readonly Problem[] }>(index: FileIndex<P>, suffix: string): { dispose(): void } {
  const watching = new Disposables();
  const watcher = vscode.workspace.createFileSystemWatcher(`**/*${suffix}`);
  const update = (uri: vscode.Uri) => {
    const location = locate(uri);
    if (location !== undefined) void index.update(location);
  };
  // A folder that is deleted outside of VS Code is one event, with none for the files in it.
  const folders = vscode.workspace.createFileSystemWatcher('**', true, true, false);
  watching.add(
    watcher,
    folders,
    folders.onDidDelete((uri) => {
      if (index.all().some((entry) => entry.uri.startsWith(`${uri.toString()}/`))) void index.refresh();
    }),
    watcher.onDidCreate(update),
    watcher.onDidChange(update),
    watcher.onDidDelete((uri) => { index.remove(uri.toString()); }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void index.refresh()),
    vscode.workspace.onDidDeleteFiles(() => void index.refresh()),
    vscode.workspace.onDidRenameFiles(() => void index.refresh()),
  );
  return watching;
}
