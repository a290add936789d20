import * as vscode from 'vscode';
import type { KnownPresence } from '../../credentials/known-presence';
import { databaseTypes } from '../../databases/registry';
import { findParameter } from '../../elements/parameter';
import { shownSecret, shownValue, type ShownValue } from '../../environments/shown-value';
import { describeSource, type ValueSources } from '../../environments/sources';
import { variablesOf, type UsedBy, type WorkspaceVariable } from '../../environments/variables';
import type { ActiveEnvironment } from '../environment';
import type { WorkspaceElements } from '../workspace-elements';
import { DrawnRows } from './drawn-rows';
import { folderItem, folderRows, type FolderRows } from './folder-rows';
import { labelOf } from './label';
import type { FolderNode } from './nodes';

/** What the "Environment Variables" view shows: variables, and under each the fields that use it. */
export type VariableNode = FolderNode | VariableRow | { readonly kind: 'use'; readonly variable: WorkspaceVariable; readonly use: UsedBy };

interface VariableRow {
  readonly kind: 'variable';
  readonly variable: WorkspaceVariable;
}

/** The data of the "Environment Variables" view. */
export class VariablesTree {
  private readonly rows = new DrawnRows<FolderNode | VariableRow>();
  private readonly sources = new Map<string, Promise<ValueSources>>();

  constructor(
    private readonly elements: WorkspaceElements,
    private readonly environment: ActiveEnvironment,
    private readonly presence: KnownPresence,
  ) {}

  async getChildren(node?: VariableNode): Promise<VariableNode[]> {
    await this.elements.ready;
    if (node?.kind === 'use') return [];
    if (node?.kind === 'variable') return node.variable.uses.map((use) => ({ kind: 'use', variable: node.variable, use }));
    if (node?.kind === 'folder') return this.rowsIn(this.variables(), node.uri);
    const { top, all } = this.current();
    this.rows.give(all);
    return [...top];
  }

  /** What is to be drawn anew after a change: rows, or, as undefined, the whole tree. */
  toDraw(): VariableNode[] | undefined {
    return this.rows.toDraw(this.current().all);
  }

  private current(): FolderRows<VariableRow> {
    // Values are read anew with each drawing, not with each item.
    this.sources.clear();
    const variables = this.variables();
    return folderRows(this.rows, (folder) => this.rowsIn(variables, folder), (folder) => variables.some((variable) => variable.folder === folder));
  }

  private variables(): readonly WorkspaceVariable[] {
    return variablesOf(this.elements.index.all(), databaseTypes);
  }

  private rowsIn(variables: readonly WorkspaceVariable[], folder?: string): VariableRow[] {
    const own = variables.filter((variable) => folder === undefined || variable.folder === folder);
    return own.map((variable) => this.rows.node(idOf(variable), { kind: 'variable', variable }));
  }

  async getTreeItem(node: VariableNode): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'folder':
        this.rows.drawn(node);
        return folderItem(node);
      case 'variable': {
        const item = await this.variableItem(node.variable);
        this.rows.drawn(node);
        return item;
      }
      case 'use':
        return useItem(node.use);
    }
  }

  private async variableItem(variable: WorkspaceVariable): Promise<vscode.TreeItem> {
    const item = new vscode.TreeItem(variable.key, variable.uses.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed);
    const shown = await this.shown(variable);
    item.id = idOf(variable);
    const value = shown.display ?? (variable.required || variable.uses.some((use) => use.needed) ? 'not set, required' : 'not set');
    item.description = shown.display === undefined ? value : `${value}  ${describeSource(shown.source)}`;
    item.iconPath = icon(variable, shown);
    item.contextValue = `variable${variable.uses.length === 0 ? ' unused' : ''}${variable.secret ? ' secret' : ''}`;
    item.tooltip = tooltip(variable, shown);
    return item;
  }

  private async shown(variable: WorkspaceVariable): Promise<ShownValue> {
    const sources = await this.sourcesOf(variable.folder);
    if (!variable.secret) return shownValue(variable.key, variable.declarations[0]?.declaration, sources);
    if (!vscode.workspace.isTrusted) return { source: { kind: 'unset' }, problem: 'Secrets are not read in Restricted Mode.' };
    return shownSecret(variable.key, sources, await this.presence.ofVariable({ workspace: variable.folder, environment: sources.environment, key: variable.key }));
  }

  private sourcesOf(folder: string): Promise<ValueSources> {
    const known = this.sources.get(folder) ?? this.environment.sources(vscode.Uri.parse(folder, true));
    this.sources.set(folder, known);
    return known;
  }
}

function idOf({ folder, key }: WorkspaceVariable): string {
  return `${folder} ${key}`;
}

function icon(variable: WorkspaceVariable, shown: ShownValue): vscode.ThemeIcon {
  if (shown.display === undefined && (variable.required || variable.uses.some((use) => use.needed))) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(variable.secret ? 'key' : 'symbol-variable');
}

function tooltip(variable: WorkspaceVariable, shown: ShownValue): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  // The row may be too narrow for key and value.
  text.appendMarkdown('**').appendText(variable.key).appendMarkdown('**\n\n');
  if (variable.name !== variable.key) text.appendText(variable.name).appendMarkdown('\n\n');
  const description = variable.declarations.find(({ declaration }) => declaration.description)?.declaration.description;
  if (description !== undefined) text.appendText(description).appendMarkdown('\n\n');
  if (shown.display !== undefined) text.appendText(shown.display).appendMarkdown('\n\n');
  text.appendText(`${shown.problem ?? describeSource(shown.source)}${variable.required ? ', required' : ''}${variable.secret ? ', secret' : ''}`);
  text.appendMarkdown('\n\n').appendText(variable.uses.length === 0 ? 'Used by no field.' : `Used by ${variable.uses.length} ${variable.uses.length === 1 ? 'field' : 'fields'}.`);
  return text;
}

function useItem({ entry, parameter }: UsedBy): vscode.TreeItem {
  const type = databaseTypes.find(entry.typeId ?? '');
  const item = new vscode.TreeItem(labelOf(entry));
  item.description = type === undefined ? parameter : (findParameter(type, parameter)?.label ?? parameter);
  item.iconPath = new vscode.ThemeIcon('database');
  item.command = { command: 'databaseElements.editElement', title: 'Edit', arguments: [vscode.Uri.parse(entry.uri, true)] };
  return item;
}
