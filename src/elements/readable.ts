import type { Element, Statements, VariableDeclaration } from './element';
import { isObject, type JsonObject } from './findings';
import { PARAMETER_GROUPS, parameterPath, type Binding, type ElementType, type ParameterDescription, type ParameterGroup } from './parameter';
import type { Path } from './problem';
import { variableDeclaration, variableReference } from './schema';
import { VARIABLE_KEY } from './variable-key';

/** What can be read of a file with mistakes. */

/** What a file states as the schema wants it. Rules that compare values hold for that, whatever is wrong beside it. */
export interface Readable extends Pick<Element, 'bindings'> {
  /** Undefined when the file states something else than declarations. */
  readonly variables: Element['variables'] | undefined;
  /** Stated, but not as the schema wants it: nothing is known of their values. */
  readonly unreadable: ReadonlySet<ParameterDescription>;
}

const NONE: ReadonlySet<ParameterDescription> = new Set();

/** The readable part of a value; `refused` are the paths at which the schema found fault, none for a value that it accepts. */
export function readablePart(value: JsonObject, type: ElementType, refused: readonly Path[]): Readable {
  if (refused.length === 0) return { bindings: bindingsOf(value, type, NONE), variables: (value['variables'] ?? {}) as Element['variables'], unreadable: NONE };
  // A fault in the key of a variable is one below the parameter.
  const unreadable = new Set(type.parameters.filter((parameter) => refused.some((fault) => isAbove(fault, parameterPath(parameter)) || isAbove(parameterPath(parameter), fault))));
  const { variables = {} } = value;
  return { bindings: bindingsOf(value, type, unreadable), variables: isObject(variables) ? declarationsIn(variables) : undefined, unreadable };
}

/** True for the path itself too. */
function isAbove(upper: Path, path: Path): boolean {
  return upper.every((key, place) => key === path[place]);
}

function bindingsOf(value: JsonObject, type: ElementType, unreadable: ReadonlySet<ParameterDescription>): Element['bindings'] {
  return Object.fromEntries(
    PARAMETER_GROUPS.map((group) => {
      const stated = isObject(value[group]) ? value[group] : {};
      const known = type.parameters.filter((parameter) => parameter.group === group && Object.hasOwn(stated, parameter.name) && !unreadable.has(parameter));
      return [group, Object.fromEntries(known.map((parameter) => [parameter.name, stated[parameter.name] as Binding]))];
    }),
  ) as Record<ParameterGroup, Record<string, Binding>>;
}

/** Where the variables of a file come in, whatever its type is: they are still there while it is being mended. Undefined for something that is no object. */
export function variableStatements(raw: unknown): Statements | undefined {
  if (!isObject(raw)) return undefined;
  const bindings = Object.fromEntries(PARAMETER_GROUPS.map((group) => [group, referencesIn(raw[group])])) as Record<ParameterGroup, Record<string, Binding>>;
  return { bindings, variables: isObject(raw['variables']) ? declarationsIn(raw['variables']) : {} };
}

function referencesIn(group: unknown): Record<string, Binding> {
  if (!isObject(group)) return {};
  return Object.fromEntries(
    Object.entries(group).flatMap(([name, stated]) => {
      const { data } = variableReference.safeParse(stated);
      return data === undefined ? [] : [[name, data] as const];
    }),
  );
}

/** A declaration of which something cannot be read still declares its variable. */
function declarationsIn(variables: JsonObject): Element['variables'] {
  const usable = Object.entries(variables).filter(([key]) => VARIABLE_KEY.test(key));
  return Object.fromEntries(usable.map(([key, stated]) => [key, isObject(stated) ? declarationIn(stated) : {}]));
}

function declarationIn(stated: JsonObject): VariableDeclaration {
  const { error } = variableDeclaration.safeParse(stated);
  const wrong = new Set(error?.issues.map(({ path }) => path[0]));
  return Object.fromEntries(Object.entries(stated).filter(([property]) => !wrong.has(property)));
}
