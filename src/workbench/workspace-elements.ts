import * as vscode from 'vscode';
import { databaseTypes } from '../databases/registry';
import { ElementIndex } from '../elements/element-index';
import type { FileLocation } from '../elements/file-index';
import { ELEMENT_SUFFIX } from '../elements/full-name';
import { secretKeysOf } from '../environments/secret-keys';
import { Disposables } from './disposables';

const PATTERN = `**/*${ELEMENT_SUFFIX}`;
const EXCLUDED = '**/node_modules/**';

/** The elements of the open folders: found, watched, and parsed again one by one as their files change. */
export class WorkspaceElements {
  readonly index: ElementIndex;
  readonly ready: Promise<void>;
  private readonly disposables = new Disposables();

  constructor() {
    this.index = new ElementIndex({ list: listElements, read: (uri) => readBytes(vscode.Uri.parse(uri, true)) }, databaseTypes);
    const watcher = vscode.workspace.createFileSystemWatcher(PATTERN);
    const update = (uri: vscode.Uri) => {
      const location = locate(uri);
      if (location !== undefined) void this.index.update(location);
    };
    // A folder that is deleted outside of VS Code is one event, with none for the files in it.
    const folders = vscode.workspace.createFileSystemWatcher('**', true, true, false);
    this.disposables.add(
      watcher,
      folders,
      folders.onDidDelete((uri) => {
        if (this.index.all().some((entry) => entry.uri.startsWith(`${uri.toString()}/`))) void this.index.refresh();
      }),
      watcher.onDidCreate(update),
      watcher.onDidChange(update),
      watcher.onDidDelete((uri) => { this.index.remove(uri.toString()); }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.index.refresh()),
      vscode.workspace.onDidDeleteFiles(() => void this.index.refresh()),
      vscode.workspace.onDidRenameFiles(() => void this.index.refresh()),
    );
    this.ready = this.index.refresh();
  }

  /** The secret variables of a folder, when its elements are read. */
  async secretKeys(folder: string): Promise<ReadonlySet<string>> {
    await this.ready;
    return secretKeysOf(this.index.all(), databaseTypes, folder);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

/** Where an element file stands in the workspace; undefined outside of every folder. */
export function locate(uri: vscode.Uri): FileLocation | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri.scheme === 'untitled' ? uri.with({ scheme: folderScheme() }) : uri);
  if (folder === undefined) return undefined;
  const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
  return { uri: uri.toString(), folder: folder.uri.toString(), path: uri.path.slice(root.length) };
}

function folderScheme(): string {
  return vscode.workspace.workspaceFolders?.[0]?.uri.scheme ?? 'file';
}

async function listElements(): Promise<readonly FileLocation[]> {
  const uris = await vscode.workspace.findFiles(PATTERN, EXCLUDED);
  return uris.map(locate).filter((location) => location !== undefined);
}

async function readBytes(uri: vscode.Uri): Promise<Uint8Array> {
  return vscode.workspace.fs.readFile(uri);
}
