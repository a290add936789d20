import type { ParameterValues } from './connection';

/** What a connection string says, by parameterKey(). Nothing is checked yet; `password` is a secret in plain. */
export interface ReadConnection {
  /** `undefined` for a parameter that the string rules out, as a port does with the name of an instance. */
  readonly values: Readonly<Record<string, ParameterValues[string] | undefined>>;
  /** Names of what was not understood, never its value. */
  readonly unread: readonly string[];
}

/** Reads the connection strings that the type's tools and drivers take; undefined for a text that is none of them. */
export type ReadConnectionString = (text: string) => ReadConnection | undefined;

interface Readable {
  readonly readConnectionString?: ReadConnectionString;
}

/** A longer text is none. */
const LONGEST = 4096;

/** The type that a connection string is of, `own` before the others, and what it says; undefined where no type can read it. */
export function readConnectionString<T extends Readable>(text: string, own: T | undefined, types: readonly T[]): { readonly type: T; readonly read: ReadConnection } | undefined {
  if (text.length > LONGEST) return undefined;
  for (const type of own === undefined ? types : [own, ...types.filter((other) => other !== own)]) {
    const read = type.readConnectionString?.(text.trim());
    if (read !== undefined) return { type, read };
  }
  return undefined;
}

/** What one option of a connection string means; undefined where it means nothing here. */
type ReadOption = (value: string) => ReadConnection['values'] | undefined;

/** Options by their name in lower case, in any spelling of `-`, `_` and blanks. */
export type OptionReaders = Readonly<Record<string, ReadOption>>;

/** Reads options one by one; the later of two that say the same counts. */
export function readOptions(options: Iterable<readonly [name: string, value: string]>, readers: OptionReaders): ReadConnection {
  const unread: string[] = [];
  let values: ReadConnection['values'] = {};
  for (const [name, value] of options) {
    const key = name.toLowerCase().replace(/[-_ ]/g, '');
    const found = Object.hasOwn(readers, key) ? readers[key]?.(value) : undefined;
    if (found === undefined) unread.push(name);
    else values = { ...values, ...found };
  }
  return { values, unread };
}

/** An option that states one parameter as it is. */
export function as(key: string): ReadOption {
  return (value) => ({ [key]: value });
}

/** An option whose values have other names here. */
export function among(key: string, names: Readonly<Record<string, string>>): ReadOption {
  return (value) => {
    const name = value.toLowerCase();
    return Object.hasOwn(names, name) ? { [key]: names[name] } : undefined;
  };
}

/** An option that counts seconds where the parameter counts milliseconds. */
export function asMilliseconds(key: string): ReadOption {
  return (value) => (/^\d{1,6}$/.test(value) && Number(value) > 0 ? { [key]: Number(value) * 1000 } : undefined);
}
