import * as vscode from 'vscode';
import { randomUUID } from 'node:crypto';
import type { Vault } from '../../credentials/vault';
import { duplicateText, editTopLevel } from '../../elements/edit';
import type { ElementEntry } from '../../elements/element-index';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import type { ModelEntry } from '../../models/model-index';
import { TITLE_KEY } from '../../protocol/text-keys';
import type { ElementForms } from '../editors/element-forms';
import { addTextEdits } from '../editors/text-edits';
import type { ModelsFollow } from '../models/models-follow';
import type { ConnectionTests } from '../testing/connection-tests';
import { labelOf } from '../trees/label';
import { deleteTitled, duplicateTitled, renameTitled, type TitledKind } from './change-file';

const ELEMENT: TitledKind = {
  suffix: ELEMENT_SUFFIX,
  editTitle: (text, title) => editTopLevel(text, 'title', title),
  renaming: (follows) => (follows ? 'The file is renamed as well, and models that use the element follow. Stored passwords stay.' : 'Stored passwords stay.'),
};

/** Gives an element another title; its file follows when it was named after the old one, and the models that use it follow the file. One step to undo. */
export async function renameElement(entry: ElementEntry, tests: ConnectionTests, follow: ModelsFollow): Promise<void> {
  const uri = vscode.Uri.parse(entry.uri, true);
  const target = await renameTitled(entry, ELEMENT, (edit, moved) => follow.add(edit, uri, moved));
  if (target !== undefined) tests.move(uri, target);
}

/**
 * Opens a copy with an id of its own, hence without the original's passwords, with the caret in its title, the first thing
 * to change; it becomes a file with the first save.
 */
export async function duplicateElement(entry: ElementEntry, forms: Pick<ElementForms, 'show'>): Promise<void> {
  const copy = await duplicateTitled(entry, ELEMENT, (text, title) => duplicateText(text, randomUUID(), title));
  await forms.show(copy, { kind: 'focus', key: TITLE_KEY });
}

/** Deletes an element's file to the trash and its stored passwords, after asking and saying who uses it. */
export async function deleteElement(entry: ElementEntry, vault: Vault, all: readonly ElementEntry[], users: readonly ModelEntry[]): Promise<void> {
  const used = users.length === 0 ? '' : `\n\nUsed by ${describeUsers(users)}, which will name an element that is not there.`;
  const gone = await deleteTitled(entry, `Delete the database element "${labelOf(entry)}"?`, `${entry.path} and the passwords stored for it on this machine are deleted.${used}`);
  const id = entry.element?.id;
  // A copied file can have the same id; then the passwords are still the other one's.
  if (gone && id !== undefined && !all.some((other) => other.uri !== entry.uri && other.element?.id === id)) await vault.forgetElement(id);
}

/** "the models Customer, Invoice and 3 more". */
function describeUsers(users: readonly ModelEntry[]): string {
  const named = users.slice(0, 5).map(labelOf);
  const more = users.length - named.length;
  return `${users.length === 1 ? 'the model' : 'the models'} ${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** Gives an element an id of its own, for the problems "duplicate-id" and a missing id. */
export async function giveNewId(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  addTextEdits(edit, document, editTopLevel(document.getText(), 'id', randomUUID()));
  await vscode.workspace.applyEdit(edit);
}
