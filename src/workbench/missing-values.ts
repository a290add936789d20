import * as vscode from 'vscode';
import { passwordAccount, variableAccount, type PasswordOwner } from '../credentials/account';
import { Secret } from '../credentials/secret';
import type { SecretVariables } from '../credentials/secret-variables';
import type { Vault } from '../credentials/vault';
import { databaseTypes } from '../databases/registry';
import { targetOf } from '../databases/target';
import { typedElement } from '../databases/typed-element';
import { plainValues } from '../diagnosis/prepare';
import type { ElementEntry } from '../elements/element-index';
import { resolveElement } from '../environments/resolve';
import type { ValueSources } from '../environments/sources';
import { variablesOf, type WorkspaceVariable } from '../environments/variables';
import type { VariableCommands } from './commands/variable-commands';
import type { ActiveEnvironment } from './environment';
import type { Presence, StoreAnswers } from './store-answers';
import { labelOf } from './trees/label';
import type { TypedPasswords } from './typed-passwords';
import type { WorkspaceElements } from './workspace-elements';

/** What elements need and this machine does not have, in the environment in use. */
export interface MissingValues {
  readonly variables: readonly WorkspaceVariable[];
  readonly passwords: readonly { readonly entry: ElementEntry; readonly owner: PasswordOwner }[];
  /** There are more secrets than stores are asked for at once. */
  readonly more: boolean;
}

export interface MissingServices {
  readonly elements: WorkspaceElements;
  readonly environment: ActiveEnvironment;
  readonly vault: Vault;
  readonly secrets: SecretVariables;
  readonly passwords: TypedPasswords;
  readonly commands: VariableCommands;
  readonly answers: StoreAnswers;
}

/** Looks for unset variables that nothing works without, and for passwords that no store holds. Reads no secret in Restricted Mode. */
export async function findMissing({ elements, environment, vault, secrets, answers }: MissingServices): Promise<MissingValues> {
  await elements.ready;
  if (!vscode.workspace.isTrusted) return { variables: [], passwords: [], more: false };
  const ask = answers.round();
  let more = false;
  const isMissing = async (account: string, question: () => Promise<{ readonly kind: Presence | 'found' }>): Promise<boolean> => {
    const answer = await ask(account, async () => {
      const { kind } = await question();
      return kind === 'found' ? 'stored' : kind;
    });
    more ||= answer === undefined;
    return answer === 'missing';
  };
  const unset = new Set<string>();
  const passwords: { entry: ElementEntry; owner: PasswordOwner }[] = [];
  // The sources of a folder are read once, not for each of its elements.
  const loaded = new Map<string, ValueSources>();
  for (const entry of elements.index.all()) {
    const typed = typedElement(entry.element, databaseTypes);
    if (typed === undefined) continue;
    const sources = loaded.get(entry.folder) ?? (await environment.sources(vscode.Uri.parse(entry.folder, true)));
    loaded.set(entry.folder, sources);
    const resolved = [...resolveElement(typed.element, typed.type, sources).values()];
    for (const result of resolved) if (result.kind === 'unset') unset.add(`${entry.folder} ${result.variable}`);
    if (!resolved.some((result) => result.kind === 'keychain')) continue;
    const owner = { elementId: typed.element.id, environment: environment.name, target: targetOf(typed.type, plainValues(typed.element, typed.type, sources)) };
    if (await isMissing(passwordAccount(owner), () => vault.find(owner, { draft: true }))) passwords.push({ entry, owner });
  }
  const variables: WorkspaceVariable[] = [];
  for (const variable of variablesOf(elements.index.all(), databaseTypes)) {
    if (!unset.has(`${variable.folder} ${variable.key}`)) continue;
    const owner = { workspace: variable.folder, environment: environment.name, key: variable.key };
    if (!variable.secret || (await isMissing(variableAccount(owner), () => secrets.presence(owner)))) variables.push(variable);
  }
  return { variables, passwords, more };
}

/** "2 values and 1 password are missing on this machine."; undefined when nothing is. */
export function describeMissing({ variables, passwords, more }: MissingValues): string | undefined {
  const secret = variables.filter((variable) => variable.secret).length + passwords.length;
  const parts = [count(variables.length + passwords.length - secret, 'value'), count(secret, 'password')].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return `${more ? 'At least ' : ''}${parts.join(' and ')} ${variables.length + passwords.length === 1 ? 'is' : 'are'} missing on this machine.`;
}

/** Asks for everything that is missing, one after the other; Escape ends it and keeps what was entered. */
export async function fillMissing(services: MissingServices): Promise<void> {
  const missing = await findMissing(services);
  const total = missing.variables.length + missing.passwords.length;
  if (total === 0) {
    void vscode.window.showInformationMessage(`Nothing is missing in ${services.environment.name}.`);
    return;
  }
  let step = 0;
  // What decides a target comes first: a secret is bound to the target that stands when it is entered.
  const ordered = [...missing.variables].sort((a, b) => Number(a.secret) - Number(b.secret));
  for (const variable of ordered) {
    if (!(await services.commands.setValue(variable, `${++step} of ${total}`))) return;
  }
  // The values that were just set decide where the passwords belong.
  for (const { entry, owner } of (await findMissing(services)).passwords) {
    const password = await vscode.window.showInputBox({
      title: `Password of ${labelOf(entry)} in ${services.environment.name} (${++step} of ${total})`,
      prompt: `${owner.target}: stored in the keychain of this machine, never in a file.`,
      password: true,
      ignoreFocusOut: true,
    });
    if (password === undefined || password === '') return;
    await services.passwords.storeFor(owner, new Secret(password));
  }
  void vscode.window.showInformationMessage(`Everything that ${services.environment.name} needs is set on this machine.`);
}

function count(number: number, noun: string): string | undefined {
  return number === 0 ? undefined : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
