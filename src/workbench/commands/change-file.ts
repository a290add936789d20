import * as vscode from 'vscode';
import { randomUUID } from 'node:crypto';
import { fileNameFor } from '../../elements/full-name';
import type { TextEdit } from '../../elements/json-edit';
import { addTextEdits } from '../editors/text-edits';
import { labelOf } from '../trees/label';
import { exists } from './new-file';

/** A file that is named after the title in it. */
export interface TitledFile {
  readonly uri: string;
  readonly path: string;
  readonly title?: string;
}

/** What sets one kind of titled file apart from another. */
export interface TitledKind {
  /** How the files end. */
  readonly suffix: string;
  readonly editTitle: (text: string, title: string) => readonly TextEdit[];
  /** What a new name means, for the person who types it; `follows`: the file is renamed as well. */
  readonly renaming: (follows: boolean) => string;
}

/** What else a new name changes: adds to the edit, and tells the documents that are then to be saved. */
export type WithRename = (edit: vscode.WorkspaceEdit, target: vscode.Uri) => Promise<readonly vscode.TextDocument[]>;

/**
 * Asks for another title; the file follows when it was named after the old one. One step to undo. Resolves with where the
 * file is then, with undefined when the person keeps the title.
 */
export async function renameTitled(entry: TitledFile, kind: TitledKind, more?: WithRename): Promise<vscode.Uri | undefined> {
  const uri = vscode.Uri.parse(entry.uri, true);
  const old = labelOf(entry);
  const fileName = baseName(uri);
  const named = (title: string) => fileNameFor(title, kind.suffix);
  const follows = entry.title === undefined || fileName === named(entry.title);
  const start = entry.title === undefined ? fileName.slice(0, -kind.suffix.length) : old;
  const title = await vscode.window.showInputBox({
    title: `Rename ${old}`,
    value: start,
    prompt: kind.renaming(follows),
    validateInput: async (value) => {
      if (value.trim() === '') return 'A name is needed.';
      const target = sibling(uri, named(value));
      return follows && target.path !== uri.path && (await exists(target)) ? `${baseName(target)} already exists. Choose another name.` : undefined;
    },
  });
  if (title === undefined || title.trim() === start) return undefined;
  const edit = new vscode.WorkspaceEdit();
  const target = follows ? sibling(uri, named(title)) : uri;
  const moves = target.path !== uri.path;
  // The move comes first: VS Code undoes the texts and then the move, when both are where the step has left them.
  if (moves) edit.renameFile(uri, target);
  if (entry.title !== undefined) {
    const document = await vscode.workspace.openTextDocument(uri);
    addTextEdits(edit, document, kind.editTitle(document.getText(), title.trim()), target);
  }
  const changed = moves && more !== undefined ? await more(edit, target) : [];
  await vscode.workspace.applyEdit(edit);
  for (const document of [await vscode.workspace.openTextDocument(target), ...changed]) await document.save();
  return target;
}

/** The document of a copy under another title; it becomes a file with the first save. `change` makes the copy's text. */
export async function duplicateTitled(entry: TitledFile, kind: TitledKind, change: (text: string, title: string) => string): Promise<vscode.Uri> {
  const uri = vscode.Uri.parse(entry.uri, true);
  const original = await vscode.workspace.openTextDocument(uri);
  const title = await freeTitle(uri, `${labelOf(entry)} copy`, kind.suffix);
  return unsavedDocument(sibling(uri, fileNameFor(title, kind.suffix)), change(original.getText(), title));
}

/** Opens a form on a text that becomes a file with the first save. */
export async function openUnsaved(file: vscode.Uri, text: string, form: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', await unsavedDocument(file, text), form);
}

/** The document of a text that becomes a file with the first save. */
export async function unsavedDocument(file: vscode.Uri, text: string): Promise<vscode.Uri> {
  const uri = file.with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  return uri;
}

/** Deletes a file to the trash, after asking; true when it is gone. */
export async function deleteTitled(entry: TitledFile, question: string, detail: string): Promise<boolean> {
  const remove = 'Delete';
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(vscode.Uri.parse(entry.uri, true));
  if (await vscode.workspace.applyEdit(edit)) return true;
  void vscode.window.showErrorMessage(`${entry.path} could not be deleted. Is it read-only?`);
  return false;
}

async function freeTitle(uri: vscode.Uri, wanted: string, suffix: string): Promise<string> {
  for (let number = 1; number < 100; number++) {
    const title = number === 1 ? wanted : `${wanted} ${number}`;
    const target = sibling(uri, fileNameFor(title, suffix));
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
