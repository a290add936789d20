import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import type { ElementEntry } from '../../elements/element-index';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import { focusedRow } from '../trees/focused-row';
import { labelOf } from '../trees/label';
import type { TreeNode } from '../trees/nodes';
import type { WorkspaceElements } from '../workspace-elements';

/** Finds the element that a command is about. */
export class ElementPicker {
  constructor(
    private readonly elements: WorkspaceElements,
    private readonly view: Pick<vscode.TreeView<TreeNode>, 'selection'>,
  ) {}

  /**
   * The tree item the command was called on, else the selection for a key pressed in the tree, else the element in the
   * active editor, else one the person picks. Undefined when they pick none.
   */
  async pick(argument: unknown, placeHolder: string): Promise<ElementEntry | undefined> {
    await this.elements.ready;
    if (argument !== 'selection') return this.given(argument) ?? this.pickFromList(placeHolder);
    const node = await focusedRow(this.view);
    if (node === undefined) return this.pickFromList(placeHolder);
    return node.kind === 'element' ? this.elements.index.get(node.entry.uri) : undefined;
  }

  /** A command on one element: finds it, then works; does nothing when the person picks none. */
  command(placeHolder: string, work: (entry: ElementEntry) => unknown): (argument: unknown) => Promise<void> {
    return async (argument) => {
      const entry = await this.pick(argument, placeHolder);
      if (entry !== undefined) await work(entry);
    };
  }

  /** One of all elements; undefined when the person picks none. */
  async pickFromList(placeHolder: string): Promise<ElementEntry | undefined> {
    await this.elements.ready;
    const entries = this.elements.index.all();
    if (entries.length === 0) {
      void vscode.window.showInformationMessage('There are no database elements in this workspace yet.');
      return undefined;
    }
    const items = entries.map((entry) => ({
      label: labelOf(entry),
      description: databaseTypes.find(entry.typeId ?? '')?.label ?? entry.typeId ?? '',
      detail: entry.path,
      entry,
    }));
    return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.entry;
  }

  private given(argument: unknown): ElementEntry | undefined {
    const uri = uriOf(argument) ?? (argument === undefined ? activeUri() : undefined);
    return uri === undefined ? undefined : this.elements.index.get(uri);
  }
}

/** Commands are called with a tree node from menus, with a URI from editors, and with anything by other extensions. */
function uriOf(argument: unknown): string | undefined {
  if (argument instanceof vscode.Uri) return argument.toString();
  if (typeof argument !== 'object' || argument === null || !('entry' in argument)) return undefined;
  const { entry } = argument;
  return typeof entry === 'object' && entry !== null && 'uri' in entry && typeof entry.uri === 'string' ? entry.uri : undefined;
}

function activeUri(): string | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputText) && !(input instanceof vscode.TabInputCustom)) return undefined;
  return input.uri.path.endsWith(ELEMENT_SUFFIX) ? input.uri.toString() : undefined;
}
