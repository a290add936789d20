import * as vscode from 'vscode';
import type { SecretVariables } from '../../credentials/secret-variables';
import { connectionString } from '../../databases/connection-string';
import { databaseTypes } from '../../databases/registry';
import { typedElement } from '../../databases/typed-element';
import { connectionTarget } from '../../diagnosis/connection-target';
import { tlsFileReader } from '../../diagnosis/tls-files';
import { explainFailure } from '../../diagnosis/explain';
import { plainValues, prepare } from '../../diagnosis/prepare';
import type { PreparationFailure } from '../../diagnosis/preparation-failure';
import type { Vault } from '../../credentials/vault';
import type { ElementEntry } from '../../elements/element-index';
import { parameterKey, type ParameterDescription } from '../../elements/parameter';
import { secretValue } from '../../environments/secret-value';
import { whatIsLacking } from '../../environments/resolve';
import { looksSecret } from '../../environments/secret-keys';
import { lookUpVariable, type ValueSources } from '../../environments/sources';
import { isReservedKey } from '../../environments/variable-key';
import { variablesOf, type WorkspaceVariable } from '../../environments/variables';
import { askForTarget } from '../ask-for-target';
import { confirmProtected } from '../confirm-protected';
import type { ActiveEnvironment } from '../environment';
import type { WorkspaceElements } from '../workspace-elements';
import type { ElementPicker } from './pick-element';

const SECRETS_ALLOWED = 'databaseElements.terminalSecrets';

const FOR_TERMINAL = { question: 'Open a terminal', detail: 'What you start in it connects as the elements do, and could write to their databases.', button: 'Open Terminal' };

export interface RunServices {
  readonly elements: WorkspaceElements;
  readonly environment: ActiveEnvironment;
  readonly vault: Vault;
  readonly secrets: SecretVariables;
  readonly state: vscode.Memento;
}

/** Commands that hand the tested values on: to a terminal, to the clipboard. */
export function runCommands(services: RunServices, picker: ElementPicker) {
  return {
    'databaseElements.openTerminal': () => openTerminal(services),
    'databaseElements.copyConnectionString': picker.command('Copy the connection string of which element?', (entry) => copyConnectionString(entry, services)),
  };
}

/** Opens a terminal whose environment has the variables of a folder as they were tested; secrets after asking once. */
async function openTerminal(services: RunServices): Promise<void> {
  const { elements, environment } = services;
  await elements.ready;
  const folder = (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? await vscode.window.showWorkspaceFolderPick() : vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) return;
  if (!(await confirmProtected(environment, FOR_TERMINAL))) return;
  const variables = variablesOf(elements.index.all(), databaseTypes).filter((variable) => variable.folder === folder.uri.toString() && goesToTerminal(variable));
  const withSecrets = variables.some((variable) => variable.secret) ? await mayUseSecrets(services.state) : false;
  if (withSecrets === undefined) return;
  const values: Record<string, string> = {};
  const unset: string[] = [];
  const sources = await environment.sources(folder.uri);
  for (const variable of variables) {
    if (variable.secret && !withSecrets) continue;
    const value = variable.secret ? await valueOfSecret(variable, sources, services) : lookUpVariable(variable.key, variable.declarations[0]?.declaration, sources).value;
    if (value === undefined) unset.push(variable.key);
    else values[variable.key] = value;
  }
  vscode.window.createTerminal({ name: `${folder.name}: ${environment.name}`, cwd: folder.uri, env: values, iconPath: new vscode.ThemeIcon('database') }).show();
  if (unset.length > 0) void vscode.window.showWarningMessage(`Not set in ${environment.name}: ${unset.join(', ')}.`);
}

/** Copies the connection string of an element; the password only when the person asks for it. */
async function copyConnectionString(entry: ElementEntry, services: RunServices): Promise<void> {
  const typed = typedElement(entry.element, databaseTypes);
  if (typed === undefined) return;
  const folder = vscode.Uri.parse(entry.folder, true);
  const sources = await services.environment.sources(folder);
  const hasSecret = typed.type.parameters.some((parameter) => parameter.kind === 'secret');
  const masked = 'Without the password';
  const plain = 'With the password';
  const how = hasSecret ? await vscode.window.showQuickPick([{ label: masked }, { label: plain, description: 'The clipboard can be read by other programs.' }], { placeHolder: 'Copy the connection string' }) : { label: masked };
  if (how === undefined) return;
  if (how.label === masked) {
    const values = { ...plainValues(typed.element, typed.type, sources) };
    await vscode.env.clipboard.writeText(connectionString(typed.type, { ...values, ...maskable(typed.type.parameters) }));
    const lacking = whatIsLacking(typed.element, typed.type, sources);
    if (lacking !== undefined) void vscode.window.showWarningMessage(`The connection string is not complete in ${sources.environment}: ${lacking}.`);
  } else {
    const look = () =>
      prepare({
        ...typed,
        sources,
        folder: folder.fsPath,
        findPassword: (owner) => services.vault.find(owner, { draft: false }),
        findSecretVariable: ({ key, environment, target }) => services.secrets.find({ workspace: entry.folder, environment, key }, target),
        readTlsFile: tlsFileReader(folder.fsPath),
      });
    const first = await look();
    const prepared = !first.ok && (await mayGo(first.failure, entry.folder, services)) ? await look() : first;
    if (!prepared.ok) {
      const { message } = explainFailure(prepared.failure, { type: typed.type, values: prepared.values, environment: sources.environment, stage: 'resolve', deadlineMs: 0, ranFrom: '' });
      void vscode.window.showWarningMessage(`The connection string is not complete: ${message}`);
      return;
    }
    await vscode.env.clipboard.writeText(connectionString(typed.type, prepared.job.values, { mask: false }));
  }
  vscode.window.setStatusBarMessage('$(check) Connection string copied', 3000);
}

/** Whoever gets the string connects with it; true when the person agrees to a target that the password has not gone to before. */
async function mayGo({ variable, newTarget }: PreparationFailure, workspace: string, { environment, secrets }: RunServices): Promise<boolean> {
  if (variable === undefined || newTarget === undefined) return false;
  return askForTarget(secrets, { workspace, environment: environment.name, key: variable }, newTarget);
}

/** A stand-in for a password that is not looked up, so that its place shows in the masked string. */
function maskable(parameters: readonly ParameterDescription[]): Record<string, string> {
  return Object.fromEntries(parameters.flatMap((parameter) => (parameter.kind === 'secret' ? [[parameterKey(parameter), 'masked']] : [])));
}

/** Undefined when the person wants no terminal after all. */
async function mayUseSecrets(state: vscode.Memento): Promise<boolean | undefined> {
  if (state.get<boolean>(SECRETS_ALLOWED) === true) return true;
  const yes = 'With Secrets';
  const no = 'Without Secrets';
  const answer = await vscode.window.showWarningMessage(
    'Put secret values into the environment of this terminal?',
    { modal: true, detail: 'Every program that you start in it can read them. This is asked once per workspace.' },
    yes,
    no,
  );
  if (answer === yes) await state.update(SECRETS_ALLOWED, true);
  return answer === undefined ? undefined : answer === yes;
}

/** A key that means something to programs is not set, nor a secret that no secret field takes: no test uses it either. */
function goesToTerminal({ key, secret }: WorkspaceVariable): boolean {
  return !isReservedKey(key) && (secret || !looksSecret(key));
}

/** What a test would send: a value that may not go to the target of an element yet is asked about first. */
async function valueOfSecret(variable: WorkspaceVariable, sources: ValueSources, { environment, secrets }: RunServices): Promise<string | undefined> {
  const owner = { workspace: variable.folder, environment: environment.name, key: variable.key };
  for (const { entry } of variable.uses.filter((use) => use.secret)) {
    const typed = typedElement(entry.element, databaseTypes);
    if (typed === undefined) continue;
    const target = await connectionTarget(typed.type, plainValues(typed.element, typed.type, sources), tlsFileReader(vscode.Uri.parse(entry.folder, true).fsPath));
    const look = () => secretValue({ ...owner, target }, sources, (use) => secrets.find(owner, use.target));
    const found = await look();
    const agreed = found.kind === 'new-target' && (await askForTarget(secrets, owner, target)) ? await look() : found;
    if (agreed.kind === 'found') return agreed.secret.reveal();
  }
  return undefined;
}
