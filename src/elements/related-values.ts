import { bindingOf } from './element';
import { findParameter, isLiteral, type ElementType, type ParameterDescription } from './parameter';
import type { Readable } from './readable';

/** Two values that do not go together, to be shown at `parameter`. */
export interface Conflict {
  readonly parameter: ParameterDescription;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/**
 * Holds the numbers of an element against each other, as its type relates them. What a variable holds is not known here;
 * an error counts defaults too, a warning only what somebody wrote.
 */
export function conflicts(element: Pick<Readable, 'bindings' | 'unreadable'>, type: ElementType): Conflict[] {
  return conflictsAmong(type, {
    value: (parameter) => {
      const binding = bindingOf(element, parameter);
      return isLiteral(binding) ? Number(binding) : undefined;
    },
    isStated: (parameter) => bindingOf(element, parameter) !== undefined || element.unreadable.has(parameter),
  });
}

/** What the parameters of an element come to. */
export interface Numbers {
  /** Undefined when it is not known or not stated. */
  readonly value: (parameter: ParameterDescription) => number | undefined;
  readonly isStated: (parameter: ParameterDescription) => boolean;
}

/** The same for values from wherever they come. */
export function conflictsAmong(type: ElementType, { value, isStated }: Numbers): Conflict[] {
  return type.parameters.flatMap((parameter) => {
    if (parameter.kind !== 'integer' || parameter.atMost === undefined) return [];
    const { key, severity, because, zeroIsNoLimit } = parameter.atMost;
    const limit = findParameter(type, key);
    if (limit === undefined) return [];
    const numberOf = (one: ParameterDescription) => (isStated(one) ? value(one) : severity === 'error' && one.kind === 'integer' ? one.default : undefined);
    const [number, most] = [numberOf(parameter), numberOf(limit)];
    if (number === undefined || most === undefined || number <= most || (most === 0 && zeroIsNoLimit === true)) return [];
    const shown = isStated(parameter) ? parameter : limit;
    return [{ parameter: shown, severity, message: `${parameter.label} (${number}) is above ${limit.label} (${most}${isStated(limit) ? '' : ', the default'}): ${because}.` }];
  });
}
