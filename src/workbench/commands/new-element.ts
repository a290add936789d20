import * as vscode from 'vscode';
import { randomUUID } from 'node:crypto';
import { databaseTypes } from '../../databases/registry';
import { newElementText } from '../../elements/edit';
import { fileNameFor } from '../../elements/full-name';
import { openUnsaved } from './change-file';
import { ELEMENT_FORM } from './ids';
import { newTitleProblem, pickFolder } from './new-file';

const NEW_FOLDER = 'databases';

/** Asks for type and name, then opens the form of a document that becomes a file with the first save. */
export async function newElement(mediaFolder: vscode.Uri): Promise<void> {
  const folder = await pickFolder('database elements');
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
    validateInput: (value) => newTitleProblem(value, elementUri(folder, value), `${NEW_FOLDER}/${fileNameFor(value.trim())}`),
  });
  if (title === undefined) return;
  await openUnsaved(elementUri(folder, title), newElementText(type, randomUUID(), title.trim()), ELEMENT_FORM);
}

function elementUri(folder: vscode.WorkspaceFolder, title: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, NEW_FOLDER, fileNameFor(title.trim()));
}
