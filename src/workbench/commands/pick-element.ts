import type * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import type { ElementEntry } from '../../elements/element-index';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import type { TreeNode } from '../trees/nodes';
import type { WorkspaceElements } from '../workspace-elements';
import { EntryPicker } from './pick-entry';

/** Finds the element that a command is about. */
export class ElementPicker extends EntryPicker<ElementEntry, TreeNode> {
  constructor({ ready, index }: WorkspaceElements, view: Pick<vscode.TreeView<TreeNode>, 'selection'>) {
    super({
      ready,
      index,
      view,
      suffix: ELEMENT_SUFFIX,
      entryOf: (node) => (node.kind === 'element' ? node.entry : undefined),
      describe: ({ typeId = '' }) => databaseTypes.find(typeId)?.label ?? typeId,
      none: 'There are no database elements in this workspace yet.',
    });
  }
}
