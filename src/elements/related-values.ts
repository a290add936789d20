import type { Element } from './element';
import { findParameter, isLiteral, parameterPath, type ElementType, type ParameterDescription } from './parameter';

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
export function conflicts(element: Element, type: ElementType): Conflict[] {
  return type.parameters.flatMap((parameter) => {
    if (parameter.kind !== 'integer' || parameter.atMost === undefined) return [];
    const { key, severity, because } = parameter.atMost;
    const limit = findParameter(type, key);
    if (limit === undefined) return [];
    const [value, most] = [numberOf(element, parameter, severity), numberOf(element, limit, severity)];
    if (value === undefined || most === undefined || value <= most || (most === 0 && parameter.atMost.zeroIsNoLimit === true)) return [];
    const shown = isStated(element, parameter) ? parameter : limit;
    return [{ parameter: shown, severity, message: `${parameter.label} (${value}) is above ${limit.label} (${most}${isStated(element, limit) ? '' : ', the default'}): ${because}.` }];
  });
}

function numberOf(element: Element, parameter: ParameterDescription, severity: Conflict['severity']): number | undefined {
  const [group, name] = parameterPath(parameter);
  const binding = element.bindings[group][name];
  if (binding !== undefined) return isLiteral(binding) ? Number(binding) : undefined;
  return severity === 'error' && parameter.kind === 'integer' ? parameter.default : undefined;
}

function isStated(element: Element, { group, name }: ParameterDescription): boolean {
  return element.bindings[group][name] !== undefined;
}
