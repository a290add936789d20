import type { ElementEntry } from '../../elements/element-index';

/** What the "Database Elements" view shows. */
export type TreeNode = FolderNode | ElementNode;

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
