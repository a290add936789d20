import { isObject, valueAt } from '../../elements/findings';
import { describeValue, PARAMETER_GROUPS, type ElementType, type ParameterDescription } from '../../elements/parameter';

/** A key that can stand at a place of an element's file. */
export interface KeySuggestion {
  readonly key: string;
  readonly detail: string;
  readonly help?: string;
  /** What stands behind the key: a snippet of VS Code. */
  readonly value: string;
}

/**
 * The keys of parameters, and of how they are stated, that are not there yet. `path` ends in the key that is being typed,
 * `root` is the value of the file.
 */
export function keySuggestions(path: readonly (string | number)[], root: unknown, type: ElementType): KeySuggestion[] {
  const parent = path.slice(0, -1);
  const present = valueAt(root, parent);
  return keysIn(parent, type).filter(({ key }) => key === path.at(-1) || !isObject(present) || !Object.hasOwn(present, key));
}

function keysIn([group, name, ...deeper]: readonly (string | number)[], { parameters }: ElementType): KeySuggestion[] {
  if (deeper.length > 0) return [];
  if (group === undefined) return PARAMETER_GROUPS.filter((known) => parameters.some((parameter) => parameter.group === known)).map((key) => ({ key, detail: 'parameters', value: '{ $1 }' }));
  const own = parameters.filter((parameter) => parameter.group === group);
  if (name === undefined) return own.map(keyOf);
  const parameter = own.find((candidate) => candidate.name === name);
  return parameter === undefined ? [] : statements(parameter);
}

function keyOf(parameter: ParameterDescription): KeySuggestion {
  const { name, label, help } = parameter;
  return { key: name, detail: label, help: help ?? describeValue(parameter), value: valueOf(parameter) };
}

/** Where the value is typed; of a few that are possible, they are chosen from. */
function valueOf(parameter: ParameterDescription): string {
  switch (parameter.kind) {
    case 'text':
    case 'path':
      return '"$1"';
    case 'integer':
      return `\${1:${parameter.default ?? parameter.min}}`;
    case 'boolean':
      return '${1|true,false|}';
    case 'choice':
      return `"\${1|${parameter.choices.map(({ value }) => value.replace(/[\\,|}$]/g, String.raw`\$&`)).join(',')}|}"`;
    case 'secret':
      return '{ "keychain": true }';
  }
}

function statements({ kind }: ParameterDescription): KeySuggestion[] {
  const variable = { key: 'variable', detail: 'the key of an environment variable', value: '"$1"' };
  if (kind !== 'secret') return [variable];
  return [{ key: 'keychain', detail: 'kept in the keychain of each machine', value: 'true' }, variable, { key: 'none', detail: 'connects without one', value: 'true' }];
}
