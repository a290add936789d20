import * as vscode from 'vscode';
import { getLocation, findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { ElementEntry } from '../../elements/element-index';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import { placeOfPath } from '../../elements/json-file';
import type { ModelEntry } from '../../models/model-index';
import { parseModel } from '../../models/parse';
import { MODEL_SUFFIX } from '../../models/suffix';
import { readOptional } from '../environment';
import { locate } from '../locate';
import type { WorkspaceElements } from '../workspace-elements';
import type { WorkspaceModels } from '../workspace-models';

/** Leads from `"database": "..."` of a model to its element and to the other models of it, and from an element's file to the models that use it. */
export class DatabaseLinks implements vscode.DefinitionProvider, vscode.ReferenceProvider {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly elements: WorkspaceElements,
    private readonly models: WorkspaceModels,
  ) {
    this.registration = vscode.Disposable.from(
      vscode.languages.registerDefinitionProvider({ pattern: `**/*${MODEL_SUFFIX}` }, this),
      vscode.languages.registerReferenceProvider({ pattern: `**/*{${MODEL_SUFFIX},${ELEMENT_SUFFIX}}` }, this),
    );
  }

  async provideDefinition(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.LocationLink[]> {
    await this.models.ready;
    const range = valueRange(document, position, 'database');
    const element = range === undefined ? undefined : this.elementNamedIn(document);
    if (range === undefined || element === undefined) return [];
    return [{ originSelectionRange: range, targetUri: vscode.Uri.parse(element.uri, true), targetRange: new vscode.Range(0, 0, 0, 0) }];
  }

  async provideReferences(document: vscode.TextDocument, position: vscode.Position, { includeDeclaration }: vscode.ReferenceContext): Promise<vscode.Location[]> {
    await this.models.ready;
    const element = this.elementAt(document, position);
    if (element === undefined) return [];
    const users = await Promise.all(this.models.usage.usersOf(element).map(placeOfDatabase));
    return [...(includeDeclaration ? [new vscode.Location(vscode.Uri.parse(element.uri, true), new vscode.Position(0, 0))] : []), ...users];
  }

  dispose(): void {
    this.registration.dispose();
  }

  private elementAt(document: vscode.TextDocument, position: vscode.Position): ElementEntry | undefined {
    if (document.fileName.endsWith(ELEMENT_SUFFIX)) return isAtVariable(document, position) ? undefined : this.elements.index.get(document.uri.toString());
    return valueRange(document, position, 'database') === undefined ? undefined : this.elementNamedIn(document);
  }

  private elementNamedIn(document: vscode.TextDocument): ElementEntry | undefined {
    const { database } = parseModel(document.getText());
    return database === undefined ? undefined : this.models.usage.elementOf({ database, folder: locate(document.uri)?.folder ?? '' });
  }
}

/** A variable is another thing than the element whose file names it. */
function isAtVariable(document: vscode.TextDocument, position: vscode.Position): boolean {
  const { path } = getLocation(document.getText(), document.offsetAt(position));
  return path[0] === 'variables' || path.at(-1) === 'variable';
}

/** The range of a value at the top of a file when the position is in it. */
function valueRange(document: vscode.TextDocument, position: vscode.Position, key: string): vscode.Range | undefined {
  const text = document.getText();
  const { path } = getLocation(text, document.offsetAt(position));
  const tree = path.length === 1 && path[0] === key ? parseTree(text, [], { allowTrailingComma: true }) : undefined;
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [key]);
  return node === undefined ? undefined : new vscode.Range(document.positionAt(node.offset), document.positionAt(node.offset + node.length));
}

async function placeOfDatabase({ uri: address }: ModelEntry): Promise<vscode.Location> {
  const uri = vscode.Uri.parse(address, true);
  const { start, end } = placeOfPath((await readOptional(uri)) ?? '', ['database']);
  return new vscode.Location(uri, new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1));
}
