import * as vscode from 'vscode';
import { getLocation, parse, type Location } from 'jsonc-parser';
import { databaseTypes } from '../../databases/registry';
import { isObject } from '../../elements/findings';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import { variablesOf } from '../../environments/variables';
import { MODEL_SUFFIX } from '../../models/suffix';
import { READ_TABLES } from '../commands/ids';
import { locate } from '../locate';
import type { SchemaBrowser } from '../schema/schema-browser';
import { labelOf } from '../trees/label';
import type { WorkspaceElements } from '../workspace-elements';
import type { WorkspaceModels } from '../workspace-models';
import { keySuggestions, type KeySuggestion } from './parameter-keys';
import { suggestionsFor, type Suggestion } from './suggestions';

/** Completes names in the text of elements and models. Typing connects to nothing: what was not read yet is offered to be read. */
export class NameCompletion implements vscode.CompletionItemProvider {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly elements: WorkspaceElements,
    private readonly models: WorkspaceModels,
    private readonly schemas: SchemaBrowser,
  ) {
    this.registration = vscode.Disposable.from(
      vscode.languages.registerCompletionItemProvider({ pattern: `**/*{${MODEL_SUFFIX},${ELEMENT_SUFFIX}}` }, this, '"'),
      vscode.commands.registerCommand(READ_TABLES, (uri: unknown, schema: unknown, table: unknown) => this.read(uri, schema, table)),
    );
  }

  async provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
    await this.models.ready;
    const text = document.getText();
    const location = getLocation(text, document.offsetAt(position));
    const isElement = document.fileName.endsWith(ELEMENT_SUFFIX);
    if (location.isAtPropertyKey) return isElement ? keysAt(document, position, location) : [];
    const suggestions = isElement ? this.inElement(document, location) : this.names(document, location);
    return suggestions.map((suggestion) => toItem(suggestion, document, position, location));
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** What the schema in media/ cannot know: variables, and the types of other extensions. */
  private inElement(document: vscode.TextDocument, { path }: Location): Suggestion[] {
    if (path.length === 1 && path[0] === 'type') return databaseTypes.all.flatMap(({ id, label, extension }) => (extension === undefined ? [] : [{ value: id, detail: label, kind: 'element' }]));
    if (path.length !== 3 || path[2] !== 'variable') return [];
    const folder = locate(document.uri)?.folder;
    const known = variablesOf(this.elements.index.all(), databaseTypes).filter((variable) => variable.folder === folder);
    const raw: unknown = parse(document.getText(), [], { allowTrailingComma: true });
    const own = isObject(raw) && isObject(raw['variables']) ? Object.keys(raw['variables']) : [];
    return [...new Set([...own, ...known.map(({ key }) => key)])].map((key) => ({ value: key, detail: known.find((variable) => variable.key === key)?.name ?? 'environment variable', kind: 'variable' }));
  }

  private names(document: vscode.TextDocument, { path }: Location): Suggestion[] {
    const folder = locate(document.uri)?.folder ?? '';
    const raw: unknown = parse(document.getText(), [], { allowTrailingComma: true });
    const database = isObject(raw) && typeof raw['database'] === 'string' ? raw['database'] : undefined;
    const entry = database === undefined ? undefined : this.models.usage.elementOf({ database, folder });
    const reader = entry === undefined || !this.schemas.reads(entry) ? undefined : this.schemas.reader(entry);
    return suggestionsFor(path, raw, {
      elements: this.elements.index.all().map((element) => ({ fullName: element.fullName, label: labelOf(element) })),
      ...(entry === undefined || reader === undefined ? {} : { database: { label: labelOf(entry), uri: entry.uri, reader } }),
    });
  }

  /** Reads what is to be suggested, and suggests it. */
  private async read(address: unknown, schema: unknown, table: unknown): Promise<void> {
    const entry = typeof address === 'string' ? this.elements.index.get(address) : undefined;
    if (entry === undefined) return;
    const reader = this.schemas.reader(entry);
    const schemas = await reader.schemas();
    const name = typeof schema === 'string' ? schema : schemas.ok ? schemas.value.current : undefined;
    const answer = schemas.ok && name !== undefined ? await (typeof table === 'string' ? reader.table(name, table) : reader.relations(name)) : schemas;
    if (answer.ok) await vscode.commands.executeCommand('editor.action.triggerSuggest');
    else if (answer.failure.code !== 'cancelled') void vscode.window.showErrorMessage(`${labelOf(entry)}: ${answer.failure.message}`);
  }
}

const KINDS = { element: vscode.CompletionItemKind.Module, table: vscode.CompletionItemKind.Struct, column: vscode.CompletionItemKind.Field, variable: vscode.CompletionItemKind.Variable, read: vscode.CompletionItemKind.Event } as const;

/** The schema in media/ knows the keys of built-in types, and tells them. */
function keysAt(document: vscode.TextDocument, position: vscode.Position, location: Location): vscode.CompletionItem[] {
  const text = document.getText();
  const raw: unknown = parse(text, [], { allowTrailingComma: true });
  const type = isObject(raw) && typeof raw['type'] === 'string' ? databaseTypes.find(raw['type']) : undefined;
  if (type?.extension === undefined) return [];
  const range = stringAt(document, position, location);
  const behind = text.slice(document.offsetAt(range?.end ?? position)).trimStart();
  return keySuggestions(location.path, raw, type).map((suggestion) => toKeyItem(suggestion, range, behind));
}

function toKeyItem({ key, detail, help, value }: KeySuggestion, range: vscode.Range | undefined, behind: string): vscode.CompletionItem {
  const item = new vscode.CompletionItem(key, vscode.CompletionItemKind.Property);
  const quoted = JSON.stringify(key);
  item.detail = detail;
  if (help !== undefined) item.documentation = help;
  if (range !== undefined) item.range = range;
  item.filterText = quoted;
  item.insertText = behind.startsWith(':') ? quoted : new vscode.SnippetString(`${quoted}: ${value}${behind.startsWith('"') ? ',' : ''}`);
  return item;
}

/** The string or key that the position is in, with its quotes. */
function stringAt(document: vscode.TextDocument, position: vscode.Position, { previousNode }: Location): vscode.Range | undefined {
  if (previousNode?.type !== 'string' && previousNode?.type !== 'property') return undefined;
  const range = new vscode.Range(document.positionAt(previousNode.offset), document.positionAt(previousNode.offset + previousNode.length));
  return range.contains(position) ? range : undefined;
}

function toItem({ value, detail, kind, read }: Suggestion, document: vscode.TextDocument, position: vscode.Position, location: Location): vscode.CompletionItem {
  const item = new vscode.CompletionItem(value, KINDS[kind]);
  item.detail = detail;
  if (read !== undefined) {
    // Nothing is inserted: the caret stays where what is found out will be suggested.
    item.range = new vscode.Range(position, position);
    item.insertText = '';
    item.command = { command: READ_TABLES, title: value, arguments: [read.uri, read.schema, read.table] };
    return item;
  }
  const inString = stringAt(document, position, location);
  if (inString !== undefined) item.range = inString;
  item.insertText = JSON.stringify(value);
  // The whole string is replaced, and what is typed of it has its quote.
  item.filterText = item.insertText;
  return item;
}
