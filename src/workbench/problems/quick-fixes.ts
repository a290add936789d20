import * as vscode from 'vscode';
import { Secret } from '../../credentials/secret';
import type { SecretVariables } from '../../credentials/secret-variables';
import { databaseTypes } from '../../databases/registry';
import { editParameter } from '../../elements/edit';
import { applyTextEdits } from '../../elements/json-edit';
import { isObject } from '../../elements/findings';
import { parse } from 'jsonc-parser';
import { findParameter, parameterKey, type ParameterDescription } from '../../elements/parameter';
import { parseElement } from '../../elements/parse';
import { bindToVariable, changeDeclaration } from '../../environments/declarations';
import { suggestKey } from '../../environments/variable-key';
import { variablesOf } from '../../environments/variables';
import { giveNewId } from '../commands/change-element';
import { GIVE_NEW_ID, MOVE_TO_KEYCHAIN, MOVE_TO_VARIABLE, USE_DECLARATION } from '../commands/ids';
import { Disposables } from '../disposables';
import { editText } from '../editors/text-edits';
import type { ActiveEnvironment } from '../environment';
import type { TypedPasswords } from '../typed-passwords';
import { locate, type WorkspaceElements } from '../workspace-elements';
import { codeOf, SOURCE } from './problem-diagnostic';

export interface QuickFixServices {
  readonly elements: WorkspaceElements;
  readonly environment: ActiveEnvironment;
  readonly passwords: TypedPasswords;
  readonly variables: SecretVariables;
}

/** What can be done about problems of element files from the light bulb. A secret goes from the file into a store, and nowhere else. */
export class ElementQuickFixes implements vscode.CodeActionProvider {
  private readonly disposables = new Disposables();

  constructor(
    selector: vscode.DocumentFilter,
    private readonly services: QuickFixServices,
  ) {
    const onUri = (work: (uri: vscode.Uri, argument: string) => Promise<void>) => (uri: unknown, argument: unknown) =>
      uri instanceof vscode.Uri && (argument === undefined || typeof argument === 'string') ? work(uri, argument ?? '') : undefined;
    this.disposables.add(
      vscode.languages.registerCodeActionsProvider(selector, this, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
      vscode.commands.registerCommand(GIVE_NEW_ID, onUri((uri) => giveNewId(uri))),
      vscode.commands.registerCommand(MOVE_TO_KEYCHAIN, onUri((uri, key) => this.moveToKeychain(uri, key))),
      vscode.commands.registerCommand(MOVE_TO_VARIABLE, onUri((uri, key) => this.moveToVariable(uri, key))),
      vscode.commands.registerCommand(USE_DECLARATION, onUri((uri, key) => this.useDeclaration(uri, key))),
    );
  }

  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    return context.diagnostics
      .filter((diagnostic) => diagnostic.source === SOURCE)
      .flatMap((diagnostic) =>
        fixesFor(document, diagnostic).map(({ title, command, argument }, index) => {
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.diagnostics = [diagnostic];
          action.isPreferred = index === 0;
          action.command = { command, title, arguments: [document.uri, argument] };
          return action;
        }),
      );
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async moveToKeychain(uri: vscode.Uri, key: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const found = literalSecret(document.getText(), key);
    if (found === undefined) return;
    const moved = applyTextEdits(document.getText(), editParameter(document.getText(), found.parameter, { keychain: true }, found.type));
    const owner = await this.services.passwords.owner(uri, moved);
    if (owner === undefined) {
      void vscode.window.showWarningMessage('The file has other errors. Correct them first, so that it is clear what the password belongs to.');
      return;
    }
    await this.services.passwords.keep(owner, found.secret);
    await editText(document, (text) => editParameter(text, found.parameter, { keychain: true }, found.type));
    void vscode.window.showInformationMessage(`${found.parameter.label} is stored with the next save. If the file was committed with it, change the ${found.parameter.label.toLowerCase()} on the server.`);
  }

  private async moveToVariable(uri: vscode.Uri, key: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const found = literalSecret(document.getText(), key);
    const folder = locate(uri)?.folder;
    if (found === undefined || folder === undefined) return;
    const taken = variablesOf(this.services.elements.index.all(), databaseTypes).map((variable) => variable.key);
    const name = `${found.title} ${found.parameter.label.toLowerCase()}`;
    const variable = suggestKey(name, taken);
    const bound = (text: string) => bindToVariable(text, found.parameter, found.type, variable, { name, required: true });
    const owner = await this.services.passwords.owner(uri, applyTextEdits(document.getText(), bound(document.getText())));
    await this.services.variables.set({ workspace: folder, environment: this.services.environment.name, key: variable }, found.secret, owner === undefined ? [] : [owner.target]);
    await editText(document, bound);
    void vscode.window.showInformationMessage(`${variable} holds it now, in a store of this machine. If the file was committed with it, change the ${found.parameter.label.toLowerCase()} on the server.`);
  }

  /** Makes the declaration of a variable say what that of another element says. */
  private async useDeclaration(uri: vscode.Uri, key: string): Promise<void> {
    const folder = locate(uri)?.folder;
    const variable = variablesOf(this.services.elements.index.all(), databaseTypes).find((candidate) => candidate.key === key && candidate.folder === folder);
    const other = variable?.declarations.find(({ entry }) => entry.uri !== uri.toString());
    if (other === undefined) return;
    await editText(await vscode.workspace.openTextDocument(uri), (text) => changeDeclaration(text, key, other.declaration));
  }
}

interface Fix {
  readonly title: string;
  readonly command: string;
  readonly argument?: string;
}

function fixesFor(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Fix[] {
  switch (codeOf(diagnostic)) {
    case 'duplicate-id':
      return [{ title: 'Give this element an id of its own', command: GIVE_NEW_ID }];
    case 'missing-value':
      return diagnostic.message.startsWith('"id"') ? [{ title: 'Give this element an id of its own', command: GIVE_NEW_ID }] : [];
    case 'literal-secret': {
      const problem = parseElement(document.getText(), databaseTypes).problems.find((one) => one.start.line - 1 === diagnostic.range.start.line && one.code === 'literal-secret');
      const key = parameterKeyAt(problem?.path, document.getText());
      if (key === undefined || literalSecret(document.getText(), key) === undefined) return [];
      return [
        { title: 'Move to keychain', command: MOVE_TO_KEYCHAIN, argument: key },
        { title: 'Turn into environment variable', command: MOVE_TO_VARIABLE, argument: key },
      ];
    }
    case 'conflicting-declaration': {
      const key = document.getText(diagnostic.range).replaceAll('"', '');
      return [{ title: `Declare ${key} as the other element does`, command: USE_DECLARATION, argument: key }];
    }
    default:
      return [];
  }
}

function parameterKeyAt(path: readonly (string | number)[] | undefined, text: string): string | undefined {
  const type = databaseTypes.find(parseElement(text, databaseTypes).typeId ?? '');
  const parameter = type?.parameters.find((candidate) => candidate.kind === 'secret' && candidate.group === path?.[0] && candidate.name === path[1]);
  return parameter === undefined ? undefined : parameterKey(parameter);
}

/** The secret that stands in a text, taken out of it for a store. */
function literalSecret(text: string, key: string) {
  const raw: unknown = parse(text, [], { allowTrailingComma: true });
  const type = isObject(raw) && typeof raw['type'] === 'string' ? databaseTypes.find(raw['type']) : undefined;
  const parameter: ParameterDescription | undefined = type === undefined ? undefined : findParameter(type, key);
  if (!isObject(raw) || type === undefined || parameter === undefined || typeof raw['id'] !== 'string') return undefined;
  const group = raw[parameter.group];
  const value = isObject(group) ? group[parameter.name] : undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const title = typeof raw['title'] === 'string' ? raw['title'] : type.label;
  return { type, parameter, elementId: raw['id'], title, secret: new Secret(String(value)) };
}
