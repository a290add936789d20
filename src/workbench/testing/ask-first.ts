import * as vscode from 'vscode';

/** Asks before a check could take the last connections of a server, which others then do without. */
export async function mayTakeAllConnections(warning: string): Promise<boolean> {
  const go = 'Check All the Same';
  return (await vscode.window.showWarningMessage(warning, { modal: true, detail: 'While the check runs, others may find no connection.' }, go)) === go;
}
