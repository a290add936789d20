import * as vscode from 'vscode';
import { duplicateModelText, editModelText } from '../../models/edit';
import type { ModelEntry } from '../../models/model-index';
import { parseModel } from '../../models/parse';
import { MODEL_SUFFIX } from '../../models/suffix';
import { editText } from '../editors/text-edits';
import { locate } from '../locate';
import type { ActiveEnvironment } from '../environment';
import { showCreateTable, type CreateTableServices } from '../models/create-table';
import type { ModelComparisons } from '../models/model-comparisons';
import { modelTarget, modelTargets, type ModelTarget } from '../models/model-target';
import { labelOf } from '../trees/label';
import type { ModelTreeNode } from '../trees/models-tree';
import { isRelationNode } from '../trees/nodes';
import type { WorkspaceModels } from '../workspace-models';
import { deleteTitled, duplicateTitled, renameTitled, type TitledKind } from './change-file';
import { MODEL_FORM } from './ids';
import { newModel, newModelOf, type NewModelServices } from './new-model';
import { pickDatabase } from './pick-database';
import { EntryPicker } from './pick-entry';

const MODEL: TitledKind = {
  suffix: MODEL_SUFFIX,
  editTitle: (text, title) => editModelText(text, 'title', title),
  renaming: (follows) => (follows ? 'The file is renamed as well; the table keeps its name.' : 'The table keeps its name.'),
};

const NO_MODELS = 'There are no data table models in this workspace yet.';

export type ModelPicker = EntryPicker<ModelEntry, ModelTreeNode>;

/** Finds the model that a command is about. */
export function modelPicker({ ready, index }: WorkspaceModels, view: Pick<vscode.TreeView<ModelTreeNode>, 'selection'>): ModelPicker {
  return new EntryPicker({
    ready,
    index,
    view,
    suffix: MODEL_SUFFIX,
    entryOf: (node) => (node.kind === 'model' ? node.entry : undefined),
    describe: ({ database = '', table = '' }) => `${database}.${table}`,
    none: NO_MODELS,
  });
}

export interface ModelCommandServices extends NewModelServices, CreateTableServices {
  readonly environment: ActiveEnvironment;
  readonly models: WorkspaceModels;
  readonly comparisons: ModelComparisons;
}

/** Commands on models and their tables. Each takes the tree item it was called on, or asks. */
export function modelCommands(picker: ModelPicker, services: ModelCommandServices) {
  const { models, comparisons } = services;
  const onTable = (work: (target: ModelTarget) => Promise<void>) => async (entry: ModelEntry) => {
    const target = await modelTarget(entry, models);
    if (target !== undefined) await work(target);
  };
  const open = (editor: string) => (entry: ModelEntry) => vscode.commands.executeCommand('vscode.openWith', uriOf(entry), editor);
  return {
    'databaseElements.newModel': (argument: unknown) => (isRelationNode(argument) ? newModelOf(argument, services) : newModel(services)),
    'databaseElements.editModel': picker.command('Edit which model?', open(MODEL_FORM)),
    'databaseElements.openModelAsForm': picker.command('Open which model as a form?', open(MODEL_FORM)),
    'databaseElements.openModelAsText': picker.command('Open which model as text?', open('default')),
    'databaseElements.createTable': picker.command('Create the table of which model?', onTable((target) => showCreateTable(target, services))),
    'databaseElements.compareModel': picker.command('Compare which model with the database?', onTable((target) => comparisons.compare(target))),
    'databaseElements.compareAllModels': async () => {
      await models.ready;
      const targets = modelTargets(models);
      if (targets.length > 0) await comparisons.compareAll(targets);
      else void vscode.window.showInformationMessage(models.index.all().length === 0 ? NO_MODELS : 'No model can be compared. The Problems panel says what is wrong with them.');
    },
    'databaseElements.renameModel': picker.command('Rename which model?', (entry) => renameTitled(entry, MODEL)),
    'databaseElements.duplicateModel': picker.command('Duplicate which model?', async (entry) => vscode.commands.executeCommand('vscode.openWith', await duplicateTitled(entry, MODEL, duplicateModelText), MODEL_FORM)),
    'databaseElements.deleteModel': picker.command('Delete which model?', (entry) =>
      deleteTitled(entry, `Delete the data table model "${labelOf(entry)}"?`, `${entry.path} is deleted. The table in the database stays as it is.`)),
    'databaseElements.revealModelFile': picker.command('Reveal the file of which model?', (entry) => vscode.commands.executeCommand('revealInExplorer', uriOf(entry))),
  };
}

/** Asks for the element that a model is to name, and makes it name that one. */
export async function selectDatabase(uri: vscode.Uri, choice: NewModelServices): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const current = parseModel(document.getText()).database;
  const picked = await pickDatabase(choice, { title: 'Select Database', folder: locate(uri)?.folder, ...(current === undefined ? {} : { current }) });
  if (picked?.kind === 'new') await choice.newElement();
  if (picked?.kind === 'element') await editText(document, (text) => editModelText(text, 'database', picked.entry.fullName));
}

function uriOf(entry: ModelEntry): vscode.Uri {
  return vscode.Uri.parse(entry.uri, true);
}
