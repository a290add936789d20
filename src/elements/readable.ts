import type { Element, VariableDeclaration } from './element';
import { isObject, type JsonObject } from './findings';
import { PARAMETER_GROUPS, parameterPath, type Binding, type ElementType, type ParameterDescription, type ParameterGroup } from './parameter';
import type { Path } from './problem';

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
  const isRefused = (...path: Path) => refused.some((fault) => isAbove(fault, path));
  // A fault in the key of a variable is one below the parameter.
  const unreadable = new Set(type.parameters.filter((parameter) => refused.some((fault) => isAbove(fault, parameterPath(parameter)) || isAbove(parameterPath(parameter), fault))));
  return { bindings: bindingsOf(value, type, unreadable), variables: isRefused('variables') ? undefined : declarationsOf(value['variables'], isRefused), unreadable };
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

/** A declaration of which something cannot be read still declares its variable. */
function declarationsOf(stated: unknown, isRefused: (...path: Path) => boolean): Element['variables'] {
  if (!isObject(stated)) return {};
  return Object.fromEntries(
    Object.entries(stated).map(([key, declaration]) => [
      key,
      Object.fromEntries(Object.entries(isObject(declaration) ? declaration : {}).filter(([property]) => !isRefused('variables', key, property))) as VariableDeclaration,
    ]),
  );
}
