import * as vscode from 'vscode';
import type { ActiveEnvironment } from '../environment';
import type { TestSubject } from './task-requests';

/** Asks before load is put on a server of a protected environment. */
export async function mayPutLoad(environment: ActiveEnvironment, { fullName }: TestSubject, description: string): Promise<boolean> {
  if (!environment.isProtected) return true;
  const go = 'Check the Pool';
  const message = `Put load on the server of ${fullName} in the protected environment "${environment.name}"?`;
  return (await vscode.window.showWarningMessage(message, { modal: true, detail: description }, go)) === go;
}

/** Asks before a check could take the last connections of a server, which others then do without. */
export async function mayTakeAllConnections(warning: string): Promise<boolean> {
  const go = 'Check All the Same';
  return (await vscode.window.showWarningMessage(warning, { modal: true, detail: 'While the check runs, others may find no connection.' }, go)) === go;
}
