import * as vscode from 'vscode';
import { describeTarget } from '../../credentials/checked-target';
import { Secret } from '../../credentials/secret';
import type { SecretVariables } from '../../credentials/secret-variables';
import type { Vault } from '../../credentials/vault';
import { databaseTypes } from '../../databases/registry';
import { elementOfText } from '../../databases/typed-element';
import { weakenedFrom } from '../../diagnosis/explanations/weaker-check';
import type { FailureAction } from '../../diagnosis/outcome';
import { bindingOf } from '../../elements/element';
import { editParameter, editTopLevel } from '../../elements/edit';
import { findParameter, isVariableBinding, type Literal } from '../../elements/parameter';
import { valueProblem } from '../../environments/variable-key';
import { askForTarget } from '../ask-for-target';
import { choosePathIn } from '../editors/choose-path';
import type { DriverInstaller } from '../drivers/driver-installer';
import { editText } from '../editors/text-edits';
import type { ActiveEnvironment } from '../environment';
import type { TakeAlong, TypedPasswords } from '../typed-passwords';
import { locate } from '../locate';
import type { ConnectionTests } from './connection-tests';
import { copyReport } from './copy-report';
import { trustAuthority } from './trust-authority';

/** Carries out what a failure offers. */
export class FailureActions {
  constructor(
    private readonly vault: Vault,
    private readonly variables: SecretVariables,
    private readonly passwords: TypedPasswords,
    private readonly environment: ActiveEnvironment,
    private readonly drivers: DriverInstaller,
    private readonly tests: ConnectionTests,
    /** Shows the form of a document with the caret in a field. */
    private readonly showField: (uri: vscode.Uri, key: string) => Promise<void>,
  ) {}

  /** Resolves with true when the cause may be mended, so that testing again makes sense. Each edit goes through `takeAlong`. */
  async run(action: FailureAction, document: vscode.TextDocument, takeAlong: TakeAlong = (edit) => edit()): Promise<boolean> {
    switch (action.kind) {
      case 'editField':
        await this.showField(document.uri, action.field);
        return false;
      case 'setField':
        return takeAlong(() => this.setField(document, action.field, action.value));
      case 'setType':
        return takeAlong(() => setType(document, action.type));
      case 'setVariable':
        return action.secret ? this.askSecretVariable(document, action.variable) : this.askVariable(document, action.variable, takeAlong);
      case 'allowTarget':
        return this.allowTarget(document, action.variable, action.target);
      case 'reusePassword':
        return this.reusePassword(document, action.target);
      case 'copyReport':
        await copyReport(this.tests.state(document.uri));
        return false;
      case 'installDriver':
        return this.drivers.run(action.type);
      case 'trustAuthority': {
        const folder = vscode.workspace.getWorkspaceFolder(document.uri);
        const path = folder === undefined ? undefined : await trustAuthority(folder.uri, action.authority, action.host);
        return path !== undefined && this.trustFile(document, path, takeAlong);
      }
      case 'chooseFile': {
        const folder = locate(document.uri)?.folder;
        const path = folder === undefined ? undefined : await choosePathIn(vscode.Uri.parse(folder, true));
        if (path === undefined) return false;
        return action.field === 'tls.ca' ? this.trustFile(document, path, takeAlong) : takeAlong(() => this.setField(document, action.field, path));
      }
    }
  }

  private async setField(document: vscode.TextDocument, key: string, value: Literal): Promise<boolean> {
    const typed = elementOfText(document.getText(), databaseTypes);
    const parameter = typed === undefined ? undefined : findParameter(typed.type, key);
    if (typed === undefined || parameter === undefined) return false;
    const binding = bindingOf(typed.element, parameter);
    // The value belongs to the variable then; writing a literal would undo the binding.
    if (isVariableBinding(binding)) return this.writeVariable(document, binding.variable, String(value));
    return editText(document, (text) => editParameter(text, parameter, value, typed.type));
  }

  /** Whoever says which authorities to trust says so for the password too, which has gone nowhere while they were unknown. */
  private async trustFile(document: vscode.TextDocument, path: string, takeAlong: TakeAlong): Promise<boolean> {
    const before = await this.passwords.owner(document.uri, document.getText());
    if (!(await takeAlong(() => this.setField(document, 'tls.ca', path)))) return false;
    const after = await this.passwords.owner(document.uri, document.getText());
    if (before === undefined || after === undefined || weakenedFrom([before.target], after.target) === undefined) return true;
    // A password that waits for the save has come along.
    if ((await this.passwords.current(after)) === undefined && (await this.vault.reuse(after, before.target))) this.passwords.announce(after.elementId);
    return true;
  }

  private async askVariable(document: vscode.TextDocument, variable: string, takeAlong: TakeAlong): Promise<boolean> {
    const value = await vscode.window.showInputBox({
      title: `${variable} in ${this.environment.name}`,
      prompt: 'Stored in the workspace settings. Secrets do not belong there.',
      ignoreFocusOut: true,
      validateInput: (text) => valueProblem(variable, text),
    });
    return value !== undefined && value !== '' && takeAlong(() => this.writeVariable(document, variable, value));
  }

  private async askSecretVariable(document: vscode.TextDocument, variable: string): Promise<boolean> {
    const owner = await this.passwords.owner(document.uri, document.getText());
    const folder = locate(document.uri)?.folder;
    const value = await vscode.window.showInputBox({ title: `${variable} in ${this.environment.name}`, prompt: 'Stored in the keychain of this machine, never in a file.', password: true, ignoreFocusOut: true });
    if (value === undefined || value === '' || owner === undefined || folder === undefined) return false;
    await this.variables.set({ workspace: folder, environment: this.environment.name, key: variable }, new Secret(value), [owner.target]);
    this.passwords.announce(owner.elementId);
    return true;
  }

  private async allowTarget(document: vscode.TextDocument, variable: string, target: string): Promise<boolean> {
    const folder = locate(document.uri)?.folder;
    return folder !== undefined && askForTarget(this.variables, { workspace: folder, environment: this.environment.name, key: variable }, target);
  }

  private async writeVariable(document: vscode.TextDocument, variable: string, value: string): Promise<boolean> {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    await this.environment.setValue(folder?.uri, variable, value);
    return true;
  }

  private async reusePassword(document: vscode.TextDocument, target: string): Promise<boolean> {
    const owner = await this.passwords.owner(document.uri, document.getText());
    if (owner === undefined) return false;
    if (!(await askToReuse(target, owner.target))) return false;
    const reused = await this.vault.reuse(owner, target);
    this.passwords.announce(owner.elementId);
    return reused;
  }
}

async function askToReuse(stored: string, target: string): Promise<boolean> {
  const weakened = weakenedFrom([stored], target);
  const [question, detail, use] =
    weakened === undefined
      ? [`Send the password stored for ${describeTarget(stored)} to ${describeTarget(target)}?`, 'Do this only if you changed the address yourself. With the save, the password is stored for the new target as well.', 'Use Password']
      : [`Send the stored password to ${describeTarget(target)}?`, `It was saved ${weakened.difference} Do this only if you changed that yourself. With the save, nothing is asked here any more.`, 'Use It Here Too'];
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, use)) === use;
}

/** The server answers on the port that is in use: a default of the old type is stated from now on. */
async function setType(document: vscode.TextDocument, id: string): Promise<boolean> {
  const typed = elementOfText(document.getText(), databaseTypes);
  if (typed === undefined) return false;
  const port = findParameter(typed.type, 'port');
  return editText(document, (text) => [
    ...editTopLevel(text, 'type', id),
    ...(port?.default === undefined || bindingOf(typed.element, port) !== undefined ? [] : editParameter(text, port, port.default, typed.type)),
  ]);
}
