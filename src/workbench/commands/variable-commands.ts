import * as vscode from 'vscode';
import type { VariableOwner } from '../../credentials/account';
import { describeTarget } from '../../credentials/checked-target';
import { Secret } from '../../credentials/secret';
import type { SecretVariables } from '../../credentials/secret-variables';
import { databaseTypes } from '../../databases/registry';
import { typedElement } from '../../databases/typed-element';
import { connectionTarget } from '../../diagnosis/connection-target';
import { plainValues } from '../../diagnosis/prepare';
import { tlsFileReader } from '../../diagnosis/tls-files';
import { placeOfPath } from '../../elements/json-file';
import { changeDeclaration, deleteDeclaration, renameVariable } from '../../environments/declarations';
import { whatIsLacking } from '../../environments/resolve';
import { keyProblem, suggestKey, valueProblem } from '../../environments/variable-key';
import { variablesOf, type WorkspaceVariable } from '../../environments/variables';
import type { ActiveEnvironment } from '../environment';
import { addTextEdits } from '../editors/text-edits';
import type { WorkspaceElements } from '../workspace-elements';
import { askForChange } from './edit-variable';
import type { ElementPicker } from './pick-element';
import type { VariablePicker } from './pick-variable';

/** How many targets a question names: what nobody can see at a glance, nobody agrees to. */
const NAMED_TARGETS = 3;

/** What a person does with the variables of the workspace. */
export class VariableCommands {
  constructor(
    private readonly elements: WorkspaceElements,
    private readonly environment: ActiveEnvironment,
    private readonly secrets: SecretVariables,
    private readonly elementPicker: ElementPicker,
  ) {}

  /** Asks for the value in the environment in use: a secret goes to the keychain, for the targets that the question names, all else to the workspace settings. */
  async setValue(variable: WorkspaceVariable, step?: string): Promise<boolean> {
    const targets = variable.secret ? (await this.targetsOf(variable)).slice(0, NAMED_TARGETS) : [];
    const value = await vscode.window.showInputBox({
      title: `${variable.name} in ${this.environment.name}${step === undefined ? '' : ` (${step})`}`,
      prompt: variable.secret ? secretPrompt(variable.key, targets) : `${variable.key}: stored in the workspace settings.`,
      password: variable.secret,
      ignoreFocusOut: true,
      ...(variable.secret ? {} : { validateInput: (text: string) => valueProblem(variable.key, text) }),
    });
    if (value === undefined || value === '') return false;
    if (variable.secret) {
      await this.secrets.set(this.ownerOf(variable), new Secret(value), targets);
    } else {
      await this.environment.setValue(vscode.Uri.parse(variable.folder, true), variable.key, value);
    }
    return true;
  }

  /** Takes the value of the environment in use out of the current application; those of other sources stay. A secret is gone for good, so that it is asked about. */
  async clearValue(variable: WorkspaceVariable): Promise<void> {
    const folder = vscode.Uri.parse(variable.folder, true);
    const stored = variable.secret ? (await this.secrets.presence(this.ownerOf(variable))).kind !== 'missing' : this.environment.hasOwnValue(folder, variable.key);
    if (!stored) {
      void vscode.window.showInformationMessage(`${variable.key} has no value in the current application for ${this.environment.name}. What the view shows comes from elsewhere.`);
      return;
    }
    if (!variable.secret) return this.environment.clearValue(folder, variable.key);
    const clear = 'Clear Value';
    const detail = 'It is removed from the store of this machine, and cannot be brought back.';
    if ((await vscode.window.showWarningMessage(`Clear the value of ${variable.key} in ${this.environment.name}?`, { modal: true, detail }, clear)) === clear) await this.secrets.delete(this.ownerOf(variable));
  }

  /** Changes what declarations say of a variable, in every element that has one; one that nobody declares is declared where it is used. */
  async edit(variable: WorkspaceVariable): Promise<void> {
    const change = await askForChange(variable);
    if (change === undefined) return;
    const declared = new Map(variable.declarations.map(({ entry, declaration }) => [entry.uri, declaration]));
    const files = declared.size > 0 ? [...declared.keys()] : filesOf(variable);
    await this.editFiles(files, (text, uri) => changeDeclaration(text, variable.key, { ...declared.get(uri), ...change }));
  }

  /** Declares a variable in an element, to be bound to a field later. */
  async add(): Promise<void> {
    const entry = await this.elementPicker.pickFromList('In which element is the variable declared?');
    if (entry === undefined) return;
    const name = await vscode.window.showInputBox({ title: 'New environment variable (1/2)', prompt: 'What people call it', placeHolder: 'Orders DB host', ignoreFocusOut: true });
    if (name === undefined || name.trim() === '') return;
    const taken = variablesOf(this.elements.index.all(), databaseTypes).filter((variable) => variable.folder === entry.folder).map((variable) => variable.key);
    const key = await this.askKey('New environment variable (2/2)', suggestKey(name, taken), taken);
    if (key === undefined) return;
    await this.editFiles([entry.uri], (text) => changeDeclaration(text, key, { name: name.trim() }));
  }

  /** Gives a variable another key in every element of its folder, and takes its stored values along. One step to undo. */
  async rename(variable: WorkspaceVariable): Promise<void> {
    const taken = variablesOf(this.elements.index.all(), databaseTypes).filter((other) => other.folder === variable.folder).map((other) => other.key);
    const key = await this.askKey(`Rename ${variable.key}`, variable.key, taken.filter((other) => other !== variable.key));
    if (key === undefined || key === variable.key) return;
    await this.editFiles(filesOf(variable), (text) => renameVariable(text, variable.key, key));
    await this.environment.renameValues(vscode.Uri.parse(variable.folder, true), variable.key, key);
    await this.secrets.rename(variable.folder, variable.key, key);
  }

  /** Removes the declarations of a variable that no field uses. */
  async remove(variable: WorkspaceVariable): Promise<void> {
    if (variable.uses.length > 0) {
      const users = variable.uses.map(({ entry, parameter }) => `${entry.fullName} (${parameter})`).join(', ');
      void vscode.window.showWarningMessage(`${variable.key} is used by ${users}. Switch these fields to a literal first.`);
      return;
    }
    await this.editFiles(filesOf(variable), (text) => deleteDeclaration(text, variable.key));
  }

  /** Shows the declaration in the text of its file. */
  async goTo(variable: WorkspaceVariable): Promise<void> {
    const entry = variable.declarations[0]?.entry ?? variable.uses[0]?.entry;
    if (entry === undefined) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.uri, true));
    const { start } = placeOfPath(document.getText(), ['variables', variable.key], 'key');
    const position = new vscode.Position(start.line - 1, start.column - 1);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  }

  private askKey(title: string, value: string, taken: readonly string[]): Thenable<string | undefined> {
    return vscode.window.showInputBox({
      title,
      value,
      prompt: 'The key, as programs read it',
      ignoreFocusOut: true,
      validateInput: (key) => keyProblem(key) ?? (taken.includes(key) ? `${key} is already the key of another variable.` : undefined),
    });
  }

  private ownerOf({ folder, key }: WorkspaceVariable): VariableOwner {
    return { workspace: folder, environment: this.environment.name, key };
  }

  /** The targets that the elements using a secret variable lead to, each once; an element that lacks a value leads nowhere yet. */
  private async targetsOf(variable: WorkspaceVariable): Promise<string[]> {
    const sources = await this.environment.sources(vscode.Uri.parse(variable.folder, true));
    const readTlsFile = tlsFileReader(vscode.Uri.parse(variable.folder, true).fsPath);
    const targets = variable.uses.flatMap(({ entry }) => {
      const typed = typedElement(entry.element, databaseTypes);
      return typed === undefined || whatIsLacking(typed.element, typed.type, sources) !== undefined ? [] : [connectionTarget(typed.type, plainValues(typed.element, typed.type, sources), readTlsFile)];
    });
    return [...new Set(await Promise.all(targets))];
  }

  private async editFiles(uris: readonly string[], compute: (text: string, uri: string) => Parameters<typeof addTextEdits>[2]): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    const documents = await Promise.all(uris.map((uri) => vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true))));
    const clean = documents.filter((document) => !document.isDirty);
    for (const document of documents) addTextEdits(edit, document, compute(document.getText(), document.uri.toString()));
    await vscode.workspace.applyEdit(edit);
    // A file with other unsaved changes is the person's to save.
    for (const document of clean) await document.save();
  }
}

/** Commands on variables. Each takes the tree item it was called on, or asks. */
export function variableCommands(picker: VariablePicker, actions: VariableCommands) {
  return {
    'databaseElements.addVariable': () => actions.add(),
    'databaseElements.setVariableValue': picker.command('Set the value of which variable?', (variable) => actions.setValue(variable)),
    'databaseElements.clearVariableValue': picker.command('Clear the value of which variable?', (variable) => actions.clearValue(variable)),
    'databaseElements.editVariable': picker.command('Edit which variable?', (variable) => actions.edit(variable)),
    'databaseElements.renameVariable': picker.command('Rename which variable?', (variable) => actions.rename(variable)),
    'databaseElements.deleteVariable': picker.command('Delete which variable?', (variable) => actions.remove(variable)),
    'databaseElements.goToVariable': picker.command('Go to the definition of which variable?', (variable) => actions.goTo(variable)),
    'databaseElements.copyVariableKey': picker.command('Copy the key of which variable?', (variable) => vscode.env.clipboard.writeText(variable.key)),
  };
}

function filesOf(variable: WorkspaceVariable): string[] {
  return [...new Set([...variable.declarations, ...variable.uses].map(({ entry }) => entry.uri))];
}

/** Whoever types the value sees where it will go. */
function secretPrompt(key: string, targets: readonly string[]): string {
  const stored = `${key}: stored in the keychain of this machine, never in a file`;
  return targets.length === 0 ? `${stored}.` : `${stored}, for ${new Intl.ListFormat('en').format(targets.map(describeTarget))}. You are asked before it goes elsewhere.`;
}
