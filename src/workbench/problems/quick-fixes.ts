import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { extensionOfType } from '../../elements/extension-type';
import { parseElement } from '../../elements/parse';
import { changeDeclaration } from '../../environments/declarations';
import { variablesOf } from '../../environments/variables';
import { giveNewId } from '../commands/change-element';
import { FIND_EXTENSION, GIVE_NEW_ID, MOVE_TO_KEYCHAIN, MOVE_TO_VARIABLE, USE_DECLARATION } from '../commands/ids';
import { Disposables } from '../disposables';
import { editText } from '../editors/text-edits';
import { locate } from '../locate';
import { codeOf, SOURCE } from './problem-diagnostic';
import { secretFixTitles, SecretFixes, type SecretFixServices } from './secret-fixes';

/** What can be done about problems of element files from the light bulb. */
export class ElementQuickFixes implements vscode.CodeActionProvider {
  private readonly disposables = new Disposables();

  constructor(
    selector: vscode.DocumentFilter,
    private readonly services: SecretFixServices,
  ) {
    const secrets = new SecretFixes(services);
    const register = (id: string, work: (uri: vscode.Uri, argument: unknown) => Promise<void>) =>
      vscode.commands.registerCommand(id, async (uri: unknown, argument: unknown) => {
        try {
          if (uri instanceof vscode.Uri) await work(uri, argument);
        } catch (error) {
          // A store that refuses leaves the file as it is.
          void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        }
      });
    this.disposables.add(
      vscode.languages.registerCodeActionsProvider(selector, this, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
      register(GIVE_NEW_ID, (uri) => giveNewId(uri)),
      register(MOVE_TO_KEYCHAIN, (uri, path) => secrets.moveToKeychain(uri, path)),
      register(MOVE_TO_VARIABLE, (uri, path) => secrets.moveToVariable(uri, path)),
      register(FIND_EXTENSION, async (_uri, id) => vscode.commands.executeCommand('workbench.extensions.search', `@id:${String(id)}`)),
      register(USE_DECLARATION, (uri, key) => this.useDeclaration(uri, String(key))),
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
  /** A key, or the path of a problem. */
  readonly argument?: unknown;
}

function fixesFor(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Fix[] {
  switch (codeOf(diagnostic)) {
    case 'duplicate-id':
      return [{ title: 'Give this element an id of its own', command: GIVE_NEW_ID }];
    case 'missing-value':
      return diagnostic.message.startsWith('"id"') ? [{ title: 'Give this element an id of its own', command: GIVE_NEW_ID }] : [];
    case 'literal-secret':
      return secretFixes(document, diagnostic);
    case 'unknown-type': {
      const extension = extensionOfType(document.getText(diagnostic.range).replaceAll('"', ''));
      return extension === undefined ? [] : [{ title: `Find the extension ${extension}`, command: FIND_EXTENSION, argument: extension }];
    }
    case 'conflicting-declaration': {
      const key = document.getText(diagnostic.range).replaceAll('"', '');
      return [{ title: `Declare ${key} as the other element does`, command: USE_DECLARATION, argument: key }];
    }
    default:
      return [];
  }
}

function secretFixes(document: vscode.TextDocument, { range, message }: vscode.Diagnostic): Fix[] {
  const text = document.getText();
  const path = parseElement(text, databaseTypes).problems.find((problem) => problem.start.line - 1 === range.start.line && problem.message === message)?.path;
  if (path === undefined) return [];
  const { keychain, variable } = secretFixTitles(text, path);
  return [
    ...(keychain === undefined ? [] : [{ title: keychain, command: MOVE_TO_KEYCHAIN, argument: path }]),
    ...(variable === undefined ? [] : [{ title: variable, command: MOVE_TO_VARIABLE, argument: path }]),
  ];
}
