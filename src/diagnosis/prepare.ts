import { isAbsolute, join } from 'node:path';
import type { PasswordOwner } from '../credentials/account';
import type { Secret } from '../credentials/secret';
import type { PasswordLookup } from '../credentials/vault';
import { connectMsOf } from '../databases/connect-timeout';
import type { ConnectionJob, ParameterValues } from '../databases/connection';
import type { DatabaseType, DriverPackage } from '../databases/contract';
import type { Element } from '../elements/element';
import { describeValue, isVariableBinding, labelsOf, oneOf, parameterKey, type Literal, type ParameterDescription } from '../elements/parameter';
import { leavesFolder } from '../elements/checks';
import { conflictsAmong } from '../elements/related-values';
import { bindingOf } from '../elements/element';
import { resolveElement, type ResolvedParameter } from '../environments/resolve';
import { secretValue, type FindSecretVariable } from '../environments/secret-value';
import { describeSource, type ValueSource, type ValueSources } from '../environments/sources';
import { targetUnder } from './connection-target';
import type { PreparationFailure } from './preparation-failure';
import { readTlsPolicy, type ReadTlsFile } from './tls-files';

/** What the first stage needs from outside. */
export interface Preparation {
  readonly element: Element;
  readonly type: DatabaseType;
  readonly sources: ValueSources;
  /** Absolute path of the element's workspace folder. */
  readonly folder: string;
  findPassword(owner: PasswordOwner): Promise<PasswordLookup>;
  readonly findSecretVariable: FindSecretVariable;
  readonly readTlsFile: ReadTlsFile;
  /** Where a driver package is installed; without it none is looked for, since nothing is to be connected. */
  findDriver?(wanted: DriverPackage): DriverLookup;
}

/** Where the package of a driver is, or why it is nowhere. */
export type DriverLookup = { readonly kind: 'found'; readonly folder: string; readonly version: string } | { readonly kind: 'missing'; readonly reason: string };

/** What the `resolve` stage came to. Secrets are listed so that they can be taken out of foreign texts. */
export type Prepared =
  | { readonly ok: true; readonly job: ConnectionJob; readonly secrets: readonly Secret[]; readonly connectMs: number; readonly detail: string }
  | { readonly ok: false; readonly failure: PreparationFailure; readonly values: ParameterValues };

/** The `resolve` stage: every parameter has its value, every secret is found, every file is read. Nothing connects. */
export async function prepare(preparation: Preparation): Promise<Prepared> {
  const { element, type, sources } = preparation;
  const resolved = resolveElement(element, type, sources);
  const values: Record<string, Literal> = {};
  for (const [parameter, result] of resolved) if (result.kind === 'value') values[parameterKey(parameter)] = result.value;
  for (const [parameter, result] of resolved) {
    // A store may have the value of a secret; it is asked when the target is known.
    const failure = parameter.kind === 'secret' ? undefined : (parameterFailure(parameter, result) ?? pathFailure(parameter, result, element));
    if (failure !== undefined) return { ok: false, failure, values };
  }
  const choiceFailure = exactlyOne(type, values);
  if (choiceFailure !== undefined) return { ok: false, failure: choiceFailure, values };
  const conflict = conflictAmong(type, values);
  if (conflict !== undefined) return { ok: false, failure: conflict, values };
  const driver = type.driverPackage === undefined ? undefined : preparation.findDriver?.(type.driverPackage);
  if (driver?.kind === 'missing') return { ok: false, failure: { code: 'driver-missing', stage: 'resolve', driverMessage: driver.reason }, values };
  const tls = await readTlsPolicy(type, values, preparation.readTlsFile);
  if ('code' in tls) return { ok: false, failure: tls, values };
  const target = targetUnder(type, values, tls);
  const secrets: Secret[] = [];
  const final = new Map(resolved);
  const revealed: Record<string, Literal> = {};
  let store: string | undefined;
  for (const [parameter, result] of resolved) {
    if (parameter.kind !== 'secret' || result.kind === 'absent') continue;
    if (result.kind === 'unstated') return { ok: false, failure: { code: 'secret-missing', stage: 'resolve', field: parameterKey(parameter) }, values };
    const found = result.kind === 'keychain' ? await findSecret(preparation, parameter, target) : await findVariable(preparation, parameter, target);
    if ('code' in found) return { ok: false, failure: found, values };
    secrets.push(found.secret);
    if ('store' in found) store = found.store;
    revealed[parameterKey(parameter)] = found.secret.reveal();
    if ('from' in found) final.set(parameter, { kind: 'secret', value: found.secret, from: found.from });
  }
  Object.assign(values, revealed);
  const file = typeof values['file'] === 'string' ? { file: absolute(preparation.folder, values['file']) } : {};
  const packageFolder = driver === undefined ? {} : { packageFolder: driver.folder };
  for (const parameter of type.parameters) {
    const path = values[parameterKey(parameter)];
    // What TLS needs is read here; other paths are the driver's to read, which knows no workspace folder.
    if (parameter.kind === 'path' && parameter.group === 'options' && typeof path === 'string') values[parameterKey(parameter)] = absolute(preparation.folder, path);
  }
  return {
    ok: true,
    job: { type: type.id, driver: type.driver, values, secretKeys: Object.keys(revealed), tls, ...file, ...packageFolder },
    secrets,
    connectMs: connectMsOf(values),
    detail: [describeSources([...final.values()], store), driver === undefined ? '' : `${type.driverPackage?.name ?? ''} ${driver.version}`].filter((part) => part !== '').join(', '),
  };
}

/** The values without any secret, for names and addresses in messages. */
export function plainValues(element: Element, type: DatabaseType, sources: ValueSources): ParameterValues {
  const entries = resolveElement(element, type, sources).flatMap(([parameter, result]) =>
    result.kind === 'value' ? [[parameterKey(parameter), result.value] as const] : [],
  );
  return Object.fromEntries(entries);
}

function parameterFailure(parameter: ParameterDescription, result: ResolvedParameter): PreparationFailure | undefined {
  const field = parameterKey(parameter);
  switch (result.kind) {
    case 'unset':
      return { code: 'variable-unset', stage: 'resolve', field, variable: result.variable };
    case 'invalid':
      return { code: 'invalid-parameter', stage: 'resolve', field, variable: result.variable, expected: describeValue(parameter) };
    case 'exposed':
      return { code: 'invalid-parameter', stage: 'resolve', field, variable: result.variable, exposed: true };
    case 'absent':
      if (parameter.required !== true) return undefined;
      return { code: 'invalid-parameter', stage: 'resolve', field, expected: describeValue(parameter) };
    case 'value':
    case 'secret':
    case 'keychain':
    case 'unstated':
      return undefined;
  }
}

function exactlyOne(type: DatabaseType, values: ParameterValues): PreparationFailure | undefined {
  const { choice, stated } = oneOf(type, (parameter) => values[parameterKey(parameter)] !== undefined);
  const [culprit] = stated.length === 0 ? choice : stated.slice(1);
  if (culprit === undefined) return undefined;
  const others = labelsOf((stated.length === 0 ? choice : stated).filter((parameter) => parameter !== culprit));
  return { code: 'invalid-parameter', stage: 'resolve', field: parameterKey(culprit), expected: stated.length === 0 ? `given, or ${others} in its place` : `left out where ${others} is given` };
}

/** What variables hold can be held against each other only now. */
function conflictAmong(type: DatabaseType, values: ParameterValues): PreparationFailure | undefined {
  const valueOf = (parameter: ParameterDescription) => values[parameterKey(parameter)];
  const conflict = conflictsAmong(type, { value: (parameter) => Number(valueOf(parameter)), isStated: (parameter) => valueOf(parameter) !== undefined }).find(({ severity }) => severity === 'error');
  return conflict === undefined ? undefined : { code: 'invalid-parameter', stage: 'resolve', field: parameterKey(conflict.parameter), conflict: conflict.message };
}

/** A path that comes from a variable is the machine's own and may be absolute; one of the file may not leave the folder. */
function pathFailure(parameter: ParameterDescription, result: ResolvedParameter, element: Element): PreparationFailure | undefined {
  if (parameter.kind !== 'path' || result.kind !== 'value') return undefined;
  const value = String(result.value);
  // A network path would make this machine sign in to whatever host it names.
  if (/^[\\/]{2}/.test(value)) return { code: 'invalid-parameter', stage: 'resolve', field: parameterKey(parameter), expected: describeValue(parameter) };
  const stated = !isVariableBinding(bindingOf(element, parameter)) || (typeof result.from === 'object' && result.from.kind === 'default');
  if (!stated || parameter.special?.includes(value) || !leavesFolder(value)) return undefined;
  return { code: 'invalid-parameter', stage: 'resolve', field: parameterKey(parameter), expected: describeValue(parameter) };
}

async function findSecret(preparation: Preparation, parameter: ParameterDescription, target: string): Promise<{ readonly secret: Secret; readonly store: string } | PreparationFailure> {
  const owner = { elementId: preparation.element.id, environment: preparation.sources.environment, target };
  const found = await preparation.findPassword(owner);
  const field = parameterKey(parameter);
  switch (found.kind) {
    case 'found':
      return { secret: found.secret, store: found.store };
    case 'missing':
      return { code: 'secret-missing', stage: 'resolve', field, store: found.store, owner, otherTargets: found.others };
    case 'unavailable':
      return { code: 'secret-missing', stage: 'resolve', field, store: found.store, owner, driverMessage: found.reason };
  }
}

async function findVariable(
  { element, sources, findSecretVariable }: Preparation,
  parameter: ParameterDescription,
  target: string,
): Promise<{ readonly secret: Secret; readonly from: ValueSource } | PreparationFailure> {
  const binding = bindingOf(element, parameter);
  const variable = isVariableBinding(binding) ? binding.variable : '';
  const field = parameterKey(parameter);
  const found = await secretValue({ key: variable, environment: sources.environment, target }, sources, findSecretVariable);
  switch (found.kind) {
    case 'found':
      return found;
    case 'new-target':
      return { code: 'secret-missing', stage: 'resolve', field, variable, source: found.from, newTarget: target, allowedTargets: found.allowed };
    case 'unavailable':
      return { code: 'secret-missing', stage: 'resolve', field, variable, store: found.store, driverMessage: found.reason };
    case 'unset':
      return { code: 'variable-unset', stage: 'resolve', field, variable };
  }
}

function absolute(folder: string, path: string): string {
  return path === ':memory:' || isAbsolute(path) ? path : join(folder, path);
}

/** "2 values from workspace settings, 1 default value, password from the keychain". */
function describeSources(results: readonly ResolvedParameter[], store: string | undefined): string {
  const counts = new Map<string, number>();
  for (const result of results) {
    if ((result.kind !== 'value' && result.kind !== 'secret') || result.from === 'literal') continue;
    const source = result.from.kind === 'default' ? 'default' : describeSource(result.from);
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  const parts = [...counts].map(([source, count]) => {
    const values = count === 1 ? 'value' : 'values';
    return source === 'default' ? `${count} default ${values}` : `${count} ${values} ${source}`;
  });
  if (store !== undefined) parts.push(`password from ${store}`);
  return parts.join(', ');
}

