import * as z from 'zod/mini';
import { shorten } from '../elements/findings';
import { refersToItself, selfReference } from '../elements/self-reference';
import { VARIABLE_KEY } from '../elements/variable-key';
import { SELF_REFERENCE_REMEDY } from './env-file';
import { DEFAULT_ENV_FILES } from './sources';
import { suggestKey } from './variable-key';

/** The extension's settings, as far as the core needs them. */
export interface Settings {
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Environments that are marked with a lock and the warning colour, and in which anything that could write asks first. */
  readonly protectedEnvironments: readonly string[];
  readonly envFiles: readonly string[];
  readonly secretStore: 'keychain' | 'memory';
}

export interface ReadSettings {
  readonly settings: Settings;
  /** One or two sentences for each setting that is not usable, whose default is in force, and for each value that does not do what it seems to do. */
  readonly problems: readonly string[];
}

const shapes = {
  environments: z.record(
    z.string(),
    z.looseObject({
      protected: z.optional(z.boolean()),
      values: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
    }),
  ),
  envFiles: z.array(z.string()),
  secretStore: z.enum(['keychain', 'memory']),
};

const expected: Readonly<Record<keyof typeof shapes, string>> = {
  environments: 'an object such as { "development": { "values": { "ORDERS_DB_HOST": "localhost" } } }',
  envFiles: 'a list of file names',
  secretStore: '"keychain" or "memory"',
};

/** Why a value of `databaseElements.environments` cannot be added to, for it is none; undefined for one that can. */
export function environmentsProblem(value: unknown): string | undefined {
  return shapes.environments.safeParse(value).success ? undefined : `The setting "databaseElements.environments" must be ${expected.environments}. Correct it first; it was left as it is.`;
}

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
  for (const [environment, { values = {} }] of Object.entries(environments)) {
    for (const [key, value] of Object.entries(values)) {
      const place = `The setting "databaseElements.environments", ${environment}:`;
      if (!VARIABLE_KEY.test(key)) problems.push(`${place} "${shorten(key)}" is not a key that a shell accepts. Use letters, digits and _, starting with no digit, such as ${suggestKey(key)}.`);
      else if (refersToItself(key, String(value))) problems.push(`${place} ${selfReference(key)} ${SELF_REFERENCE_REMEDY}`);
    }
  }
  return {
    settings: {
      environments: mapValues(environments, (environment) => mapValues(environment.values ?? {}, String)),
      protectedEnvironments: Object.keys(environments).filter((name) => environments[name]?.protected === true),
      envFiles: read('envFiles', shapes.envFiles, [...DEFAULT_ENV_FILES]),
      secretStore: read('secretStore', shapes.secretStore, 'keychain'),
    },
    problems,
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
