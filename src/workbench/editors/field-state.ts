import type * as z from 'zod/mini';
import type { SecretPresence } from '../../credentials/secret-variables';
import type { VariableDeclaration } from '../../elements/element';
import { isObject } from '../../elements/findings';
import { parameterKey, type ElementType, type ParameterDescription } from '../../elements/parameter';
import { conflictsAmong, type Conflict } from '../../elements/related-values';
import { variableDeclaration } from '../../elements/schema';
import { convert } from '../../environments/resolve';
import type { ValueSources } from '../../environments/sources';
import type { FieldState, SecretState } from '../../protocol/form-state';
import { variableView } from './variable-view';

/** Where the values of fields come from. */
export interface FieldSources {
  readonly sources: ValueSources;
  /** Where the values of secret variables are, by key. */
  readonly presence: ReadonlyMap<string, SecretPresence>;
  /** By parameterKey(), for parameters that are kept in a store. */
  readonly secrets: ReadonlyMap<string, SecretState>;
}

/** How the file states a parameter, and what that amounts to. */
export function fieldState(parameter: ParameterDescription, raw: Record<string, unknown>, input: FieldSources): FieldState {
  const stated = statedValue(raw, parameter.group, parameter.name);
  if (isObject(stated) && typeof stated['variable'] === 'string') return variableState(stated['variable'], parameter, raw, input);
  if (parameter.kind === 'secret') return { kind: 'secret', secret: secretState(parameter, stated, input) };
  const fallback = parameter.default === undefined ? undefined : String(parameter.default);
  const value = stated === undefined || stated === null ? '' : typeof stated === 'string' ? stated : JSON.stringify(stated);
  return { kind: 'literal', value, ...(fallback === undefined ? {} : { fallback }) };
}

function secretState(parameter: ParameterDescription, stated: unknown, input: FieldSources): SecretState {
  if (isObject(stated) && 'none' in stated) return { kind: 'none' };
  const kept = input.secrets.get(parameterKey(parameter)) ?? { kind: 'missing', store: '' };
  // What is stored is used where the file says so.
  return stated === undefined && kept.kind === 'stored' ? { kind: 'missing', store: kept.store } : kept;
}

function variableState(key: string, parameter: ParameterDescription, raw: Record<string, unknown>, input: FieldSources): FieldState {
  const declared = variableDeclaration.safeParse(statedValue(raw, 'variables', key));
  const presence = parameter.kind === 'secret' ? (input.presence.get(key) ?? NOT_LOOKED_UP) : input.presence.get(key);
  return { kind: 'variable', variable: variableView(key, declared.success ? withoutAbsent(declared.data) : {}, input.sources, presence) };
}

const NOT_LOOKED_UP: SecretPresence = { kind: 'missing', store: '' };

function withoutAbsent({ name, description, default: fallback, required }: z.infer<typeof variableDeclaration>): VariableDeclaration {
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(required === undefined ? {} : { required }),
  };
}

/** Numbers that do not go together in the environment in use: what the file alone shows of them, and what variables bring about. */
export function contradictionsIn(type: ElementType, raw: Record<string, unknown>, input: FieldSources): readonly Conflict[] {
  const textOf = (state: FieldState) => (state.kind === 'literal' ? state.value : state.kind === 'variable' ? state.variable.value.display : undefined);
  return conflictsAmong(type, {
    value: (parameter) => {
      const number = convert(textOf(fieldState(parameter, raw, input)) ?? '', parameter);
      return typeof number === 'number' ? number : undefined;
    },
    // What has no value yet is stated all the same: no default takes its place.
    isStated: (parameter) => statedValue(raw, parameter.group, parameter.name) !== undefined,
  });
}

/** What the file states under a key of a group; undefined when nothing. */
export function statedValue(raw: Record<string, unknown>, group: string, name: string): unknown {
  const object = Object.hasOwn(raw, group) ? raw[group] : undefined;
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}
