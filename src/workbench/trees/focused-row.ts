import * as vscode from 'vscode';

/**
 * The row that has the focus in a tree, which a key is meant for. The API tells only the selection, which arrow keys do not
 * move; so the focused row joins the selection for a moment.
 */
export async function focusedRow<T>(view: Pick<vscode.TreeView<T>, 'selection'>): Promise<T | undefined> {
  const before = view.selection;
  await vscode.commands.executeCommand('list.toggleSelection');
  const after = view.selection;
  await vscode.commands.executeCommand('list.toggleSelection');
  return after.find((candidate) => !before.includes(candidate)) ?? before.find((candidate) => !after.includes(candidate)) ?? before[0];
}
