import * as vscode from 'vscode';
import { randomUUID } from 'node:crypto';
import type { PasswordOwner } from '../../credentials/account';
import type { DatabaseType } from '../../databases/contract';
import { databaseTypes } from '../../databases/registry';
import { newElementText } from '../../elements/edit';
import { applyTextEdits } from '../../elements/json-edit';
import { fileNameFor } from '../../elements/full-name';
import { parameterKey } from '../../elements/parameter';
import { typeIcon } from '../type-icon';
import { connectionFill, describeLeft, type ConnectionFill } from '../editors/connection-fill';
import type { TypedPasswords } from '../typed-passwords';
import type { ElementForms } from '../editors/element-forms';
import { unsavedDocument } from './change-file';
import { newTitleProblem, pickFolder } from './new-file';

const NEW_FOLDER = 'databases';

/** Asks for type and name, then opens the form of a document that becomes a file with the first save, with the caret in its first field. */
export async function newElement(mediaFolder: vscode.Uri, passwords: Pick<TypedPasswords, 'owner' | 'keep'>, forms: Pick<ElementForms, 'show'>): Promise<void> {
  const folder = await pickFolder('database elements');
  if (folder === undefined) return;
  const start = await pickStart(mediaFolder);
  if (start === undefined) return;
  const { type, fill } = start;
  const title = await vscode.window.showInputBox({
    title: 'New Database Element (2/2)',
    prompt: `Name of the database in the application. The file is made in "${NEW_FOLDER}" when you save.`,
    placeHolder: 'Orders',
    value: fill?.database ?? '',
    ignoreFocusOut: true,
    validateInput: (value) => newTitleProblem(value, elementUri(folder, value), `${NEW_FOLDER}/${fileNameFor(value.trim())}`),
  });
  if (title === undefined) return;
  const plain = newElementText(type, randomUUID(), title.trim());
  const text = fill === undefined ? plain : applyTextEdits(plain, fill.edits(plain));
  const uri = await unsavedDocument(elementUri(folder, title), text);
  const [first] = type.parameters;
  await forms.show(uri, first && { kind: 'focus', key: parameterKey(first) });
  if (fill !== undefined) await finish(fill, await passwords.owner(uri, text), passwords);
}

/** What a new element begins with: a type, or all that a connection string says. */
async function pickStart(mediaFolder: vscode.Uri): Promise<{ readonly type: DatabaseType; readonly fill?: ConnectionFill } | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      ...databaseTypes.all.map((type) => ({
        label: type.label,
        ...(type.extension === undefined ? {} : { description: type.extension }),
        type,
        iconPath: typeIcon(type, mediaFolder),
      })),
      { label: 'From a connection string...', type: undefined, iconPath: new vscode.ThemeIcon('link') },
    ],
    { title: 'New Database Element (1/2)', placeHolder: 'Type of the database', ignoreFocusOut: true },
  );
  if (picked === undefined) return undefined;
  if (picked.type !== undefined) return { type: picked.type };
  const text = await vscode.window.showInputBox({
    title: 'New Database Element (1/2)',
    prompt: 'What an application or a tool connects with, e.g. postgresql://user:password@host/database. Its password goes to the keychain, never into the file.',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (connectionFill(value) === undefined ? `A connection string of ${new Intl.ListFormat('en', { type: 'disjunction' }).format(databaseTypes.all.flatMap(({ label, readConnectionString }) => (readConnectionString === undefined ? [] : [label])))} is needed.` : undefined),
  });
  const fill = text === undefined ? undefined : connectionFill(text);
  return fill && { type: fill.type, fill };
}

/** The password waits for the save; what was not understood is said. */
async function finish(fill: ConnectionFill, owner: PasswordOwner | undefined, passwords: Pick<TypedPasswords, 'keep'>): Promise<void> {
  const left = describeLeft(fill);
  if (left !== undefined) void vscode.window.showInformationMessage(left);
  const { secret } = fill;
  if (secret === undefined) return;
  try {
    if (owner === undefined) throw new Error('what the connection string says is not enough for an element. Complete it and enter the password.');
    await passwords.keep(owner, secret);
  } catch (error) {
    void vscode.window.showErrorMessage(`The password was not kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function elementUri(folder: vscode.WorkspaceFolder, title: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, NEW_FOLDER, fileNameFor(title.trim()));
}
