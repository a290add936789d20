import * as vscode from 'vscode';
import type { Table } from '../../databases/catalog';
import type { CatalogAnswer } from '../../diagnosis/catalog-reader';
import type { ElementEntry } from '../../elements/element-index';
import type { SchemaBrowser } from '../schema/schema-browser';
import { labelOf } from '../trees/label';

/** A table that was read, and its schema where that has to be stated. */
export interface PickedTable {
  readonly table: Table;
  readonly schema?: string;
}

/** One of the tables and views of an element's database, with search; undefined when the person picks none or it could not be read. */
export async function pickTable(entry: ElementEntry, browser: SchemaBrowser, title: string): Promise<PickedTable | undefined> {
  const reader = browser.reader(entry);
  const schemas = await answered(entry, reader.schemas());
  if (schemas === undefined) return undefined;
  const schema = await pickSchema(schemas.names, schemas.current, title);
  if (schema === undefined) return undefined;
  const relations = await answered(entry, reader.relations(schema));
  if (relations === undefined) return undefined;
  const items = relations.map(({ name, kind }) => ({ label: name, iconPath: new vscode.ThemeIcon(kind === 'view' ? 'eye' : 'table'), ...(kind === 'view' ? { description: 'view' } : {}) }));
  const placeHolder = items.length === 0 ? `${schema} has no tables.` : `One of ${items.length} tables and views of ${schema}`;
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  return picked === undefined ? undefined : readTable(entry, browser, schema, picked.label);
}

/** A table by its name; undefined when it could not be read, which is said. */
export async function readTable(entry: ElementEntry, browser: SchemaBrowser, schema: string, name: string): Promise<PickedTable | undefined> {
  const reader = browser.reader(entry);
  const [schemas, table] = [await answered(entry, reader.schemas()), await answered(entry, reader.table(schema, name))];
  if (table === undefined) return undefined;
  return { table, ...(schemas?.current === schema ? {} : { schema }) };
}

async function pickSchema(names: readonly string[], current: string | undefined, title: string): Promise<string | undefined> {
  if (names.length === 1) return names[0];
  const items = names.toSorted((a, b) => Number(b === current) - Number(a === current)).map((name) => ({ label: name, iconPath: new vscode.ThemeIcon('symbol-namespace'), ...(name === current ? { description: 'current' } : {}) }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Schema', ignoreFocusOut: true }))?.label;
}

/** What an answer holds; a failure is said, with the way to a test. */
async function answered<T>(entry: ElementEntry, asked: Promise<CatalogAnswer<T>>): Promise<T | undefined> {
  const answer = await asked;
  if (answer.ok) return answer.value;
  if (answer.failure.code !== 'cancelled') void sayFailed(entry, answer.failure.message);
  return undefined;
}

async function sayFailed(entry: ElementEntry, message: string): Promise<void> {
  const test = 'Test Connection';
  if ((await vscode.window.showErrorMessage(`${labelOf(entry)}: ${message}`, test)) === test) {
    await vscode.commands.executeCommand('databaseElements.testConnection', vscode.Uri.parse(entry.uri, true));
  }
}
