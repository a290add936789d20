import * as vscode from 'vscode';
import { focusedRow } from '../trees/focused-row';
import { labelOf } from '../trees/label';

/** A file of the workspace as commands know it. */
interface Entry {
  readonly uri: string;
  readonly path: string;
  readonly title?: string;
}

/** What a picker needs to know of one kind of file. */
export interface PickedKind<E extends Entry, N> {
  readonly ready: Promise<void>;
  readonly index: { all(): readonly E[]; get(uri: string): E | undefined };
  /** How the files end. */
  readonly suffix: string;
  readonly view: Pick<vscode.TreeView<N>, 'selection'>;
  /** The file that a row of the view is; undefined for other rows. */
  entryOf(node: N): E | undefined;
  /** Stands beside the title in the list. */
  describe(entry: E): string;
  /** Said when there is none to pick. */
  readonly none: string;
}

/** Finds the file that a command is about. */
export class EntryPicker<E extends Entry, N> {
  constructor(private readonly kind: PickedKind<E, N>) {}

  /**
   * The tree item the command was called on (`null` when it has gone), else the selection for a key pressed in the tree, else the one in the active
   * editor, else one the person picks. Undefined when they pick none.
   */
  async pick(argument: unknown, placeHolder: string): Promise<E | undefined> {
    await this.kind.ready;
    if (argument !== 'selection') return this.given(argument) ?? this.pickFromList(placeHolder);
    const node = await focusedRow(this.kind.view);
    if (node === undefined) return this.pickFromList(placeHolder);
    const entry = this.kind.entryOf(node);
    return entry === undefined ? undefined : this.kind.index.get(entry.uri);
  }

  /** A command on one file: finds it, then works; does nothing when the person picks none. */
  command(placeHolder: string, work: (entry: E) => unknown): (argument: unknown) => Promise<void> {
    return async (argument) => {
      const entry = await this.pick(argument, placeHolder);
      if (entry !== undefined) await work(entry);
    };
  }

  /** One of all; undefined when the person picks none. */
  async pickFromList(placeHolder: string): Promise<E | undefined> {
    await this.kind.ready;
    const entries = this.kind.index.all();
    if (entries.length === 0) {
      void vscode.window.showInformationMessage(this.kind.none);
      return undefined;
    }
    const items = entries.map((entry) => ({ label: labelOf(entry), description: this.kind.describe(entry), detail: entry.path, entry }));
    return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.entry;
  }

  private given(argument: unknown): E | undefined {
    const uri = uriOf(argument) ?? (argument === undefined ? this.activeUri() : undefined);
    return uri === undefined ? undefined : this.kind.index.get(uri);
  }

  private activeUri(): string | undefined {
    const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!(input instanceof vscode.TabInputText) && !(input instanceof vscode.TabInputCustom)) return undefined;
    return input.uri.path.endsWith(this.kind.suffix) ? input.uri.toString() : undefined;
  }
}

/** Commands are called with a tree node from menus, with a URI from editors, and with anything by other extensions. */
function uriOf(argument: unknown): string | undefined {
  if (argument instanceof vscode.Uri) return argument.toString();
  if (typeof argument !== 'object' || argument === null || !('entry' in argument)) return undefined;
  const { entry } = argument;
  return typeof entry === 'object' && entry !== null && 'uri' in entry && typeof entry.uri === 'string' ? entry.uri : undefined;
}
