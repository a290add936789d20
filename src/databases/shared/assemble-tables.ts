import type { Column, ForeignKey, Index, Relation, Table } from '../catalog';

/** What statements tell of several tables, each part with the name of its table. */
export interface TableParts {
  readonly columns: readonly (Column & { readonly of: string })[];
  /** The primary key's among them. */
  readonly indexes: readonly (Index & { readonly of: string; readonly primary: boolean })[];
  readonly foreignKeys: readonly (ForeignKey & { readonly of: string })[];
}

/** Puts each part to its table. */
export function assembleTables(relations: readonly Relation[], parts: TableParts): Table[] {
  const [columns, indexes, foreignKeys] = [byTable(parts.columns), byTable(parts.indexes), byTable(parts.foreignKeys)];
  return relations.map((relation) => {
    const own = indexes.get(relation.name) ?? [];
    return {
      ...relation,
      columns: columns.get(relation.name) ?? [],
      primaryKey: own.find((index) => index.primary)?.columns ?? [],
      indexes: own.flatMap(({ primary, ...index }) => (primary ? [] : [index])),
      foreignKeys: foreignKeys.get(relation.name) ?? [],
    };
  });
}

function byTable<T extends { readonly of: string }>(parts: readonly T[]): ReadonlyMap<string, Omit<T, 'of'>[]> {
  const groups = new Map<string, Omit<T, 'of'>[]>();
  for (const { of, ...part } of parts) {
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [part]);
    else group.push(part);
  }
  return groups;
}

/** Rows that tell one column each of a key, in the order of its columns, as one thing per key. */
export function joinRows<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => string, first: (row: Row, all: readonly Row[]) => Key): Key[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((all) => (all[0] === undefined ? [] : [first(all[0], all)]));
}
