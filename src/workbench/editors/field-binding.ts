import * as vscode from 'vscode';
import type { PasswordOwner } from '../../credentials/account';
import { Secret } from '../../credentials/secret';
import type { SecretVariables } from '../../credentials/secret-variables';
import { databaseTypes } from '../../databases/registry';
import type { DatabaseType } from '../../databases/contract';
import { bindingOf, type VariableDeclaration } from '../../elements/element';
import { findParameter, isKeychainBinding, isVariableBinding, type ParameterDescription } from '../../elements/parameter';
import { parseElement } from '../../elements/parse';
import { bindToVariable, unbindFromVariable } from '../../environments/declarations';
import { convert } from '../../environments/resolve';
import { secretKeysIn } from '../../environments/secret-keys';
import { secretValue } from '../../environments/secret-value';
import { holdsSecret, lookUpVariable, type ValueSources } from '../../environments/sources';
import { keyProblem, valueProblem } from '../../environments/variable-key';
import type { FormMessage } from '../../protocol/messages';
import type { ActiveEnvironment } from '../environment';
import type { TakeAlong, TypedPasswords } from '../typed-passwords';
import { locate } from '../locate';
import { editText } from './text-edits';

type Declared = Extract<FormMessage, { kind: 'bindVariable' }>['variable'];
type NewValue = { readonly plain: string } | { readonly secret: Secret };

export interface BindingServices {
  readonly environment: ActiveEnvironment;
  readonly passwords: TypedPasswords;
  readonly variables: SecretVariables;
}

/** Switches a field between a literal and an environment variable, and takes its value along. */
export class FieldBinding {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly services: BindingServices,
  ) {}

  /** Binds a field to a variable, declares it, and sets its value for the environment in use. */
  async bind(field: string, variable: Declared, value: NewValue | undefined, takeAlong: TakeAlong): Promise<void> {
    const place = this.place(field);
    const texts = [variable.defaultValue, value !== undefined && 'plain' in value && place?.parameter.kind !== 'secret' ? value.plain : ''];
    const problem = [keyProblem(variable.key), ...texts.map((text) => valueProblem(variable.key, text))].find((each) => each !== undefined);
    if (place === undefined || problem !== undefined) {
      if (problem !== undefined) void vscode.window.showErrorMessage(problem);
      return;
    }
    const { parameter, type, folder } = place;
    // A password that is stored already goes with its field, so that the connection keeps working.
    const kept = parameter.kind === 'secret' && value === undefined ? await this.storedPassword(parameter) : undefined;
    const edited = await takeAlong(() => editText(this.document, (text) => bindToVariable(text, parameter, type, variable.key, declarationOf(variable, parameter))));
    if (!edited) return;
    if (kept !== undefined) await this.store(folder, variable.key, kept.secret, kept.owner);
    if (value === undefined) return;
    // A value that was typed for a secret field is secret, whatever message brought it.
    if ('secret' in value) await this.store(folder, variable.key, value.secret);
    else if (parameter.kind === 'secret') await this.store(folder, variable.key, new Secret(value.plain));
    else if (value.plain !== '') {
      const { plain } = value;
      await takeAlong(() => this.services.environment.setValue(vscode.Uri.parse(folder, true), variable.key, plain));
    }
  }

  /** Back to a literal with the value of the environment in use; a secret becomes a typed password, stored with the save. */
  async useLiteral(field: string, takeAlong: TakeAlong): Promise<void> {
    const place = this.place(field);
    const element = parseElement(this.document.getText(), databaseTypes).element;
    const binding = place === undefined || element === undefined ? undefined : bindingOf(element, place.parameter);
    if (place === undefined || element === undefined || !isVariableBinding(binding)) return;
    const { parameter, type, folder } = place;
    const key = binding.variable;
    const sources = await this.services.environment.sources(vscode.Uri.parse(folder, true));
    if (parameter.kind === 'secret') await this.takeSecretAlong(key, folder, sources);
    // What a secret field shares with this one is not written into the file.
    const found = lookUpVariable(key, element.variables[key], sources).value;
    const value = holdsSecret(key, found, sources) || secretKeysIn(element, type).includes(key) ? undefined : found;
    const literal = parameter.kind === 'secret' ? ({ keychain: true } as const) : value === undefined ? undefined : (convert(value, parameter) ?? value);
    const others = type.parameters.some((other) => {
      const bound = bindingOf(element, other);
      return other !== parameter && isVariableBinding(bound) && bound.variable === key;
    });
    // A declaration that nothing in this file uses any more goes with the last use; Undo brings both back.
    await takeAlong(() => editText(this.document, (text) => unbindFromVariable(text, parameter, type, literal, others ? undefined : key)));
  }

  /** The password of the element as it is bound to the keychain now, and what it belongs to. */
  private async storedPassword(parameter: ParameterDescription): Promise<{ readonly secret: Secret; readonly owner: PasswordOwner } | undefined> {
    const text = this.document.getText();
    const element = parseElement(text, databaseTypes).element;
    const owner = await this.services.passwords.owner(this.document.uri, text);
    if (element === undefined || owner === undefined || !isKeychainBinding(bindingOf(element, parameter))) return undefined;
    const secret = await this.services.passwords.current(owner);
    return secret === undefined ? undefined : { secret, owner };
  }

  /** `known` is what the secret belongs to; what is typed belongs to what the form shows. */
  private async store(folder: string, key: string, secret: Secret, known?: PasswordOwner): Promise<void> {
    const owner = known ?? (await this.services.passwords.owner(this.document.uri, this.document.getText()));
    try {
      await this.services.variables.set({ workspace: folder, environment: this.services.environment.name, key }, secret, owner === undefined ? [] : [owner.target]);
      if (owner !== undefined) this.services.passwords.announce(owner.elementId);
    } catch (error) {
      void vscode.window.showErrorMessage(`The value of ${key} was not stored: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** A value that may go to the target becomes the password that is bound to it. */
  private async takeSecretAlong(key: string, folder: string, sources: ValueSources): Promise<void> {
    const owner = await this.services.passwords.owner(this.document.uri, this.document.getText());
    if (owner === undefined) return;
    const { environment, target } = owner;
    const found = await secretValue({ key, environment, target }, sources, (use) => this.services.variables.find({ workspace: folder, environment, key }, use.target));
    if (found.kind === 'found') await this.services.passwords.keep(owner, found.secret);
  }

  private place(field: string): { readonly parameter: ParameterDescription; readonly type: DatabaseType; readonly folder: string } | undefined {
    const type = databaseTypes.find(parseElement(this.document.getText(), databaseTypes).typeId ?? '');
    const parameter = type === undefined ? undefined : findParameter(type, field);
    const folder = locate(this.document.uri)?.folder;
    return type === undefined || parameter === undefined || folder === undefined ? undefined : { parameter, type, folder };
  }
}

function declarationOf(variable: Declared, parameter: ParameterDescription): VariableDeclaration {
  const fallback = parameter.kind === 'secret' || variable.defaultValue === '' ? undefined : (convert(variable.defaultValue, parameter) ?? variable.defaultValue);
  return {
    // A name that is only the key says nothing.
    name: variable.name === variable.key ? '' : variable.name,
    description: variable.description,
    ...(fallback === undefined ? {} : { default: fallback }),
    required: variable.required,
  };
}
