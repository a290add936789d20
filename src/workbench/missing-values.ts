import * as vscode from 'vscode';
import type { PasswordOwner, VariableOwner } from '../credentials/account';
import { describeTarget } from '../credentials/checked-target';
import type { KnownPresence } from '../credentials/known-presence';
import { Secret } from '../credentials/secret';
import type { SecretPresence } from '../credentials/secret-variables';
import { databaseTypes } from '../databases/registry';
import { remember } from '../databases/shared/remember';
import { typedElement } from '../databases/typed-element';
import { connectionTarget } from '../diagnosis/connection-target';
import { plainValues } from '../diagnosis/prepare';
import { tlsFileReader, type ReadTlsFile } from '../diagnosis/tls-files';
import type { ElementEntry } from '../elements/element-index';
import { resolveElement } from '../environments/resolve';
import type { ValueSources } from '../environments/sources';
import { variablesOf, type WorkspaceVariable } from '../environments/variables';
import type { VariableCommands } from './commands/variable-commands';
import type { ActiveEnvironment } from './environment';
import { labelOf } from './trees/label';
import type { TypedPasswords } from './typed-passwords';
import type { WorkspaceElements } from './workspace-elements';

/** Which of them are named one by one: a keychain takes its time for each "no", and nobody fills in more at once. */
const MOST_PASSWORDS = 20;

/** What elements need and this machine does not have, in the environment in use. */
export interface MissingValues {
  readonly values: readonly WorkspaceVariable[];
  readonly secrets: readonly MissingSecret[];
  /** There may be more secrets than these. */
  readonly more: boolean;
}

/** A secret variable, or the password of an element. */
type MissingSecret = { readonly variable: WorkspaceVariable } | { readonly entry: ElementEntry; readonly owner: PasswordOwner };

export interface MissingServices {
  readonly elements: WorkspaceElements;
  readonly environment: ActiveEnvironment;
  readonly presence: KnownPresence;
  readonly passwords: TypedPasswords;
  readonly commands: VariableCommands;
}

/** Looks for unset variables that nothing works without, and for passwords that no store holds. Reads no secret in Restricted Mode. */
export async function findMissing({ elements, environment, presence }: MissingServices): Promise<MissingValues> {
  await elements.ready;
  if (!vscode.workspace.isTrusted) return { values: [], secrets: [], more: false };
  const unset = new Set<string>();
  const passwords: { entry: ElementEntry; owner: PasswordOwner }[] = [];
  // The sources of a folder, and the authorities that its elements trust, are read once, not for each of its elements.
  const loaded = new Map<string, { readonly sources: ValueSources; readonly readTlsFile: ReadTlsFile }>();
  for (const entry of elements.index.all()) {
    const typed = typedElement(entry.element, databaseTypes);
    if (typed === undefined) continue;
    const folder = vscode.Uri.parse(entry.folder, true);
    const { sources, readTlsFile } = loaded.get(entry.folder) ?? { sources: await environment.sources(folder), readTlsFile: remember(tlsFileReader(folder.fsPath)) };
    loaded.set(entry.folder, { sources, readTlsFile });
    const resolved = resolveElement(typed.element, typed.type, sources);
    for (const [, result] of resolved) if (result.kind === 'unset') unset.add(`${entry.folder} ${result.variable}`);
    if (!resolved.some(([, { kind }]) => kind === 'keychain')) continue;
    passwords.push({ entry, owner: { elementId: typed.element.id, environment: environment.name, target: await connectionTarget(typed.type, plainValues(typed.element, typed.type, sources), readTlsFile) } });
  }
  const variables = variablesOf(elements.index.all(), databaseTypes).filter(({ folder, key }) => unset.has(`${folder} ${key}`));
  const asked = [
    ...variables.filter(({ secret }) => secret).map((variable) => ({ secret: { variable }, ask: () => presence.ofVariable(ownerOf(variable, environment.name)) })),
    ...passwords.map((password) => ({ secret: password, ask: () => presence.ofPassword(password.owner) })),
  ];
  return { values: variables.filter(({ secret }) => !secret), ...(await missingSecrets(asked)) };
}

/** Asks as long as answers come; a store that refuses would put a dialog before each. */
async function missingSecrets(asked: readonly { readonly secret: MissingSecret; readonly ask: () => Promise<SecretPresence> }[]): Promise<Pick<MissingValues, 'secrets' | 'more'>> {
  const secrets: MissingSecret[] = [];
  for (const { secret, ask } of asked) {
    if (secrets.length === MOST_PASSWORDS) return { secrets, more: true };
    const { kind } = await ask();
    if (kind === 'unavailable') break;
    if (kind === 'missing') secrets.push(secret);
  }
  return { secrets, more: false };
}

/** "2 values and 1 password are missing on this machine."; undefined when nothing is. */
export function describeMissing({ values, secrets, more }: MissingValues): string | undefined {
  const parts = [count(values.length, 'value'), count(secrets.length, 'password', more)].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return `${parts.join(' and ')} ${values.length + secrets.length === 1 ? 'is' : 'are'} missing on this machine.`;
}

/** Asks for everything that is missing, one after the other; Escape ends it and keeps what was entered. */
export async function fillMissing(services: MissingServices): Promise<void> {
  const { name } = services.environment;
  let missing = await findMissing(services);
  if (describeMissing(missing) === undefined) {
    void vscode.window.showInformationMessage(`Nothing is missing in ${name}.`);
    return;
  }
  let step = 0;
  const total = `${missing.values.length + missing.secrets.length}${missing.more ? ' or more' : ''}`;
  // What decides a target comes first: a secret is bound to the target that stands when it is entered.
  for (const variable of missing.values) {
    if (!(await services.commands.setValue(variable, `${++step} of ${total}`))) return;
  }
  do {
    // The values that were just set decide where the passwords belong.
    missing = await findMissing(services);
    for (const secret of missing.secrets) {
      if (!(await enterSecret(secret, `${++step} of ${total}`, services))) return;
    }
  } while (missing.more);
  void vscode.window.showInformationMessage(`Everything that ${name} needs is set on this machine.`);
}

/** False when the person wants to stop. */
async function enterSecret(secret: MissingSecret, step: string, { commands, environment, passwords }: MissingServices): Promise<boolean> {
  if ('variable' in secret) return commands.setValue(secret.variable, step);
  const password = await vscode.window.showInputBox({
    title: `Password of ${labelOf(secret.entry)} in ${environment.name} (${step})`,
    prompt: `${describeTarget(secret.owner.target)}: stored in the keychain of this machine, never in a file.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined || password === '') return false;
  await passwords.storeFor(secret.owner, new Secret(password));
  return true;
}

function ownerOf({ folder, key }: WorkspaceVariable, environment: string): VariableOwner {
  return { workspace: folder, environment, key };
}

function count(number: number, noun: string, more = false): string | undefined {
  return number === 0 ? undefined : `${number}${more ? ' or more' : ''} ${noun}${number === 1 ? '' : 's'}`;
}
