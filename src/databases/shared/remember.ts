const MOST = 1000;

/** A function of a text that gives for one it has met what it gave then: a database has many columns, and few types. */
export function remember<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const met = known.get(text);
    if (met !== undefined) return met.value;
    if (known.size >= MOST) known.clear();
    const value = compute(text);
    known.set(text, { value });
    return value;
  };
}
