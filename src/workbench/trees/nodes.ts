import type { Column, ForeignKey, Index, Relation } from '../../databases/catalog';
import type { ElementEntry } from '../../elements/element-index';
import type { ModelEntry } from '../../models/model-index';

/** What the "Database Elements" view shows. */
export type TreeNode = FolderNode | ElementNode | UsageNode | UserNode | SchemaTreeNode;

/** A workspace folder; shown only when there are several. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly uri: string;
  readonly name: string;
}

export interface ElementNode {
  readonly kind: 'element';
  readonly entry: ElementEntry;
}

/** The models that use an element. */
export interface UsageNode {
  readonly kind: 'usage';
  readonly entry: ElementEntry;
  readonly users: readonly ModelEntry[];
}

export interface UserNode {
  readonly kind: 'user';
  readonly model: ModelEntry;
}

/** What is shown of an element's database. */
export type SchemaTreeNode = SchemaRootNode | SchemaNode | RelationNode | ColumnNode | IndexNode | MessageNode;

export interface SchemaRootNode {
  readonly kind: 'schema-root';
  readonly entry: ElementEntry;
}

export interface SchemaNode {
  readonly kind: 'schema';
  readonly entry: ElementEntry;
  readonly name: string;
  /** Names without a schema are looked up here first. */
  readonly current: boolean;
}

export interface RelationNode {
  readonly kind: 'relation';
  readonly entry: ElementEntry;
  readonly schema: string;
  readonly relation: Relation;
}

/** Commands are called with anything by other extensions. */
export function isRelationNode(value: unknown): value is RelationNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'relation';
}

export interface ColumnNode {
  readonly kind: 'column';
  readonly column: Column;
  /** Its place in the primary key, from 1; absent when it is no part of it. */
  readonly keyPlace?: number;
  readonly keySize: number;
  readonly reference?: ForeignKey;
}

export interface IndexNode {
  readonly kind: 'index';
  readonly index: Index;
}

/** Says what is to be said in place of what was asked for; leads to what can be done about it. */
export interface MessageNode {
  readonly kind: 'message';
  readonly text: string;
  readonly remedies: readonly string[];
  /** The element whose connection is worth a test. */
  readonly failed?: ElementEntry;
}
