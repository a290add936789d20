import * as z from 'zod/mini';
import { isObject, shorten } from '../elements/findings';
import type { Path } from '../elements/problem';
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

/** A part of a setting that is not usable (error), or that does not do what it seems to do (warning). Never holds a value. */
export interface SettingProblem {
  /** From the settings, whose first key is the whole name of the setting. */
  readonly path: Path;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly remedy: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
}

const ENVIRONMENTS = 'databaseElements.environments';
const EXAMPLE = { values: '"values": { "ORDERS_DB_HOST": "localhost" }', environments: '{ "development": { "values": { "ORDERS_DB_HOST": "localhost" } } }' };

const object = z.record(z.string(), z.unknown());
const shapes = {
  value: z.union([z.string(), z.number(), z.boolean()]),
  protected: z.optional(z.boolean()),
  envFiles: z.array(z.string()),
  secretStore: z.enum(['keychain', 'memory']),
};

type Report = (severity: SettingProblem['severity'], path: Path, message: string, remedy: string) => void;

/** Parses `databaseElements.*`; `raw` gives a setting by its name without the prefix. What is wrong is left out, and nothing beside it. */
export function readSettings(raw: (name: 'environments' | 'envFiles' | 'secretStore') => unknown): ReadSettings {
  const problems: SettingProblem[] = [];
  const report: Report = (severity, path, message, remedy) => problems.push({ severity, path, message, remedy });
  return { settings: { ...readEnvironments(raw('environments'), report), envFiles: readEnvFiles(raw('envFiles'), report), secretStore: readSecretStore(raw('secretStore'), report) }, problems };
}

/** Why values cannot be added to an environment in a value of `databaseElements.environments`, for something else stands there; undefined when they can. */
export function writeProblem(environments: unknown, environment: string): string | undefined {
  const place: Path = [ENVIRONMENTS, environment, 'values'];
  const { problems } = readSettings((name) => (name === 'environments' ? environments : undefined));
  const problem = problems.find(({ severity, path }) => severity === 'error' && path.length <= place.length && path.every((key, index) => key === place[index]));
  return problem === undefined ? undefined : `${problem.message} ${problem.remedy} It was left as it is.`;
}

function readEnvironments(stated: unknown, report: Report): Pick<Settings, 'environments' | 'protectedEnvironments'> {
  const all = readObject(stated ?? {}, (kind) => { report('error', [ENVIRONMENTS], `The setting "${ENVIRONMENTS}" is ${kind}, not an object, so that no value is taken from it.`, `Write ${EXAMPLE.environments}.`); });
  const environments: [string, Readonly<Record<string, string>>][] = [];
  const protectedEnvironments: string[] = [];
  for (const [name, value] of Object.entries(all)) {
    const path = [ENVIRONMENTS, name];
    const environment = isObject(value) ? value : undefined;
    if (environment === undefined) {
      report('error', path, `The environment "${shorten(name)}" in "${ENVIRONMENTS}" is ${kindOf(value)}, not an object, so that it has no values from there.`, `Write "${shorten(name)}": { ${EXAMPLE.values} }.`);
      continue;
    }
    environments.push([name, readValues(name, environment['values'], report)]);
    const guard = shapes.protected.safeParse(environment['protected']);
    if (!guard.success) report('error', [...path, 'protected'], `"protected" of ${shorten(name)} is ${kindOf(environment['protected'])}; the environment counts as protected.`, 'Write true or false, without quotes.');
    if (!guard.success || guard.data === true) protectedEnvironments.push(name);
  }
  return { environments: Object.fromEntries(environments), protectedEnvironments };
}

function readValues(environment: string, stated: unknown, report: Report): Record<string, string> {
  const place = [ENVIRONMENTS, environment, 'values'];
  const owner = shorten(environment);
  const all = readObject(stated ?? {}, (kind) => { report('error', place, `"values" of ${owner} is ${kind}, not an object, so that none of them is used.`, `Write ${EXAMPLE.values}.`); });
  const values: [string, string][] = [];
  for (const [key, value] of Object.entries(all)) {
    const path = [...place, key];
    const parsed = shapes.value.safeParse(value);
    if (!parsed.success) {
      report('error', path, `The value of ${shorten(key)} for ${owner} is ${kindOf(value)}, and counts as not set.`, 'Write a text, a number, true or false.');
      continue;
    }
    values.push([key, String(parsed.data)]);
    if (!VARIABLE_KEY.test(key)) report('warning', path, `"${shorten(key)}" is not a key that a shell accepts.`, `Use letters, digits and _, starting with no digit, such as ${suggestKey(key)}.`);
    else if (refersToItself(key, String(parsed.data))) report('warning', path, selfReference(key), SELF_REFERENCE_REMEDY);
  }
  return Object.fromEntries(values);
}

function readEnvFiles(stated: unknown, report: Report): readonly string[] {
  const parsed = shapes.envFiles.safeParse(stated ?? DEFAULT_ENV_FILES);
  if (parsed.success) return parsed.data;
  const found = Array.isArray(stated) ? 'is a list with something else than texts' : `is ${kindOf(stated)}, not a list of file names`;
  report('error', ['databaseElements.envFiles'], `The setting "databaseElements.envFiles" ${found}; its default is used.`, 'Write a list such as [".env.<env>", ".env"].');
  return DEFAULT_ENV_FILES;
}

function readSecretStore(stated: unknown, report: Report): Settings['secretStore'] {
  const parsed = shapes.secretStore.safeParse(stated ?? 'keychain');
  if (parsed.success) return parsed.data;
  report('error', ['databaseElements.secretStore'], 'The setting "databaseElements.secretStore" is not one of "keychain" and "memory"; the keychain is used.', 'Write "keychain" or "memory".');
  return 'keychain';
}

function readObject(value: unknown, refuse: (kind: string) => void): Readonly<Record<string, unknown>> {
  const parsed = object.safeParse(value);
  if (parsed.success) return parsed.data;
  refuse(kindOf(value));
  return {};
}

const KINDS: ReadonlyMap<string, string> = new Map([['string', 'a text'], ['number', 'a number'], ['boolean', 'true or false']]);

/** What a person has written instead, without its value. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return KINDS.get(typeof value) ?? 'an object';
}
