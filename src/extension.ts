import * as vscode from 'vscode';
import { COMMAND_IDS, ELEMENTS_VIEW, ELEMENT_FORM, MODELS_VIEW, MODEL_FORM, VARIABLES_VIEW } from './workbench/commands/ids';
import { ELEMENT_SUFFIX } from './elements/full-name';
import { MODEL_SUFFIX } from './models/suffix';
import type { ModelTreeNode } from './workbench/trees/models-tree';
import type { TreeNode } from './workbench/trees/nodes';
import type { VariableNode } from './workbench/trees/variables-tree';
import type { Workbench } from './workbench/workbench';

/**
 * Registers what VS Code must know at once; everything behind it is evaluated on first use, so that a window that
 * opens no element pays nothing.
 */
export function activate(context: vscode.ExtensionContext): void {
  const treeChanged = new vscode.EventEmitter<TreeNode | undefined>();
  const modelsChanged = new vscode.EventEmitter<ModelTreeNode | undefined>();
  const variablesChanged = new vscode.EventEmitter<VariableNode | undefined>();
  let started: Promise<Workbench> | undefined;
  const workbench = (): Promise<Workbench> =>
    (started ??= import('./workbench/workbench').then(({ startWorkbench }) => startWorkbench(context, { view, treeChanged, models, modelsChanged, variables, variablesChanged })));

  const view = vscode.window.createTreeView<TreeNode>(ELEMENTS_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await workbench()).tree.getChildren(node),
      getTreeItem: async (node) => (await workbench()).tree.getTreeItem(node),
    },
  });
  const models = vscode.window.createTreeView<ModelTreeNode>(MODELS_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: modelsChanged.event,
      getChildren: async (node) => (await workbench()).models.getChildren(node),
      getTreeItem: async (node) => (await workbench()).models.getTreeItem(node),
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
  const editor = (viewType: string, open: (bench: Workbench, document: vscode.TextDocument, panel: vscode.WebviewPanel) => void) =>
    vscode.window.registerCustomEditorProvider(
      viewType,
      { resolveCustomTextEditor: async (document, panel) => { open(await workbench(), document, panel); } },
      { supportsMultipleEditorsPerDocument: true, webviewOptions: { retainContextWhenHidden: true } },
    );
  const forms = [
    editor(ELEMENT_FORM, (bench, document, panel) => { bench.openForm(document, panel); }),
    editor(MODEL_FORM, (bench, document, panel) => { bench.openModelForm(document, panel); }),
  ];
  context.subscriptions.push(treeChanged, modelsChanged, variablesChanged, view, models, variables, ...forms, ...commands, { dispose: () => void started?.then((bench) => bench.dispose()) });
  void vscode.workspace.findFiles(`**/*{${ELEMENT_SUFFIX},${MODEL_SUFFIX}}`, undefined, 1).then((found) => (found.length > 0 ? workbench() : undefined));
}
