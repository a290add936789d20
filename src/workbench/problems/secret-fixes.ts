import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { Secret } from '../../credentials/secret';
import type { SecretVariables } from '../../credentials/secret-variables';
import { databaseTypes } from '../../databases/registry';
import { editParameter } from '../../elements/edit';
import { inSteps } from '../../elements/edit-steps';
import { applyTextEdits, type TextEdit } from '../../elements/json-edit';
import { literalSecretAt, type LiteralSecret } from '../../elements/literal-secret';
import type { Path } from '../../elements/problem';
import { bindToVariable } from '../../environments/declarations';
import { suggestKey } from '../../environments/variable-key';
import { variablesOf } from '../../environments/variables';
import { editText } from '../editors/text-edits';
import type { ActiveEnvironment } from '../environment';
import type { TypedPasswords } from '../typed-passwords';
import { locate } from '../locate';
import type { WorkspaceElements } from '../workspace-elements';

export interface SecretFixServices {
  readonly elements: WorkspaceElements;
  readonly environment: ActiveEnvironment;
  readonly passwords: TypedPasswords;
  readonly variables: SecretVariables;
}

const pathShape = z.array(z.union([z.string(), z.number()]));

/** Takes a password out of the text of an element into a store, and nowhere else. */
export class SecretFixes {
  constructor(private readonly services: SecretFixServices) {}

  /** The password goes to the keychain: as the element's own, or as the value of the variable that it belongs to. */
  async moveToKeychain(uri: vscode.Uri, path: unknown): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const found = secretAt(document, path);
    if (found === undefined) return;
    if (found.variable !== undefined) return this.storeAs(found.variable, found, document, (text) => [...takenOut(text, path)]);
    const edits = (text: string) => inSteps(text, [(current) => takenOut(current, path), (current) => editParameter(current, found.parameter, { keychain: true }, found.type)]);
    const owner = await this.services.passwords.owner(uri, applyTextEdits(document.getText(), edits(document.getText())));
    if (owner === undefined) {
      void vscode.window.showWarningMessage('The file has other errors. Correct them first, so that it is clear what the password belongs to.');
      return;
    }
    await this.services.passwords.keep(owner, new Secret(found.secret));
    await editText(document, edits);
    void vscode.window.showInformationMessage(`${found.parameter.label} is stored with the next save. ${changeIt(found)}`);
  }

  /** The password becomes the value of a variable that gives it from now on. */
  async moveToVariable(uri: vscode.Uri, path: unknown): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const found = secretAt(document, path);
    if (found === undefined) return;
    const { parameter, type } = found;
    const taken = variablesOf(this.services.elements.index.all(), databaseTypes).map((variable) => variable.key);
    const name = `${found.title} ${parameter.label.toLowerCase()}`;
    const key = suggestKey(name, taken);
    await this.storeAs(key, found, document, (text) => inSteps(text, [(current) => takenOut(current, path), (current) => bindToVariable(current, parameter, type, key, { name, required: true })]));
  }

  private async storeAs(key: string, found: LiteralSecret, document: vscode.TextDocument, edits: (text: string) => TextEdit[]): Promise<void> {
    const folder = locate(document.uri)?.folder;
    if (folder === undefined) return;
    const owner = await this.services.passwords.owner(document.uri, applyTextEdits(document.getText(), edits(document.getText())));
    await this.services.variables.set({ workspace: folder, environment: this.services.environment.name, key }, new Secret(found.secret), owner === undefined ? [] : [owner.target]);
    await editText(document, edits);
    void vscode.window.showInformationMessage(`${key} holds it now, in a store of this machine. ${changeIt(found)}`);
  }
}

/** What may be done about a secret of a text from the light bulb: titles of fixes, by what they make of it. */
export function secretFixTitles(text: string, path: Path): { readonly keychain?: string; readonly variable?: string } {
  const found = literalSecretAt(text, path, databaseTypes);
  if (found === undefined) return {};
  return found.variable === undefined ? { keychain: 'Move to keychain', variable: 'Turn into environment variable' } : { keychain: `Move to keychain, as the value of ${found.variable}` };
}

function secretAt(document: vscode.TextDocument, path: unknown): LiteralSecret | undefined {
  const parsed = pathShape.safeParse(path);
  return parsed.success ? literalSecretAt(document.getText(), parsed.data, databaseTypes) : undefined;
}

/** Computed anew, for the text may have changed since. */
function takenOut(text: string, path: unknown): readonly TextEdit[] {
  const parsed = pathShape.safeParse(path);
  return parsed.success ? (literalSecretAt(text, parsed.data, databaseTypes)?.without ?? []) : [];
}

function changeIt({ parameter }: LiteralSecret): string {
  return `If the file was committed with it, change the ${parameter.label.toLowerCase()} on the server.`;
}
