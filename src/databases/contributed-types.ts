import { join } from 'node:path';
import type * as z from 'zod/mini';
import { extensionTypeId, extensionOfType } from '../elements/extension-type';
import { isObject, shorten, valueAt } from '../elements/findings';
import { parameterKey, type ParameterDescription } from '../elements/parameter';
import type { Path } from '../elements/problem';
import type { DatabaseType } from './contract';
import { ownParameter, typeDescription, type TypeDescription } from './contribution';
import { fileParameter, openTimeoutParameter } from './shared/file-parameters';
import { databaseParameter, hostParameter, passwordParameter, portParameter, timeoutParameters, tlsParameters, userParameter } from './shared/server-parameters';
import { serverUrl } from './shared/server-url';

/** An installed extension, as far as it may bring types. */
export interface Contributor {
  /** `publisher.name`. */
  readonly id: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Its package.json, of which nothing is taken on trust. */
  readonly manifest: unknown;
}

export interface Contribution {
  readonly types: readonly DatabaseType[];
  /** Sentences that name the extension and the field. A type with a wrong field is left out, and no other. */
  readonly problems: readonly string[];
}

/** Parameters that a server's type lists by their name, because they mean the same for every server. A password is bound to host, port and user. */
const STANDARD_PARAMETERS: Readonly<Record<string, readonly ParameterDescription[]>> = {
  database: [databaseParameter(false)],
  user: [userParameter()],
  password: [passwordParameter()],
  tls: tlsParameters,
};

/** Keys that have a meaning outside of a type, so that no type can give them another one. */
const RESERVED = new Set(['host', 'port', 'instance', 'file', ...Object.values(STANDARD_PARAMETERS).flatMap((parameters) => parameters.map(parameterKey)), 'options.readOnly']);

const PLACE = ['contributes', 'databaseElements', 'types'] as const;

/** The types that an extension brings. Never throws, whatever its manifest holds. */
export function readContribution({ id, folder, manifest }: Contributor): Contribution {
  const container = valueAt(manifest, PLACE.slice(0, 2));
  if (container === undefined) return { types: [], problems: [] };
  const problems: string[] = [];
  const report: Report = (path, message) => { problems.push(`The extension ${id} describes a database type wrongly: ${spell([...PLACE, ...path])} ${message}.`); };
  const stated = valueAt(container, ['types']);
  const types = new Map<string, DatabaseType>();
  if (!Array.isArray(stated)) report([], 'must be a list of types');
  else if (extensionOfType(extensionTypeId(id, 'x')) === undefined) report([], 'cannot be part of an element\'s "type": the id of the extension has other characters than letters, digits, - and _');
  else {
    for (const [index, raw] of stated.entries()) {
      const at: Report = (path, message) => { report([index, ...path], message); };
      const type = readType(raw, { id, folder }, at);
      if (type !== undefined && types.has(type.id)) at(['name'], 'is also that of another type');
      else if (type !== undefined) types.set(type.id, type);
    }
  }
  return { types: [...types.values()], problems };
}

type Report = (path: Path, message: string) => void;

function readType(raw: unknown, { id: extension, folder }: Pick<Contributor, 'id' | 'folder'>, report: Report): DatabaseType | undefined {
  const description = parsed(typeDescription, raw, report);
  const stated = valueAt(raw, ['parameters']);
  const parameters = Array.isArray(stated) ? readParameters(stated, valueAt(raw, ['kind']) !== 'file', report) : undefined;
  if (description === undefined || parameters === undefined) return undefined;
  const { label, driver, icon } = description;
  return {
    id: extensionTypeId(extension, description.name),
    label,
    ...placeOf(description, parameters),
    driver: join(folder, driver),
    extension,
    icon: { light: join(folder, icon.light), dark: join(folder, icon.dark) },
  };
}

/** What depends on where the databases of a type are. */
function placeOf(description: TypeDescription, listed: readonly ParameterDescription[]): Pick<DatabaseType, 'kind' | 'defaultPort' | 'parameters' | 'connectionString'> {
  if (description.kind === 'file') {
    const file = fileParameter({ help: 'Relative to the workspace folder.' });
    return { kind: 'file', parameters: [file, ...listed, openTimeoutParameter], connectionString: (values) => String(values['file'] ?? '') };
  }
  const { name, defaultPort } = description;
  return {
    kind: 'server',
    defaultPort,
    parameters: [hostParameter(), portParameter(defaultPort), ...listed, ...timeoutParameters],
    connectionString: (values) => serverUrl(name, values, { path: values['database'], options: [] }),
  };
}

/** Undefined when one of them is wrong. */
function readParameters(stated: readonly unknown[], isServer: boolean, report: Report): readonly ParameterDescription[] | undefined {
  const read = stated.map((raw, index) => {
    const at: Report = (path, message) => { report(['parameters', index, ...path], message); };
    return typeof raw === 'string' ? standardParameters(raw, isServer, at) : readOwnParameter(raw, at);
  });
  const found = read.flatMap((parameters) => parameters ?? []);
  const keys = found.map(parameterKey);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) report(['parameters'], `must not list "${repeated}" twice`);
  return repeated !== undefined || read.includes(undefined) ? undefined : found;
}

function standardParameters(name: string, isServer: boolean, report: Report): readonly ParameterDescription[] | undefined {
  if (isServer && Object.hasOwn(STANDARD_PARAMETERS, name)) return STANDARD_PARAMETERS[name];
  const names = Object.keys(STANDARD_PARAMETERS).map((known) => `"${known}"`).join(', ');
  report([], isServer ? `must be one of ${names}, or an object` : 'must be an object: a file has no standard parameters');
  return undefined;
}

function readOwnParameter(raw: unknown, report: Report): readonly ParameterDescription[] | undefined {
  const parameter = parsed(ownParameter, raw, report);
  if (parameter === undefined) return undefined;
  if (!RESERVED.has(parameterKey(parameter))) return [parameter];
  report(['name'], 'is that of a standard parameter');
  return undefined;
}

/** What a schema makes of a value; what it does not know is reported and left out. */
function parsed<T extends object>(schema: z.ZodMiniType<T>, raw: unknown, report: Report): T | undefined {
  if (!isObject(raw)) {
    report([], 'must be an object { ... }');
    return undefined;
  }
  const result = schema.safeParse(raw);
  if (!result.success) {
    for (const { path, message } of uniquePlaces(result.error.issues)) report(path as Path, message);
    return undefined;
  }
  for (const key of Object.keys(raw)) if (!Object.hasOwn(result.data, key)) report([key], 'is not known and has no effect');
  return result.data;
}

/** The first issue of each place: what is no text has no wrong length either. */
function uniquePlaces<T extends { readonly path: readonly PropertyKey[] }>(issues: readonly T[]): readonly T[] {
  return issues.filter(({ path }, index) => issues.findIndex((other) => spell(other.path) === spell(path)) === index);
}

/** `contributes.databaseElements.types[0].icon.dark`. */
function spell(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${shorten(String(part))}`)).join('').replace(/^\./, '');
}
