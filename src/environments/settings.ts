import * as z from 'zod/mini';
import { DEFAULT_ENV_FILES } from './sources';

/** The extension's settings, as far as the core needs them. */
export interface Settings {
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly envFiles: readonly string[];
  readonly secretStore: 'keychain' | 'memory';
}

export interface ReadSettings {
  readonly settings: Settings;
  /** One sentence for each setting that was not usable; its default is in force. */
  readonly problems: readonly string[];
}

const shapes = {
  environments: z.record(z.string(), z.looseObject({ values: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))) })),
  envFiles: z.array(z.string()),
  secretStore: z.enum(['keychain', 'memory']),
};

const expected: Readonly<Record<keyof typeof shapes, string>> = {
  environments: 'an object such as { "development": { "values": { "ORDERS_DB_HOST": "localhost" } } }',
  envFiles: 'a list of file names',
  secretStore: '"keychain" or "memory"',
};

/** Parses `databaseElements.*`; `raw` gives a setting by its name without the prefix. */
export function readSettings(raw: (name: keyof typeof shapes) => unknown): ReadSettings {
  const problems: string[] = [];
  const read = <T>(name: keyof typeof shapes, schema: z.ZodMiniType<T>, fallback: T): T => {
    const value = raw(name);
    if (value === undefined || value === null) return fallback;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(`The setting "databaseElements.${name}" must be ${expected[name]}. Its default is used until it is corrected.`);
    return fallback;
  };
  const environments = read('environments', shapes.environments, {});
  return {
    settings: {
      environments: mapValues(environments, (environment) => mapValues(environment.values ?? {}, String)),
      envFiles: read('envFiles', shapes.envFiles, [...DEFAULT_ENV_FILES]),
      secretStore: read('secretStore', shapes.secretStore, 'keychain'),
    },
    problems,
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
