import type { SchemaBrowser } from '../schema/schema-browser';
import type { SchemaTreeNode } from '../trees/nodes';
import type { SchemaTree } from '../trees/schema-tree';
import type { ElementPicker } from './pick-element';

export interface SchemaCommandServices {
  readonly picker: ElementPicker;
  readonly schemas: SchemaBrowser;
  readonly tree: SchemaTree;
  readonly redraw: (node: SchemaTreeNode) => void;
}

/** Commands on what is shown of a database. */
export function schemaCommands({ picker, schemas, tree, redraw }: SchemaCommandServices) {
  return {
    'databaseElements.refreshSchema': picker.command('Read the schema of which element anew?', (entry) => {
      schemas.forget(entry);
      for (const root of tree.rootOf(entry)) redraw(root);
    }),
  };
}
