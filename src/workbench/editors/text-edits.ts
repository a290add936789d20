import * as vscode from 'vscode';
import type { TextEdit } from '../../elements/json-edit';

/** Adds edits of a document's text to a workspace edit, so that VS Code's undo, dirty state and diff know them. `uri` is where the document is by then. */
export function addTextEdits(target: vscode.WorkspaceEdit, document: vscode.TextDocument, edits: readonly TextEdit[], uri = document.uri): void {
  for (const { offset, length, content } of edits) {
    target.replace(uri, new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)), content);
  }
}

/** VS Code refuses an edit when the document has changed since its version was taken, as by a formatter on save. */
const ATTEMPTS = 3;

/** Applies edits that are computed from the text as it is now; false when VS Code refuses them again and again (a read-only file). */
export async function editText(document: vscode.TextDocument, compute: (text: string) => readonly TextEdit[]): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const edits = compute(document.getText());
    if (edits.length === 0) return true;
    const target = new vscode.WorkspaceEdit();
    addTextEdits(target, document, edits);
    if (await vscode.workspace.applyEdit(target)) return true;
  }
  return false;
}
