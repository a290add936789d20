import * as vscode from 'vscode';
import { randomUUID } from 'node:crypto';
import { databaseTypes } from '../../databases/registry';
import { newElementText } from '../../elements/edit';
import { fileNameFor } from '../../elements/full-name';
import { ELEMENT_FORM } from './ids';

const NEW_FOLDER = 'databases';

/** Asks for type and name, then opens the form of a document that becomes a file with the first save. */
export async function newElement(mediaFolder: vscode.Uri): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  const picked = await vscode.window.showQuickPick(
    databaseTypes.all.map((type) => ({
      label: type.label,
      id: type.id,
      iconPath: { light: vscode.Uri.joinPath(mediaFolder, 'types', `${type.id}-light.svg`), dark: vscode.Uri.joinPath(mediaFolder, 'types', `${type.id}-dark.svg`) },
    })),
    { title: 'New Database Element (1/2)', placeHolder: 'Type of the database', ignoreFocusOut: true },
  );
  const type = picked === undefined ? undefined : databaseTypes.find(picked.id);
  if (type === undefined) return;
  const title = await vscode.window.showInputBox({
    title: 'New Database Element (2/2)',
    prompt: `Name of the database in the application. The file is made in "${NEW_FOLDER}" when you save.`,
    placeHolder: 'Orders',
    ignoreFocusOut: true,
    validateInput: (value) => titleProblem(value, folder),
  });
  if (title === undefined) return;
  const uri = elementUri(folder, title).with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), newElementText(type, randomUUID(), title.trim()));
  await vscode.workspace.applyEdit(edit);
  await vscode.commands.executeCommand('vscode.openWith', uri, ELEMENT_FORM);
}

function elementUri(folder: vscode.WorkspaceFolder, title: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, NEW_FOLDER, fileNameFor(title.trim()));
}

async function titleProblem(value: string, folder: vscode.WorkspaceFolder): Promise<string | undefined> {
  if (value.trim() === '') return 'A name is needed.';
  const uri = elementUri(folder, value);
  const open = vscode.workspace.textDocuments.some((document) => document.isUntitled && document.uri.path === uri.path);
  if (!open && !(await exists(uri))) return undefined;
  return `${NEW_FOLDER}/${fileNameFor(value.trim())} ${open ? 'is already being made' : 'already exists'}. Choose another name.`;
}

/** The only folder, or the one the person picks. */
async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick({ placeHolder: 'Folder of the application' });
  if (folders[0] === undefined) void vscode.window.showInformationMessage("Open your application's folder first: database elements are files in it.");
  return folders[0];
}

/** True when a file or folder is there. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
