import * as vscode from 'vscode';
import type { SecretPresence, SecretVariables } from '../../credentials/secret-variables';
import { databaseTypes } from '../../databases/registry';
import { elementOfText } from '../../databases/typed-element';
import { bindingOf } from '../../elements/element';
import { fullNameOf } from '../../elements/full-name';
import { isVariableBinding, parameterKey } from '../../elements/parameter';
import type { ValueSources } from '../../environments/sources';
import { variablesOf } from '../../environments/variables';
import type { FormState, SecretState } from '../../protocol/form-state';
import type { ActiveEnvironment } from '../environment';
import type { TypedPasswords } from '../typed-passwords';
import { locate } from '../locate';
import type { WorkspaceElements } from '../workspace-elements';
import { formState } from './form-state';
import { offeredVariable } from './variable-view';

export interface SourceServices {
  readonly elements: WorkspaceElements;
  readonly variables: SecretVariables;
  readonly environment: ActiveEnvironment;
  readonly passwords: TypedPasswords;
}

/** Reads what a form shows: the text of its document, the values of the environment in use, and where the secrets are. */
export class FormSource {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly services: SourceServices,
  ) {}

  async read(): Promise<FormState> {
    const { elements, environment, passwords } = this.services;
    const location = locate(this.document.uri);
    const folder = location?.folder;
    const sources = await this.sources(folder);
    const text = this.document.getText();
    const secrets = await this.secrets(text);
    const offered = variablesOf(elements.index.all().filter((entry) => entry.folder === folder), databaseTypes);
    const presence = folder === undefined ? new Map<string, SecretPresence>() : await this.presence(text, folder);
    const id = elementId(text);
    return formState({
      text,
      fullName: location === undefined ? vscode.workspace.asRelativePath(this.document.uri) : fullNameOf(location.path),
      types: databaseTypes,
      sources,
      environmentProtected: environment.isProtected,
      variables: offered.map((variable) => offeredVariable(variable, sources)),
      presence,
      trusted: vscode.workspace.isTrusted,
      unsaved: this.document.isDirty || this.document.isUntitled || (id !== undefined && passwords.waits(id)),
      fresh: this.document.isUntitled,
      secrets,
    });
  }

  private async sources(folder: string | undefined): Promise<ValueSources> {
    if (folder !== undefined) return this.services.environment.sources(vscode.Uri.parse(folder, true));
    return { environment: this.services.environment.name, settings: {}, process: {}, envFiles: [], secretKeys: new Set() };
  }

  private async secrets(text: string): Promise<ReadonlyMap<string, SecretState>> {
    const owner = await this.services.passwords.owner(this.document.uri, text);
    const kept = elementOfText(text, databaseTypes)?.type.parameters.filter((parameter) => parameter.kind === 'secret') ?? [];
    if (owner === undefined || kept.length === 0) return new Map();
    const state = await this.services.passwords.state(owner);
    return new Map(kept.map((parameter) => [parameterKey(parameter), state]));
  }

  /** Where the secret variables of the text have their values; nothing is asked in Restricted Mode. */
  private async presence(text: string, folder: string): Promise<ReadonlyMap<string, SecretPresence>> {
    const typed = elementOfText(text, databaseTypes);
    const found = new Map<string, SecretPresence>();
    for (const parameter of typed?.type.parameters ?? []) {
      const binding = typed === undefined || parameter.kind !== 'secret' ? undefined : bindingOf(typed.element, parameter);
      if (!isVariableBinding(binding)) continue;
      const owner = { workspace: folder, environment: this.services.environment.name, key: binding.variable };
      const asked = vscode.workspace.isTrusted ? await this.services.variables.presence(owner) : undefined;
      found.set(binding.variable, asked ?? { kind: 'unavailable', store: '', reason: 'Secrets are not read in Restricted Mode.' });
    }
    return found;
  }
}

function elementId(text: string): string | undefined {
  return elementOfText(text, databaseTypes)?.element.id ?? /"id"\s*:\s*"([A-Za-z0-9-]{8,64})"/.exec(text)?.[1];
}
