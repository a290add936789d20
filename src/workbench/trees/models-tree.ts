import * as vscode from 'vscode';
import type { ModelEntry } from '../../models/model-index';
import type { ModelComparisons } from '../models/model-comparisons';
import type { WorkspaceModels } from '../workspace-models';
import { DrawnRows } from './drawn-rows';
import { folderItem, folderRows, type FolderRows } from './folder-rows';
import { byLabel, labelOf } from './label';
import type { FolderNode } from './nodes';

/** What the "Data Table Models" view shows. */
export type ModelTreeNode = FolderNode | ModelNode;

interface ModelNode {
  readonly kind: 'model';
  readonly entry: ModelEntry;
}

/** The data of the "Data Table Models" view. */
export class ModelsTree {
  private readonly rows = new DrawnRows<ModelTreeNode>();

  constructor(
    private readonly models: WorkspaceModels,
    private readonly comparisons: Pick<ModelComparisons, 'differencesOf'>,
  ) {}

  async getChildren(node?: ModelTreeNode): Promise<ModelTreeNode[]> {
    await this.models.ready;
    if (node !== undefined) return node.kind === 'model' ? [] : this.modelsIn(node.uri);
    const { top, all } = this.current();
    this.rows.give(all);
    return [...top];
  }

  /** What is to be drawn anew after a change: rows, or, as undefined, the whole tree. */
  toDraw(): ModelTreeNode[] | undefined {
    return this.rows.toDraw(this.current().all);
  }

  private current(): FolderRows<ModelNode> {
    const used = new Set(this.models.index.all().map(({ folder }) => folder));
    return folderRows(this.rows, (folder) => this.modelsIn(folder), (folder) => used.has(folder));
  }

  private modelsIn(folder?: string): ModelNode[] {
    const entries = this.models.index.all().filter((entry) => folder === undefined || entry.folder === folder);
    return entries.map((entry) => this.rows.node<ModelNode>(entry.uri, { kind: 'model', entry })).sort((a, b) => byLabel(a.entry, b.entry));
  }

  getTreeItem(node: ModelTreeNode): vscode.TreeItem {
    this.rows.drawn(node);
    return node.kind === 'model' ? this.modelItem(node.entry) : folderItem(node);
  }

  private modelItem(entry: ModelEntry): vscode.TreeItem {
    const item = modelRow(entry, this.compared(entry), this.targetOf(entry), this.problemsOf(entry));
    item.id = entry.uri;
    return item;
  }

  /** "Orders.customer": the element by its title, the table by its name. */
  private targetOf(entry: ModelEntry): string {
    const element = this.models.usage.elementOf(entry);
    return [element === undefined ? (entry.database ?? '?') : labelOf(element), entry.model?.schema, entry.table ?? '?'].filter((part) => part !== undefined).join('.');
  }

  /** What the last comparison came to; it stands before the table, whose name may be too long for the row. */
  private compared(entry: ModelEntry): string {
    const differences = this.comparisons.differencesOf(entry);
    if (differences === undefined) return ARROW;
    return differences === 0 ? 'same as' : `${differences} ${differences === 1 ? 'difference' : 'differences'} to`;
  }

  private problemsOf(entry: ModelEntry): string[] {
    const unknown = this.models.usage.unknownElement(entry);
    return [...entry.problems.filter(({ severity }) => severity === 'error'), ...(unknown === undefined ? [] : [unknown])].map(({ message }) => message);
  }
}

/** Leads to the table of a model that was not compared with it. */
export const ARROW = '→';

/** A model as a row of a tree; `relation` says what it is to its table. */
export function modelRow(entry: ModelEntry, relation: string, target: string, problems: readonly string[]): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(entry));
  const [problem] = problems;
  item.description = problem ?? `${relation} ${target}`;
  item.iconPath = problem === undefined ? new vscode.ThemeIcon('table') : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = `model${entry.model === undefined ? ' malformed' : ''}`;
  item.command = { command: 'databaseElements.editModel', title: 'Edit', arguments: [vscode.Uri.parse(entry.uri, true)] };
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(labelOf(entry)).appendMarkdown('**\n\n');
  // Of a text that cannot be read it is not known which table it is of.
  const isKnown = entry.database !== undefined || entry.table !== undefined;
  tooltip.appendText([entry.model?.description, isKnown ? target : undefined, entry.path, ...problems].filter((part) => part !== undefined).join('\n\n'));
  item.tooltip = tooltip;
  item.accessibilityInformation = { label: [labelOf(entry), ...(isKnown ? [`${relation === ARROW ? '' : `${relation} `}${target}`] : []), ...(problem === undefined ? [] : [problem])].join(', ') };
  return item;
}
