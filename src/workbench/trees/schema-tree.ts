import * as vscode from 'vscode';
import type { ForeignKey, Table } from '../../databases/catalog';
import type { CatalogAnswer } from '../../diagnosis/catalog-reader';
import type { ElementEntry } from '../../elements/element-index';
import type { SchemaBrowser } from '../schema/schema-browser';
import type { ColumnNode, IndexNode, MessageNode, RelationNode, SchemaNode, SchemaRootNode, SchemaTreeNode } from './nodes';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** What stands under an element's "Schema": read when it is opened, level by level. */
export class SchemaTree {
  private readonly roots = new WeakMap<ElementEntry, readonly [SchemaRootNode]>();

  constructor(private readonly browser: SchemaBrowser) {}

  /** The node of an element's database; none for a type that does not tell what is in it. */
  rootOf(entry: ElementEntry): SchemaRootNode[] {
    if (!this.browser.reads(entry)) return [];
    const known = this.roots.get(entry) ?? ([{ kind: 'schema-root', entry }] as const);
    this.roots.set(entry, known);
    return [...known];
  }

  async getChildren(node: SchemaTreeNode): Promise<SchemaTreeNode[]> {
    switch (node.kind) {
      case 'schema-root': {
        const answer = await this.read(node.entry, (reader) => reader.schemas());
        return listed(answer, 'No schema.', ({ names, current }) => names.map((name): SchemaNode => ({ kind: 'schema', entry: node.entry, name, current: name === current })));
      }
      case 'schema': {
        const answer = await this.read(node.entry, (reader) => reader.relations(node.name));
        return listed(answer, 'No tables.', (relations) => relations.map((relation): RelationNode => ({ kind: 'relation', entry: node.entry, schema: node.name, relation })));
      }
      case 'relation': {
        const answer = await this.read(node.entry, (reader) => reader.table(node.schema, node.relation.name));
        return listed(answer, 'It is there no more.', (table) => (table === undefined ? [] : partsOf(table)));
      }
      case 'column':
      case 'index':
      case 'message':
        return [];
    }
  }

  getTreeItem(node: SchemaTreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'schema-root':
        return row({ label: 'Schema', icon: 'symbol-structure', id: this.browser.nameOf(node.entry), contextValue: 'schemaRoot', state: Collapsed });
      case 'schema':
        return row({ label: node.name, icon: 'symbol-namespace', id: this.idOf(node.entry, node.name), contextValue: 'schema', state: Collapsed, ...(node.current ? { description: 'current' } : {}) });
      case 'relation': {
        const { name, kind } = node.relation;
        const id = this.idOf(node.entry, node.schema, name);
        return row({ label: name, icon: kind === 'view' ? 'eye' : 'table', id, contextValue: kind, state: Collapsed, ...(kind === 'view' ? { description: 'view' } : {}) });
      }
      case 'column':
        return columnItem(node);
      case 'index':
        return indexItem(node);
      case 'message':
        return messageItem(node);
    }
  }

  /** What fails before anything connects, as in Restricted Mode, is said in place of an answer. */
  private async read<T>(entry: ElementEntry, ask: (reader: ReturnType<SchemaBrowser['reader']>) => Promise<CatalogAnswer<T>>): Promise<CatalogAnswer<T> | MessageNode> {
    try {
      const answer = await ask(this.browser.reader(entry));
      if (answer.ok) return answer;
      const { code, message, remedies } = answer.failure;
      return code === 'cancelled' ? { kind: 'message', text: 'Not read: it was cancelled. Refresh to read it.', remedies: [] } : { kind: 'message', text: message, remedies, failed: entry };
    } catch (error) {
      return { kind: 'message', text: error instanceof Error ? error.message : String(error), remedies: [] };
    }
  }

  private idOf(entry: ElementEntry, ...path: readonly string[]): string {
    return `${this.browser.nameOf(entry)} ${JSON.stringify(path)}`;
  }
}

function listed<T>(answer: CatalogAnswer<T> | MessageNode, none: string, nodes: (value: T) => SchemaTreeNode[]): SchemaTreeNode[] {
  if ('kind' in answer) return [answer];
  if (!answer.ok) return [];
  const found = nodes(answer.value);
  return found.length === 0 ? [{ kind: 'message', text: none, remedies: [] }] : found;
}

function partsOf(table: Table): SchemaTreeNode[] {
  const { primaryKey, foreignKeys, indexes } = table;
  const columns = table.columns.map((column): ColumnNode => {
    const place = primaryKey.indexOf(column.name) + 1;
    const reference = foreignKeys.find((key) => key.columns.includes(column.name));
    return { kind: 'column', column, keySize: primaryKey.length, ...(place === 0 ? {} : { keyPlace: place }), ...(reference === undefined ? {} : { reference }) };
  });
  return [...columns, ...indexes.map((index): IndexNode => ({ kind: 'index', index }))];
}

interface Row {
  readonly label: string;
  readonly icon: string;
  readonly id?: string;
  readonly description?: string;
  readonly contextValue: string;
  readonly state: vscode.TreeItemCollapsibleState;
}

function row({ label, icon, id, description, contextValue, state }: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  if (id !== undefined) item.id = id;
  if (description !== undefined) item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = contextValue;
  return item;
}

function columnItem({ column, keyPlace, keySize, reference }: ColumnNode): vscode.TreeItem {
  const key = keyPlace === undefined ? [] : [keySize === 1 ? 'primary key' : `primary key ${keyPlace} of ${keySize}`];
  const facts = [column.type, ...key, ...(reference === undefined ? [] : [targetOf(reference, column.name)]), ...(column.nullable || keyPlace !== undefined ? [] : ['not null']), ...(column.autoNumber === true ? ['auto number'] : []), ...(column.generated === true ? ['computed'] : [])];
  const item = row({ label: column.name, icon: keyPlace !== undefined ? 'key' : reference === undefined ? 'symbol-field' : 'references', description: facts.join(' · '), contextValue: 'column', state: None });
  item.tooltip = new vscode.MarkdownString().appendText([`${column.name}: ${facts.join(', ')}`, ...(column.default === undefined ? [] : [`Default: ${column.default}`]), ...(column.comment === undefined ? [] : [column.comment])].join('\n\n'));
  return item;
}

function targetOf({ columns, references, table }: ForeignKey, column: string): string {
  return `→ ${table.name}.${references[columns.indexOf(column)] ?? ''}`;
}

function indexItem({ index }: IndexNode): vscode.TreeItem {
  const on = index.columns.length === 0 ? 'more than columns' : index.columns.join(', ');
  return row({ label: index.name, icon: 'list-tree', description: `${index.unique ? 'unique index' : 'index'} on ${on}`, contextValue: 'index', state: None });
}

function messageItem({ text, remedies, failed }: MessageNode): vscode.TreeItem {
  const item = row({ label: text, icon: failed === undefined ? 'info' : 'error', contextValue: failed === undefined ? 'message' : 'failure', state: None });
  item.tooltip = new vscode.MarkdownString().appendText([text, ...remedies].join('\n\n'));
  if (failed !== undefined) {
    item.description = 'Test the connection';
    item.command = { command: 'databaseElements.testConnection', title: 'Test Connection', arguments: [vscode.Uri.parse(failed.uri, true)] };
  }
  return item;
}
