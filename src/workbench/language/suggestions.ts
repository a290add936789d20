import type { CatalogReader } from '../../diagnosis/catalog-reader';
import { isObject, valueAt } from '../../elements/findings';

/** Something that can stand at a place of a file. */
export interface Suggestion {
  readonly value: string;
  readonly detail: string;
  readonly kind: 'element' | 'table' | 'column' | 'variable' | 'read';
  /** What is to be read of a database first, when nothing is known yet. */
  readonly read?: { readonly uri: string; readonly schema?: string; readonly table?: string };
}

/** What the suggestions for a model are made from. */
export interface Surroundings {
  readonly elements: readonly { readonly fullName: string; readonly label: string }[];
  /** That of the element that the model names. */
  readonly database?: {
    readonly label: string;
    readonly uri: string;
    readonly reader: Pick<CatalogReader, 'knownSchemas' | 'knownRelations' | 'knownTable'>;
  };
}

type Path = readonly (string | number)[];

/** What can stand at a path of a model's file: names of elements, of tables, of columns. Reads nothing. */
export function suggestionsFor(path: Path, root: unknown, { elements, database }: Surroundings): Suggestion[] {
  const wanted = kindAt(path);
  if (wanted === 'element') return elements.map(({ fullName, label }) => ({ value: fullName, detail: label, kind: 'element' }));
  if (wanted === undefined || database === undefined) return [];
  const owner = path.includes('references') || path[0] === 'foreignKeys' ? valueAt(root, path.slice(0, ownerLength(path))) : root;
  const { reader, label, uri } = database;
  const stated = textOf(owner, 'schema') ?? textOf(root, 'schema');
  const schema = stated ?? reader.knownSchemas?.current;
  if (wanted === 'schema') return (reader.knownSchemas?.names ?? []).map((name) => ({ value: name, detail: `schema of ${label}`, kind: 'table' }));
  const own = stated === undefined ? {} : { schema: stated };
  if (wanted === 'table') {
    const relations = schema === undefined ? [] : reader.knownRelations(schema);
    if (relations.length === 0) return [{ value: `Read the tables of ${label}...`, detail: 'connects', kind: 'read', read: { uri, ...own } }];
    return relations.map(({ name, kind }) => ({ value: name, detail: `${kind} of ${label}`, kind: 'table' }));
  }
  const name = textOf(owner, 'table');
  if (name === undefined) return [];
  const table = schema === undefined ? undefined : reader.knownTable(schema, name);
  if (table === undefined) return [{ value: `Read the columns of ${name}...`, detail: 'connects', kind: 'read', read: { uri, table: name, ...own } }];
  return table.columns.map((column) => ({ value: column.name, detail: column.type, kind: 'column' }));
}

function kindAt(path: Path): 'element' | 'schema' | 'table' | 'column' | undefined {
  const [first, index, key, inner] = path;
  if (path.length === 1) return first === 'database' ? 'element' : first === 'schema' || first === 'table' ? first : undefined;
  if (first === 'fields' && typeof index === 'number') {
    if (path.length === 3 && (key === 'name' || key === 'column')) return 'column';
    return key === 'references' && (inner === 'schema' || inner === 'table' || inner === 'column') ? inner : undefined;
  }
  if (first !== 'foreignKeys') return undefined;
  return key === 'schema' || key === 'table' ? key : key === 'columns' ? 'column' : undefined;
}

/** How much of the path leads to what names the table: the reference, or the composite one. */
function ownerLength(path: Path): number {
  return path[0] === 'foreignKeys' ? 2 : 3;
}

function textOf(value: unknown, key: string): string | undefined {
  const text = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
