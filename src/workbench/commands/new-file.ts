import * as vscode from 'vscode';

/** The only folder, or the one the person picks; `what` is to be made in it. */
export async function pickFolder(what: string): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick({ placeHolder: 'Folder of the application' });
  if (folders[0] === undefined) void vscode.window.showInformationMessage(`Open your application's folder first: ${what} are files in it.`);
  return folders[0];
}

/** Why a title cannot be that of a new file; undefined when it can. */
export async function newTitleProblem(title: string, file: vscode.Uri, shownPath: string): Promise<string | undefined> {
  if (title.trim() === '') return 'A name is needed.';
  const open = vscode.workspace.textDocuments.some((document) => document.isUntitled && document.uri.path === file.path);
  if (!open && !(await exists(file))) return undefined;
  return `${shownPath} ${open ? 'is already being made' : 'already exists'}. Choose another name.`;
}

/** True when a file or folder is there. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
