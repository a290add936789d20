import type { Statements, VariableDeclaration } from './element';
import { isObject } from './findings';
import { PARAMETER_GROUPS, type Binding, type ParameterGroup } from './parameter';
import { variableDeclaration, variableReference } from './schema';
import { VARIABLE_KEY } from './variable-key';

/**
 * What a file with mistakes says of variables, as far as it can be read: they are still there while it is being mended.
 * Undefined for something that is no object.
 */
export function salvage(raw: unknown): Statements | undefined {
  if (!isObject(raw)) return undefined;
  const bindings = Object.fromEntries(PARAMETER_GROUPS.map((group) => [group, references(raw[group])])) as Record<ParameterGroup, Record<string, Binding>>;
  return { bindings, variables: declarations(raw['variables']) };
}

function references(group: unknown): Record<string, Binding> {
  if (!isObject(group)) return {};
  return Object.fromEntries(
    Object.entries(group).flatMap(([name, stated]) => {
      const { data } = variableReference.safeParse(stated);
      return data === undefined ? [] : [[name, data] as const];
    }),
  );
}

function declarations(variables: unknown): Record<string, VariableDeclaration> {
  if (!isObject(variables)) return {};
  const usable = Object.entries(variables).filter(([key]) => VARIABLE_KEY.test(key));
  return Object.fromEntries(usable.map(([key, stated]) => [key, isObject(stated) ? readable(stated) : {}]));
}

/** A declaration without the properties that are of the wrong type. */
function readable(stated: Record<string, unknown>): VariableDeclaration {
  const { error } = variableDeclaration.safeParse(stated);
  const wrong = new Set(error?.issues.map(({ path }) => path[0]));
  return Object.fromEntries(Object.entries(stated).filter(([property]) => !wrong.has(property)));
}
