import * as vscode from 'vscode';
import type { VariableOwner } from '../credentials/account';
import type { SecretVariables } from '../credentials/secret-variables';

/** Asks whether the value of a secret variable may go to a target; true when it may, which is remembered. Rejects with StoreError. */
export async function askForTarget(variables: Pick<SecretVariables, 'allow'>, owner: VariableOwner, target: string): Promise<boolean> {
  const use = 'Use for This Target';
  const answer = await vscode.window.showWarningMessage(
    `Send the value of ${owner.key} to ${target}?`,
    { modal: true, detail: 'It has not gone to this target before. Do this only if you know that host.' },
    use,
  );
  if (answer !== use) return false;
  await variables.allow(owner, target);
  return true;
}
