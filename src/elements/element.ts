import { isDeepStrictEqual } from 'node:util';
import type { Binding, ParameterDescription, ParameterGroup } from './parameter';

export interface VariableDeclaration {
  readonly name?: string;
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly required?: boolean;
}

/** A database element as its file states it, after the schema has accepted it. */
export interface Element {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly bindings: Readonly<Record<ParameterGroup, Readonly<Record<string, Binding>>>>;
  readonly variables: Readonly<Record<string, VariableDeclaration>>;
}

/** What a file says of its connection and of variables, whatever it is called. */
export type Statements = Pick<Element, 'bindings' | 'variables'>;

export function bindingOf(element: Pick<Element, 'bindings'>, parameter: Pick<ParameterDescription, 'group' | 'name'>): Binding | undefined {
  const group = element.bindings[parameter.group];
  return Object.hasOwn(group, parameter.name) ? group[parameter.name] : undefined;
}

/** True when what two elements say of their connection is the same; titles and descriptions aside. */
export function connectsAlike(a: Element, b: Element): boolean {
  return a.type === b.type && isDeepStrictEqual(a.bindings, b.bindings) && isDeepStrictEqual(defaultsOf(a), defaultsOf(b));
}

function defaultsOf({ variables }: Element): unknown {
  return Object.fromEntries(Object.entries(variables).map(([key, declaration]) => [key, declaration.default]));
}
