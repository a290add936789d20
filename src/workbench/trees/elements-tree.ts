import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { endpointOf } from '../../databases/target';
import { typedElement } from '../../databases/typed-element';
import { sharedAcross } from '../../diagnosis/readiness/comparison-rules';
import { plainValues } from '../../diagnosis/prepare';
import type { ElementEntry } from '../../elements/element-index';
import { whatIsLacking } from '../../environments/resolve';
import type { ValueSources } from '../../environments/sources';
import type { ActiveEnvironment } from '../environment';
import type { ConnectionTests, TestState } from '../testing/connection-tests';
import type { WorkspaceElements } from '../workspace-elements';
import type { WorkspaceModels } from '../workspace-models';
import { DrawnRows } from './drawn-rows';
import { folderItem, folderRows, type FolderRows } from './folder-rows';
import { byLabel, labelOf } from './label';
import { markProtected } from './protected-rows';
import type { SchemaTree } from './schema-tree';
import type { StateIcons } from './state-icons';
import { ARROW, modelRow } from './models-tree';
import type { ElementNode, FolderNode, TreeNode, UsageNode } from './nodes';

/** The data of the "Database Elements" view. */
export class ElementsTree {
  private readonly rows = new DrawnRows<FolderNode | ElementNode>();
  private readonly sources = new Map<string, Promise<FolderSources>>();

  constructor(
    private readonly elements: WorkspaceElements,
    private readonly tests: ConnectionTests,
    private readonly environment: ActiveEnvironment,
    private readonly icons: StateIcons,
    private readonly schemas: SchemaTree,
    private readonly models: WorkspaceModels,
  ) {}

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    await this.models.ready;
    if (node === undefined) {
      const { top, all } = this.current();
      this.rows.give(all);
      return [...top];
    }
    switch (node.kind) {
      case 'folder':
        return this.elementsIn(node.uri);
      case 'element':
        return this.partsOf(node.entry);
      case 'usage':
        return node.users.map((model) => ({ kind: 'user', model }));
      case 'user':
        return [];
      default:
        return this.schemas.getChildren(node);
    }
  }

  /** What is to be drawn anew after a change: rows, or, as undefined, the whole tree. */
  toDraw(): TreeNode[] | undefined {
    return this.rows.toDraw(this.current().all);
  }

  private current(): FolderRows<ElementNode> {
    // Values are read anew with each drawing, not with each item.
    this.sources.clear();
    return folderRows(this.rows, (folder) => this.elementsIn(folder));
  }

  private elementsIn(folder?: string): ElementNode[] {
    const entries = this.elements.index.all().filter((entry) => folder === undefined || entry.folder === folder);
    return entries.map((entry) => this.nodeOf(entry)).sort((a, b) => byLabel(a.entry, b.entry));
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'folder':
        this.rows.drawn(node);
        return folderItem(node);
      case 'element': {
        const item = await this.elementItem(node.entry);
        this.rows.drawn(node);
        return item;
      }
      case 'usage':
        return usageItem(node);
      case 'user':
        return modelRow(node.model, ARROW, node.model.table ?? '?', []);
      default:
        return this.schemas.getTreeItem(node);
    }
  }

  /** What an element opens to: its schema, and the models that use it. */
  private partsOf(entry: ElementEntry): TreeNode[] {
    const users = this.models.usage.usersOf(entry);
    return [...this.schemas.rootOf(entry), ...(users.length === 0 ? [] : [{ kind: 'usage', entry, users } as const])];
  }

  /** The node that the view knows for a file, so that one item can be drawn anew. */
  node(uri: vscode.Uri): ElementNode | undefined {
    const entry = this.elements.index.get(uri.toString());
    return entry === undefined ? undefined : this.nodeOf(entry);
  }

  private nodeOf(entry: ElementEntry): ElementNode {
    return this.rows.node<ElementNode>(entry.uri, { kind: 'element', entry });
  }

  private async elementItem(entry: ElementEntry): Promise<vscode.TreeItem> {
    const uri = vscode.Uri.parse(entry.uri, true);
    const item = new vscode.TreeItem(labelOf(entry));
    item.id = entry.uri;
    item.command = { command: 'databaseElements.editElement', title: 'Edit', arguments: [this.nodeOf(entry)] };
    const { sources, all, guarded } = await this.sourcesOf(entry.folder);
    if (guarded) markProtected(item, entry.uri);
    const typed = typedElement(entry.element, databaseTypes);
    if (typed === undefined) {
      const problem = entry.problems.find((candidate) => candidate.severity === 'error');
      item.description = problem?.message ?? 'malformed';
      item.tooltip = new vscode.MarkdownString().appendText(`${entry.path}\n\n${entry.problems.map((one) => `${one.start.line}:${one.start.column} ${one.message}`).join('\n\n')}`);
      item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.errorForeground'));
      item.contextValue = 'element malformed';
      return item;
    }
    const { element, type } = typed;
    const state = this.tests.state(uri);
    const endpoint = endpointOf(type, plainValues(element, type, sources));
    const lacking = whatIsLacking(element, type, sources);
    const shared = sharedAcross(typed, all);
    item.description = lacking === undefined ? `${describe(endpoint, state)}${shared.length === 0 ? '' : ' · not apart'}` : `unavailable · ${lacking}`;
    item.tooltip = tooltip(entry, type.label, endpoint, state, [...(lacking === undefined ? [] : [`Unavailable in ${sources.environment}: ${lacking}.`]), ...shared]);
    item.iconPath = await this.icons.of(type, state);
    if (this.partsOf(entry).length > 0) item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
    item.contextValue = `element${state.kind === 'running' ? ' testing' : ''}${state.kind === 'done' ? ' tested' : ''}`;
    item.accessibilityInformation = { label: `${labelOf(entry)}, ${type.label}, ${endpoint}, ${[...(lacking === undefined ? [] : [`unavailable: ${lacking}`]), spoken(state), ...shared, ...(guarded ? ['protected environment'] : [])].join(', ')}` };
    return item;
  }

  private sourcesOf(folder: string): Promise<FolderSources> {
    const known = this.sources.get(folder) ?? this.readSources(vscode.Uri.parse(folder, true));
    this.sources.set(folder, known);
    return known;
  }

  private async readSources(folder: vscode.Uri): Promise<FolderSources> {
    const [sources, all] = await Promise.all([this.environment.sources(folder), this.environment.allSources(folder)]);
    return { sources, all, guarded: this.environment.isProtected };
  }
}

/** The values of a folder's environments. */
interface FolderSources {
  /** The environment in use is protected. */
  readonly guarded: boolean;
  readonly sources: ValueSources;
  readonly all: readonly ValueSources[];
}

function usageItem({ entry, users }: UsageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(`Used by ${users.length} ${users.length === 1 ? 'model' : 'models'}`, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${entry.uri} usage`;
  item.iconPath = new vscode.ThemeIcon('references');
  item.contextValue = 'usage';
  return item;
}

function describe(endpoint: string, state: TestState): string {
  if (state.kind === 'running') return `testing · ${endpoint}`;
  if (state.kind === 'done' && state.outcome.failure !== undefined) return `${state.outcome.failure.code.replaceAll('-', ' ')} · ${endpoint}`;
  return endpoint;
}

function spoken(state: TestState): string {
  if (state.kind === 'idle') return 'not tested';
  if (state.kind === 'running') return 'being tested';
  const { ok, failure } = state.outcome;
  if (failure?.code === 'cancelled') return failure.message;
  return ok ? 'last test passed' : `last test failed: ${failure?.message ?? ''}`;
}

function tooltip(entry: ElementEntry, typeLabel: string, endpoint: string, state: TestState, remarks: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(labelOf(entry)).appendMarkdown('**\n\n');
  if (entry.element?.description !== undefined) text.appendText(entry.element.description).appendMarkdown('\n\n');
  text.appendText(`${typeLabel} · ${endpoint}`).appendMarkdown('\n\n').appendText(entry.fullName);
  if (state.kind === 'done') {
    const at = new Date(state.outcome.startedAt).toLocaleTimeString();
    text.appendMarkdown('\n\n---\n\n').appendText(state.outcome.ok ? `Connected at ${at} in ${state.outcome.milliseconds} ms` : `${state.outcome.failure?.message ?? 'Failed'} (${at})`);
  }
  for (const sentence of remarks) text.appendMarkdown('\n\n').appendText(sentence);
  for (const problem of entry.problems) text.appendMarkdown('\n\n').appendText(problem.message);
  return text;
}
