import * as vscode from 'vscode';
import type { ModelEntry } from '../../models/model-index';
import type { ModelComparisons } from '../models/model-comparisons';
import type { WorkspaceModels } from '../workspace-models';
import { labelOf } from './label';

/** What the "Data Table Models" view shows. */
export type ModelTreeNode = { readonly kind: 'folder'; readonly uri: string; readonly name: string } | { readonly kind: 'model'; readonly entry: ModelEntry };

/** The data of the "Data Table Models" view. */
export class ModelsTree {
  constructor(
    private readonly models: WorkspaceModels,
    private readonly comparisons: Pick<ModelComparisons, 'differencesOf'>,
  ) {}

  async getChildren(node?: ModelTreeNode): Promise<ModelTreeNode[]> {
    await this.models.ready;
    if (node?.kind === 'model') return [];
    const entries = this.models.index.all();
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (node === undefined && folders.length > 1) {
      return folders.filter((folder) => entries.some((entry) => entry.folder === folder.uri.toString())).map(({ uri, name }) => ({ kind: 'folder', uri: uri.toString(), name }));
    }
    const own = entries.filter((entry) => node === undefined || entry.folder === node.uri);
    return own.map((entry): ModelTreeNode => ({ kind: 'model', entry })).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  }

  getTreeItem(node: ModelTreeNode): vscode.TreeItem {
    if (node.kind === 'model') return this.modelItem(node.entry);
    const item = new vscode.TreeItem(node.name, vscode.TreeItemCollapsibleState.Expanded);
    item.iconPath = vscode.ThemeIcon.Folder;
    return item;
  }

  private modelItem(entry: ModelEntry): vscode.TreeItem {
    const item = modelRow(entry, `${this.targetOf(entry)}${this.compared(entry)}`, this.problemsOf(entry));
    item.id = entry.uri;
    return item;
  }

  /** "Orders.customer": the element by its title, the table by its name. */
  private targetOf(entry: ModelEntry): string {
    const element = this.models.usage.elementOf(entry);
    return [element === undefined ? (entry.database ?? '?') : labelOf(element), entry.model?.schema, entry.table ?? '?'].filter((part) => part !== undefined).join('.');
  }

  /** What the last comparison came to. */
  private compared(entry: ModelEntry): string {
    const differences = this.comparisons.differencesOf(entry);
    if (differences === undefined) return '';
    return differences === 0 ? ' · same' : ` · ${differences} ${differences === 1 ? 'difference' : 'differences'}`;
  }

  private problemsOf(entry: ModelEntry): string[] {
    const unknown = this.models.usage.unknownElement(entry);
    return [...entry.problems.filter(({ severity }) => severity === 'error'), ...(unknown === undefined ? [] : [unknown])].map(({ message }) => message);
  }
}

/** A model as a row of a tree. */
export function modelRow(entry: ModelEntry, target: string, problems: readonly string[]): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(entry));
  const [problem] = problems;
  item.description = problem === undefined ? `→ ${target}` : problem;
  item.iconPath = problem === undefined ? new vscode.ThemeIcon('table') : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = `model${entry.model === undefined ? ' malformed' : ''}`;
  item.command = { command: 'databaseElements.editModel', title: 'Edit', arguments: [vscode.Uri.parse(entry.uri, true)] };
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(labelOf(entry)).appendMarkdown('**\n\n');
  tooltip.appendText([...(entry.model?.description === undefined ? [] : [entry.model.description]), target, entry.path, ...problems].join('\n\n'));
  item.tooltip = tooltip;
  item.accessibilityInformation = { label: `${labelOf(entry)}, ${target}${problem === undefined ? '' : `, ${problem}`}` };
  return item;
}

function nameOf(node: ModelTreeNode): string {
  return node.kind === 'model' ? labelOf(node.entry) : node.name;
}
