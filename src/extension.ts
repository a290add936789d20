import * as vscode from 'vscode';
import { COMMAND_IDS, ELEMENTS_VIEW, ELEMENT_FORM, VARIABLES_VIEW } from './workbench/commands/ids';
import { ELEMENT_SUFFIX } from './elements/full-name';
import type { TreeNode } from './workbench/trees/nodes';
import type { VariableNode } from './workbench/trees/variables-tree';
import type { Workbench } from './workbench/workbench';

/**
 * Registers what VS Code must know at once; everything behind it is evaluated on first use, so that a window that
 * opens no element pays nothing.
 */
export function activate(context: vscode.ExtensionContext): void {
  const treeChanged = new vscode.EventEmitter<TreeNode | undefined>();
  const variablesChanged = new vscode.EventEmitter<VariableNode | undefined>();
  let started: Promise<Workbench> | undefined;
  const workbench = (): Promise<Workbench> =>
    (started ??= import('./workbench/workbench').then(({ startWorkbench }) => startWorkbench(context, view, variables, treeChanged, variablesChanged)));

  const view = vscode.window.createTreeView<TreeNode>(ELEMENTS_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await workbench()).tree.getChildren(node),
      getTreeItem: async (node) => (await workbench()).tree.getTreeItem(node),
    },
  });
  const variables = vscode.window.createTreeView<VariableNode>(VARIABLES_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: variablesChanged.event,
      getChildren: async (node) => (await workbench()).variables.getChildren(node),
      getTreeItem: async (node) => (await workbench()).variables.getTreeItem(node),
    },
  });
  const commands = COMMAND_IDS.map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => (await workbench()).run(id, args)),
  );
  const form = vscode.window.registerCustomEditorProvider(
    ELEMENT_FORM,
    { resolveCustomTextEditor: async (document, panel) => { (await workbench()).openForm(document, panel); } },
    { supportsMultipleEditorsPerDocument: true, webviewOptions: { retainContextWhenHidden: true } },
  );
  context.subscriptions.push(treeChanged, variablesChanged, view, variables, form, ...commands, { dispose: () => void started?.then((bench) => bench.dispose()) });
  void vscode.workspace.findFiles(`**/*${ELEMENT_SUFFIX}`, undefined, 1).then((found) => (found.length > 0 ? workbench() : undefined));
}
