interface Labelled {
  readonly title?: string;
  readonly path: string;
}

/** The title, or the file's name where the file tells none. */
export function labelOf({ title, path }: Labelled): string {
  return title ?? path.slice(path.lastIndexOf('/') + 1);
}

const { compare } = new Intl.Collator(undefined, { numeric: true });

/** The order of rows: "Shard 2" comes before "Shard 10". */
export function byLabel(a: Labelled, b: Labelled): number {
  return compare(labelOf(a), labelOf(b));
}
