import * as vscode from 'vscode';
import type { VariableOwner } from '../credentials/account';
import { describeTarget } from '../credentials/checked-target';
import type { SecretVariables } from '../credentials/secret-variables';
import { weakenedFrom } from '../diagnosis/explanations/weaker-check';

/** Asks whether the value of a secret variable may go to a target; true when it may, which is remembered. Rejects with StoreError. */
export async function askForTarget(variables: Pick<SecretVariables, 'allow' | 'allowedTargets'>, owner: VariableOwner, target: string): Promise<boolean> {
  const use = 'Use for This Target';
  const weakened = weakenedFrom(variables.allowedTargets(owner), target);
  const history = weakened === undefined ? 'It has not gone to this target before.' : `It was allowed ${weakened.difference}`;
  const answer = await vscode.window.showWarningMessage(
    `Send the value of ${owner.key} to ${describeTarget(target)}?`,
    { modal: true, detail: `${history} Do this only if you know that host${weakened === undefined ? '' : ', and changed the check yourself'}.` },
    use,
  );
  if (answer !== use) return false;
  await variables.allow(owner, target);
  return true;
}
