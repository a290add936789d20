import * as vscode from 'vscode';
import type { KnownPresence } from '../../credentials/known-presence';
import { databaseTypes } from '../../databases/registry';
import { findParameter } from '../../elements/parameter';
import { shownSecret, shownValue, type ShownValue } from '../../environments/shown-value';
import { describeSource, type ValueSources } from '../../environments/sources';
import { variablesOf, type UsedBy, type WorkspaceVariable } from '../../environments/variables';
import type { ActiveEnvironment } from '../environment';
import type { WorkspaceElements } from '../workspace-elements';
import { labelOf } from './label';

/** What the "Environment Variables" view shows: variables, and under each the fields that use it. */
export type VariableNode =
  | { readonly kind: 'folder'; readonly uri: string; readonly name: string }
  | { readonly kind: 'variable'; readonly variable: WorkspaceVariable }
  | { readonly kind: 'use'; readonly variable: WorkspaceVariable; readonly use: UsedBy };

/** The data of the "Environment Variables" view. */
export class VariablesTree {
  private readonly sources = new Map<string, Promise<ValueSources>>();

  constructor(
    private readonly elements: WorkspaceElements,
    private readonly environment: ActiveEnvironment,
    private readonly presence: KnownPresence,
  ) {}

  async getChildren(node?: VariableNode): Promise<VariableNode[]> {
    await this.elements.ready;
    if (node?.kind === 'use') return [];
    // Values are read anew with each drawing of the whole tree, not with each item.
    if (node === undefined) this.sources.clear();
    if (node?.kind === 'variable') return node.variable.uses.map((use) => ({ kind: 'use', variable: node.variable, use }));
    const variables = variablesOf(this.elements.index.all(), databaseTypes);
    const folders = new Map((vscode.workspace.workspaceFolders ?? []).map((folder) => [folder.uri.toString(), folder.name]));
    if (node === undefined && folders.size > 1) {
      return [...folders].filter(([uri]) => variables.some((variable) => variable.folder === uri)).map(([uri, name]) => ({ kind: 'folder', uri, name }));
    }
    return variables.filter((variable) => node === undefined || variable.folder === node.uri).map((variable) => ({ kind: 'variable', variable }));
  }

  async getTreeItem(node: VariableNode): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'folder': {
        const item = new vscode.TreeItem(node.name, vscode.TreeItemCollapsibleState.Expanded);
        item.iconPath = vscode.ThemeIcon.Folder;
        return item;
      }
      case 'variable':
        return this.variableItem(node.variable);
      case 'use':
        return useItem(node.use);
    }
  }

  private async variableItem(variable: WorkspaceVariable): Promise<vscode.TreeItem> {
    const item = new vscode.TreeItem(variable.key, variable.uses.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed);
    const shown = await this.shown(variable);
    item.id = `${variable.folder} ${variable.key}`;
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

function icon(variable: WorkspaceVariable, shown: ShownValue): vscode.ThemeIcon {
  if (shown.display === undefined && (variable.required || variable.uses.some((use) => use.needed))) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(variable.secret ? 'key' : 'symbol-variable');
}

function tooltip(variable: WorkspaceVariable, shown: ShownValue): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(variable.name).appendMarkdown('**\n\n');
  const description = variable.declarations.find(({ declaration }) => declaration.description)?.declaration.description;
  if (description !== undefined) text.appendText(description).appendMarkdown('\n\n');
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
