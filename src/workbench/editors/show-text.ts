import * as vscode from 'vscode';
import type { Place } from '../../elements/problem';

/** Shows the text of a document in place of its form, as "Reopen Editor With..." does; at a place of it, when one is given. */
export async function showText(document: vscode.TextDocument, place?: Place): Promise<void> {
  // The form that has the focus is the active editor.
  await vscode.commands.executeCommand('workbench.action.reopenTextEditor');
  const editor = vscode.window.activeTextEditor;
  if (place === undefined || editor?.document !== document) return;
  const position = new vscode.Position(place.line - 1, place.column - 1);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
