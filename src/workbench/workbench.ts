import * as vscode from 'vscode';
import { ELEMENT_SUFFIX } from '../elements/full-name';
import { WorkerPool } from '../diagnosis/worker-pool';
import type { DatabaseElementsApi } from './api/database-elements';
import { provideApi } from './api/provide-api';
import { Deployment } from './commands/deployment-commands';
import { elementCommands } from './commands/element-commands';
import { SELECT_DATABASE, SHOW_PROBLEM, type CommandId } from './commands/ids';
import { modelCommands, modelPicker, selectDatabase } from './commands/model-commands';
import { newElement } from './commands/new-element';
import { ElementPicker } from './commands/pick-element';
import { VariablePicker } from './commands/pick-variable';
import { poolCommands } from './commands/pool-commands';
import { runCommands } from './commands/run-commands';
import { schemaCommands } from './commands/schema-commands';
import { testCommands } from './commands/test-commands';
import { VariableCommands, variableCommands } from './commands/variable-commands';
import { ContributedTypes } from './contributed-types';
import { createCredentials } from './credentials';
import { Disposables } from './disposables';
import { DriverInstaller } from './drivers/driver-installer';
import { DriverPackages } from './drivers/driver-packages';
import { elementForms, type ElementForms } from './editors/element-forms';
import { modelForms } from './editors/model-form';
import { ActiveEnvironment } from './environment';
import { NameCompletion } from './language/completion';
import { DatabaseLinks } from './language/database-links';
import { MissingNotice } from './missing-notice';
import { AfterRename } from './models/after-rename';
import { ModelComparisons } from './models/model-comparisons';
import { ModelsFollow } from './models/models-follow';
import { elementProblems } from './problems/element-problems';
import { envFileDiagnostics } from './problems/env-file-problems';
import { FileProblems } from './problems/file-problems';
import { modelProblems } from './problems/model-problems';
import { ModelQuickFixes } from './problems/model-quick-fixes';
import { showProblem } from './problems/problem-diagnostic';
import { ElementQuickFixes } from './problems/quick-fixes';
import { settingsDiagnostics } from './problems/settings-problems';
import { coalesce, onSettings } from './quiet';
import { SchemaBrowser } from './schema/schema-browser';
import { SqlDocuments } from './schema/sql-documents';
import { EnvironmentStatus, switchEnvironment } from './status-bar';
import { ConnectionTests, PARALLEL_TESTS } from './testing/connection-tests';
import { FailureActions } from './testing/failure-actions';
import { PoolChecks } from './testing/pool-checks';
import { ReportLog } from './testing/report-log';
import { TaskRequests } from './testing/task-requests';
import { ElementsTree } from './trees/elements-tree';
import { ModelsTree, type ModelTreeNode } from './trees/models-tree';
import type { TreeNode } from './trees/nodes';
import { ProtectedRows } from './trees/protected-rows';
import { SchemaTree } from './trees/schema-tree';
import { StateIcons } from './trees/state-icons';
import { VariablesTree, type VariableNode } from './trees/variables-tree';
import { TypedPasswords } from './typed-passwords';
import { WorkspaceElements } from './workspace-elements';
import { WorkspaceModels } from './workspace-models';

/** The views, which VS Code knows before the workbench is needed. */
export interface Views {
  readonly view: vscode.TreeView<TreeNode>;
  readonly treeChanged: vscode.EventEmitter<TreeNode | TreeNode[] | undefined>;
  readonly models: vscode.TreeView<ModelTreeNode>;
  readonly modelsChanged: vscode.EventEmitter<ModelTreeNode | ModelTreeNode[] | undefined>;
  readonly variables: vscode.TreeView<VariableNode>;
  readonly variablesChanged: vscode.EventEmitter<VariableNode | VariableNode[] | undefined>;
}

/** Everything behind the commands, the views and the forms, once it is needed. */
export interface Workbench {
  readonly tree: ElementsTree;
  readonly models: ModelsTree;
  readonly variables: VariablesTree;
  readonly api: DatabaseElementsApi;
  run(id: CommandId, args: readonly unknown[]): Promise<void>;
  openForm(document: vscode.TextDocument, panel: vscode.WebviewPanel): void;
  openModelForm(document: vscode.TextDocument, panel: vscode.WebviewPanel): void;
  dispose(): Promise<void>;
}

/** Composes the workbench: each part gets what it needs, and nothing else. */
export function startWorkbench(
  context: vscode.ExtensionContext,
  { view, treeChanged, models: modelsView, modelsChanged, variables: variablesView, variablesChanged }: Views,
): Workbench {
  const media = vscode.Uri.joinPath(context.extensionUri, 'media');
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const log = new ReportLog();
  const types = new ContributedTypes(log, () => void elements.typesChanged());
  const elements = new WorkspaceElements();
  const models = new WorkspaceModels(elements);
  const follow = new ModelsFollow(elements, models);
  const environment = new ActiveEnvironment(context.workspaceState, (folder) => elements.secretKeys(folder));
  const credentials = createCredentials(context);
  const passwords = new TypedPasswords(credentials.vault, environment);
  const pool = new WorkerPool({ workerFile: vscode.Uri.joinPath(dist, 'test-worker.js').fsPath, size: PARALLEL_TESTS });
  const drivers = new DriverPackages(context.globalStorageUri);
  const installer = new DriverInstaller(drivers, log);
  const requests = new TaskRequests(environment, credentials, drivers);
  const tests = new ConnectionTests(pool, environment, requests, log);
  const poolChecks = new PoolChecks(pool, environment, requests, log);
  const actions = new FailureActions(credentials.vault, credentials.variables, passwords, environment, installer, tests, (uri, key) => forms.show(uri, { kind: 'focus', key }));
  const forms: ElementForms = elementForms(vscode.Uri.joinPath(dist, 'webview'), () => ({ elements, environment, passwords, tests, poolChecks, actions, log, variables: credentials.variables }));
  const schemas = new SchemaBrowser(pool, requests, environment);
  const schemaTree = new SchemaTree(schemas);
  const tree = new ElementsTree(elements, tests, environment, new StateIcons(media), schemaTree, models);
  const variables = new VariablesTree(elements, environment, credentials.presence);
  const picker = new ElementPicker(elements, view);
  const redraw = coalesce(() => {
    treeChanged.fire(tree.toDraw());
    modelsChanged.fire(modelsTree.toDraw());
    variablesChanged.fire(variables.toDraw());
  });
  const variableActions = new VariableCommands(elements, environment, credentials.variables, picker);
  const missing = new MissingNotice({ elements, environment, presence: credentials.presence, passwords, commands: variableActions }, credentials, view);
  const deployment = new Deployment(elements, environment, credentials.variables);

  const documents = new SqlDocuments();
  const comparisons = new ModelComparisons(schemas, documents);
  const modelsTree = new ModelsTree(models, comparisons);
  const create = () => newElement(media, passwords, forms);
  const choice = { elements, environment, tests, schemas, newElement: create };

  const formsOfModels = modelForms(vscode.Uri.joinPath(dist, 'webview'), { models, log, selectDatabase: (uri) => selectDatabase(uri, choice) });

  const disposables = new Disposables();
  disposables.add(
    log,
    types,
    environment,
    poolChecks,
    passwords,
    elements,
    deployment,
    missing,
    schemas,
    models,
    follow,
    new AfterRename(models),
    documents,
    comparisons,
    new FileProblems(elementProblems(elements)),
    new FileProblems(modelProblems(models, comparisons)),
    vscode.commands.registerCommand(SHOW_PROBLEM, showProblem),
    envFileDiagnostics(elements, environment),
    settingsDiagnostics(log),
    new ElementQuickFixes({ pattern: `**/*${ELEMENT_SUFFIX}` }, { elements, environment, passwords, variables: credentials.variables }),
    new ModelQuickFixes(elements),
    new DatabaseLinks(elements, models),
    new NameCompletion(elements, models, schemas),
    vscode.commands.registerCommand(SELECT_DATABASE, (uri: unknown) => (uri instanceof vscode.Uri ? selectDatabase(uri, choice) : undefined)),
    new EnvironmentStatus(environment),
    new ProtectedRows(),
    models.onDidChange(redraw),
    comparisons.onDidChange(redraw),
    environment.onDidChange(() => {
      credentials.presence.retry();
      redraw();
    }),
    credentials.onDidChange(redraw),
    onSettings(redraw),
    tests.onDidChangeKind((uri) => {
      const node = tree.node(uri);
      if (node !== undefined) treeChanged.fire(node);
      // A store that was locked may have answered the test.
      if (tests.state(uri).kind === 'done') credentials.presence.retry();
      void vscode.commands.executeCommand('setContext', 'databaseElements.testing', tests.running);
    }),
  );
  void models.ready.then(() => vscode.commands.executeCommand('setContext', 'databaseElements.indexed', true));

  const commands: Readonly<Record<CommandId, (argument: unknown) => unknown>> = {
    ...elementCommands({ picker, elements, models, follow, forms, tests, vault: credentials.vault, newElement: create }),
    ...testCommands({ picker, elements, tests, actions, log, openForm: (uri) => forms.show(uri, { kind: 'showTest' }) }),
    ...modelCommands(modelPicker(models, modelsView), { ...choice, pool, requests, models, comparisons, documents }),
    ...poolCommands(picker, forms),
    ...schemaCommands({ picker, schemas, tree: schemaTree, redraw: (node) => { treeChanged.fire(node); } }),
    ...variableCommands(new VariablePicker(elements, variablesView), variableActions),
    ...runCommands({ elements, environment, vault: credentials.vault, secrets: credentials.variables, state: context.workspaceState }, picker),
    'databaseElements.installDriver': () => installer.run(),
    'databaseElements.switchEnvironment': () => switchEnvironment(environment),
    'databaseElements.fillMissing': () => missing.fill(),
    'databaseElements.checkReadiness': () => deployment.check(),
    'databaseElements.writeEnvExample': () => deployment.writeExample(),
    'databaseElements.refresh': async () => {
      credentials.presence.forgetAll();
      await Promise.all([elements.index.refresh(), models.index.refresh()]);
      schemas.forgetAll();
      redraw();
    },
  };

  return {
    tree,
    models: modelsTree,
    variables,
    api: provideApi({ elements, environment, tests }),
    run: async (id, args) => {
      try {
        // From the menu of a row that has gone meanwhile comes no row, unlike from the palette, which is about the file in front.
        await commands[id](args.length > 0 ? (args[0] ?? null) : undefined);
      } catch (error) {
        // The palette would put a dialog with the command's name before the reason.
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    },
    openForm: (document, panel) => { forms.resolve(document, panel); },
    openModelForm: (document, panel) => { formsOfModels.resolve(document, panel); },
    dispose: async () => {
      disposables.dispose();
      await tests.dispose();
    },
  };
}
