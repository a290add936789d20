import * as vscode from 'vscode';
import type { ActiveEnvironment } from './environment';

/** What is about to happen, for the question. */
export interface ProtectedAction {
  /** The question without its end, e.g. `Create the table "customer"`. */
  readonly question: string;
  readonly detail: string;
  /** The button that goes on. */
  readonly button: string;
}

/** Asks before anything that could write to a database, or weigh on its server, while a protected environment is in use; true when it may happen. */
export async function confirmProtected(environment: Pick<ActiveEnvironment, 'name' | 'isProtected'>, { question, detail, button }: ProtectedAction): Promise<boolean> {
  if (!environment.isProtected) return true;
  const message = `${question} in the protected environment "${environment.name}"?`;
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, button)) === button;
}
