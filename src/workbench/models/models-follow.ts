import * as vscode from 'vscode';
import type { ElementEntry } from '../../elements/element-index';
import { fullNameOf } from '../../elements/full-name';
import { editModelText } from '../../models/edit';
import type { ModelEntry } from '../../models/model-index';
import { parseModel } from '../../models/parse';
import { addTextEdits } from '../editors/text-edits';
import { locate } from '../locate';
import type { WorkspaceElements } from '../workspace-elements';
import type { WorkspaceModels } from '../workspace-models';

/** Has models name their element by its new full name when its file is renamed or moved, in the same step to undo. */
export class ModelsFollow {
  private readonly registration: vscode.Disposable;
  /** Files whose rename brings the edits with it. */
  private readonly prepared = new Set<string>();

  constructor(
    private readonly elements: WorkspaceElements,
    private readonly models: WorkspaceModels,
  ) {
    this.registration = vscode.workspace.onWillRenameFiles((event) => { event.waitUntil(this.editFor(event.files)); });
  }

  /** Adds to an edit that is to rename a file, or a folder of files, what models say of it; resolves with their documents. */
  async add(edit: vscode.WorkspaceEdit, from: vscode.Uri, to: vscode.Uri): Promise<vscode.TextDocument[]> {
    this.prepared.add(from.toString());
    return this.addUsers(edit, from, to);
  }

  private async addUsers(edit: vscode.WorkspaceEdit, from: vscode.Uri, to: vscode.Uri): Promise<vscode.TextDocument[]> {
    const changed: vscode.TextDocument[] = [];
    for (const entry of this.elements.index.all()) {
      const target = targetOf(entry, from, to);
      if (target === undefined) continue;
      for (const model of this.models.usage.usersOf(entry)) {
        const document = await this.rename(model, entry, target, from, edit);
        if (document !== undefined) changed.push(document);
      }
    }
    return changed;
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async editFor(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): Promise<vscode.WorkspaceEdit> {
    const edit = new vscode.WorkspaceEdit();
    for (const { oldUri, newUri } of files) {
      if (!this.prepared.delete(oldUri.toString())) await this.addUsers(edit, oldUri, newUri);
    }
    return edit;
  }

  private async rename(model: ModelEntry, entry: ElementEntry, target: string, from: vscode.Uri, edit: vscode.WorkspaceEdit): Promise<vscode.TextDocument | undefined> {
    // VS Code takes no edits of files that are on their way themselves.
    if (model.uri.startsWith(`${from.toString()}/`)) return undefined;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(model.uri, true));
    // The text may be newer than the index.
    if (parseModel(document.getText()).database !== entry.fullName) return undefined;
    addTextEdits(edit, document, editModelText(document.getText(), 'database', target));
    return document;
  }
}

/** The full name that an element has once `from` is `to`; undefined when it stays where it is. */
function targetOf(entry: ElementEntry, from: vscode.Uri, to: vscode.Uri): string | undefined {
  const old = from.toString();
  if (entry.uri !== old && !entry.uri.startsWith(`${old}/`)) return undefined;
  const moved = locate(vscode.Uri.parse(`${to.toString()}${entry.uri.slice(old.length)}`, true));
  const name = moved === undefined ? undefined : fullNameOf(moved.path);
  return name === entry.fullName ? undefined : name;
}
