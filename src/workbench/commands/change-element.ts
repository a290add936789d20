import * as vscode from 'vscode';
import { randomUUID } from 'node:crypto';
import type { Vault } from '../../credentials/vault';
import { duplicateText, editTopLevel } from '../../elements/edit';
import type { ElementEntry } from '../../elements/element-index';
import { ELEMENT_SUFFIX, fileNameFor } from '../../elements/full-name';
import { addTextEdits } from '../editors/text-edits';
import type { ConnectionTests } from '../testing/connection-tests';
import { labelOf } from '../trees/label';
import { ELEMENT_FORM } from './ids';
import { exists } from './new-element';

/** Gives an element another title; its file follows when it was named after the old one. One step to undo. */
export async function renameElement(entry: ElementEntry, tests: ConnectionTests): Promise<void> {
  const uri = vscode.Uri.parse(entry.uri, true);
  const old = labelOf(entry);
  const fileName = baseName(uri);
  const follows = entry.title === undefined || fileName === fileNameFor(entry.title);
  const start = entry.title === undefined ? fileName.slice(0, -ELEMENT_SUFFIX.length) : old;
  const title = await vscode.window.showInputBox({
    title: `Rename ${old}`,
    value: start,
    prompt: follows ? 'The file is renamed as well. Stored passwords stay.' : 'Stored passwords stay.',
    validateInput: async (value) => {
      if (value.trim() === '') return 'A name is needed.';
      const target = sibling(uri, fileNameFor(value));
      return follows && target.path !== uri.path && (await exists(target)) ? `${baseName(target)} already exists. Choose another name.` : undefined;
    },
  });
  if (title === undefined || title.trim() === start) return;
  const edit = new vscode.WorkspaceEdit();
  if (entry.title !== undefined) {
    const document = await vscode.workspace.openTextDocument(uri);
    addTextEdits(edit, document, editTopLevel(document.getText(), 'title', title.trim()));
  }
  const target = sibling(uri, fileNameFor(title));
  if (follows && target.path !== uri.path) edit.renameFile(uri, target);
  await vscode.workspace.applyEdit(edit);
  await (await vscode.workspace.openTextDocument(follows ? target : uri)).save();
  if (follows) tests.move(uri, target);
}

/** Opens a copy with an id of its own, hence without the original's passwords; it becomes a file with the first save. */
export async function duplicateElement(entry: ElementEntry): Promise<void> {
  const uri = vscode.Uri.parse(entry.uri, true);
  const original = await vscode.workspace.openTextDocument(uri);
  const title = await freeTitle(uri, `${labelOf(entry)} copy`);
  const copy = sibling(uri, fileNameFor(title)).with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(copy);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(copy, new vscode.Range(0, 0, document.lineCount, 0), duplicateText(original.getText(), randomUUID(), title));
  await vscode.workspace.applyEdit(edit);
  await vscode.commands.executeCommand('vscode.openWith', copy, ELEMENT_FORM);
}

/** Deletes an element's file to the trash and its stored passwords, after asking. */
export async function deleteElement(entry: ElementEntry, vault: Vault, all: readonly ElementEntry[]): Promise<void> {
  const uri = vscode.Uri.parse(entry.uri, true);
  const remove = 'Delete';
  const answer = await vscode.window.showWarningMessage(`Delete the database element "${labelOf(entry)}"?`, { modal: true, detail: `${entry.path} and the passwords stored for it on this machine are deleted.` }, remove);
  if (answer !== remove) return;
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(uri);
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage(`${entry.path} could not be deleted. Is it read-only?`);
    return;
  }
  const id = entry.element?.id;
  // A copied file can have the same id; then the passwords are still the other one's.
  if (id !== undefined && !all.some((other) => other.uri !== entry.uri && other.element?.id === id)) await vault.forgetElement(id);
}

/** Gives an element an id of its own, for the problems "duplicate-id" and a missing id. */
export async function giveNewId(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  addTextEdits(edit, document, editTopLevel(document.getText(), 'id', randomUUID()));
  await vscode.workspace.applyEdit(edit);
}

async function freeTitle(uri: vscode.Uri, wanted: string): Promise<string> {
  for (let number = 1; number < 100; number++) {
    const title = number === 1 ? wanted : `${wanted} ${number}`;
    const target = sibling(uri, fileNameFor(title));
    const open = vscode.workspace.textDocuments.some((document) => document.uri.path === target.path);
    if (!open && !(await exists(target))) return title;
  }
  return `${wanted} ${randomUUID().slice(0, 8)}`;
}

function sibling(uri: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..', name);
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
