// By name: for an import of the whole namespace the bundle wraps each of its exports, which takes longer than to register the commands.
import { commands, EventEmitter, window, workspace, type ExtensionContext, type TextDocument, type WebviewPanel } from 'vscode';
import { COMMAND_IDS, ELEMENTS_VIEW, ELEMENT_FORM, MODELS_VIEW, MODEL_FORM, VARIABLES_VIEW } from './workbench/commands/ids';
import type { DatabaseElements } from './workbench/api/database-elements';
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
export function activate(context: ExtensionContext): DatabaseElements {
  const treeChanged = new EventEmitter<TreeNode | TreeNode[] | undefined>();
  const modelsChanged = new EventEmitter<ModelTreeNode | ModelTreeNode[] | undefined>();
  const variablesChanged = new EventEmitter<VariableNode | VariableNode[] | undefined>();
  let started: Promise<Workbench> | undefined;
  const workbench = (): Promise<Workbench> =>
    (started ??= import('./workbench/workbench').then(({ startWorkbench }) => startWorkbench(context, { view, treeChanged, models, modelsChanged, variables, variablesChanged })));

  const view = window.createTreeView<TreeNode>(ELEMENTS_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: async (node) => (await workbench()).tree.getChildren(node),
      getTreeItem: async (node) => (await workbench()).tree.getTreeItem(node),
    },
  });
  const models = window.createTreeView<ModelTreeNode>(MODELS_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: modelsChanged.event,
      getChildren: async (node) => (await workbench()).models.getChildren(node),
      getTreeItem: async (node) => (await workbench()).models.getTreeItem(node),
    },
  });
  const variables = window.createTreeView<VariableNode>(VARIABLES_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: variablesChanged.event,
      getChildren: async (node) => (await workbench()).variables.getChildren(node),
      getTreeItem: async (node) => (await workbench()).variables.getTreeItem(node),
    },
  });
  const registered = COMMAND_IDS.map((id) =>
    commands.registerCommand(id, async (...args: unknown[]) => (await workbench()).run(id, args)),
  );
  const editor = (viewType: string, open: (bench: Workbench, document: TextDocument, panel: WebviewPanel) => void) =>
    window.registerCustomEditorProvider(
      viewType,
      { resolveCustomTextEditor: async (document, panel) => { open(await workbench(), document, panel); } },
      { supportsMultipleEditorsPerDocument: true, webviewOptions: { retainContextWhenHidden: true } },
    );
  const forms = [
    editor(ELEMENT_FORM, (bench, document, panel) => { bench.openForm(document, panel); }),
    editor(MODEL_FORM, (bench, document, panel) => { bench.openModelForm(document, panel); }),
  ];
  context.subscriptions.push(treeChanged, modelsChanged, variablesChanged, view, models, variables, ...forms, ...registered, { dispose: () => void started?.then((bench) => bench.dispose()) });
  void workspace.findFiles(`**/*{${ELEMENT_SUFFIX},${MODEL_SUFFIX}}`, undefined, 1).then((found) => (found.length > 0 ? workbench() : undefined));
  return {
    v1: {
      elements: async () => (await workbench()).api.elements(),
      resolve: async (element) => (await workbench()).api.resolve(element),
      test: async (element, token) => (await workbench()).api.test(element, token),
    },
  };
}
