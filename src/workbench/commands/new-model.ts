import * as vscode from 'vscode';
import type { Dialect } from '../../databases/dialect';
import { databaseTypes } from '../../databases/registry';
import type { ElementEntry } from '../../elements/element-index';
import { fileNameFor } from '../../elements/full-name';
import { newModelText } from '../../models/edit';
import { fromTable } from '../../models/from-table';
import { newTableModel, tableNameFor, type Model } from '../../models/model';
import { MODEL_SUFFIX } from '../../models/suffix';
import type { SchemaBrowser } from '../schema/schema-browser';
import type { RelationNode } from '../trees/nodes';
import { openUnsaved } from './change-file';
import { MODEL_FORM } from './ids';
import { newTitleProblem, pickFolder } from './new-file';
import { pickDatabase, type DatabaseChoice } from './pick-database';
import { pickTable, readTable, type PickedTable } from './pick-table';

const NEW_FOLDER = 'models';
const TITLE = 'New Data Table Model';

export interface NewModelServices extends DatabaseChoice {
  readonly schemas: SchemaBrowser;
  readonly newElement: () => Promise<void>;
}

type Names = Pick<Model, 'title' | 'database'>;

/** Asks for name, database and table, then opens the form of a document that becomes a file with the first save. */
export async function newModel(services: NewModelServices): Promise<void> {
  const folder = await pickFolder('data table models');
  if (folder === undefined) return;
  const title = await askTitle(folder, '');
  if (title === undefined) return;
  const picked = await pickDatabase(services, { title: `${TITLE}: ${title}`, folder: folder.uri.toString() });
  if (picked?.kind === 'new') await services.newElement();
  if (picked?.kind !== 'element') return;
  const { entry } = picked;
  const names = { title, database: entry.fullName };
  const existing = await pickWay(entry, services.schemas, title);
  const model = existing === undefined ? undefined : existing ? await modelOfExisting(entry, services.schemas, names) : await modelOfNew(entry, names);
  if (model !== undefined) await openNew(folder, model);
}

/** The same for a table that was chosen in the tree: only the name is asked for. */
export async function newModelOf({ entry, schema, relation }: RelationNode, { schemas }: NewModelServices): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(entry.uri, true));
  const found = folder === undefined ? undefined : await readTable(entry, schemas, schema, relation.name);
  const title = folder === undefined || found === undefined ? undefined : await askTitle(folder, relation.name);
  if (folder === undefined || found === undefined || title === undefined) return;
  const model = modelOfTable(entry, found, { title, database: entry.fullName });
  if (model !== undefined) await openNew(folder, model);
}

function askTitle(folder: vscode.WorkspaceFolder, value: string): Promise<string | undefined> {
  const shown = vscode.window.showInputBox({
    title: TITLE,
    value,
    prompt: `Name of the model in the application. The file is made in "${NEW_FOLDER}" when you save.`,
    placeHolder: 'Customer',
    ignoreFocusOut: true,
    validateInput: (typed) => newTitleProblem(typed, modelUri(folder, typed), `${NEW_FOLDER}/${nameOf(typed)}`),
  });
  return Promise.resolve(shown).then((title) => title?.trim());
}

/** True for an existing table, false for a new one, undefined when the person picks neither. */
async function pickWay(entry: ElementEntry, schemas: SchemaBrowser, title: string): Promise<boolean | undefined> {
  // A database that does not tell what is in it has no tables to choose from.
  if (!schemas.reads(entry)) return false;
  const items = [
    { label: '$(add) New table', description: 'Its fields are designed here', existing: false },
    { label: '$(table) Based on an existing table', description: 'The fields are generated from it', existing: true },
  ];
  return (await vscode.window.showQuickPick(items, { title: `${TITLE}: ${title}`, placeHolder: 'How is the model made?', ignoreFocusOut: true }))?.existing;
}

async function modelOfNew(entry: ElementEntry, names: Names): Promise<Model | undefined> {
  const dialect = dialectOf(entry);
  const table = await vscode.window.showInputBox({
    title: `${TITLE}: ${names.title}`,
    value: tableNameFor(names.title),
    prompt: 'Name of the table. It is made in the database when you ask for it.',
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const problem = dialect?.nameProblem(typed);
      return problem === undefined ? undefined : `The database does not take this name: it ${problem}.`;
    },
  });
  return table === undefined ? undefined : newTableModel({ ...names, table });
}

async function modelOfExisting(entry: ElementEntry, schemas: SchemaBrowser, names: Names): Promise<Model | undefined> {
  const found = await pickTable(entry, schemas, `${TITLE}: ${names.title}`);
  return found === undefined ? undefined : modelOfTable(entry, found, names);
}

function modelOfTable(entry: ElementEntry, { table, schema }: PickedTable, names: Names): Model | undefined {
  const dialect = dialectOf(entry);
  return dialect === undefined ? undefined : { ...names, ...(schema === undefined ? {} : { schema }), table: table.name, ...fromTable(table, dialect) };
}

function dialectOf(entry: ElementEntry): Dialect | undefined {
  return databaseTypes.find(entry.typeId ?? '')?.dialect;
}

async function openNew(folder: vscode.WorkspaceFolder, model: Model): Promise<void> {
  await openUnsaved(modelUri(folder, model.title), newModelText(model), MODEL_FORM);
}

function modelUri(folder: vscode.WorkspaceFolder, title: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, NEW_FOLDER, nameOf(title));
}

function nameOf(title: string): string {
  return fileNameFor(title.trim(), MODEL_SUFFIX, 'model');
}
