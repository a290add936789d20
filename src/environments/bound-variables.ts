import { bindingOf, type Statements } from '../elements/element';
import { isVariableBinding, PARAMETER_GROUPS, parameterKey, type ElementType, type ParameterDescription } from '../elements/parameter';
import { looksSecret } from '../elements/secret-looking';

/** A parameter whose value comes from a variable. */
export interface BoundVariable {
  readonly key: string;
  /** parameterKey() of the field. */
  readonly parameter: string;
  readonly secret: boolean;
  /** Nothing connects without this parameter, whatever the declaration says. */
  readonly needed: boolean;
}

/** The variables that give parameters. Of a type that is not known here, names tell which of them are secrets. */
export function boundVariables(stated: Statements, type: ElementType | undefined): BoundVariable[] {
  const found: BoundVariable[] = [];
  for (const parameter of type?.parameters ?? namedParameters(stated)) {
    const binding = bindingOf(stated, parameter);
    if (!isVariableBinding(binding)) continue;
    const secret = parameter.kind === 'secret';
    found.push({ key: binding.variable, parameter: parameterKey(parameter), secret, needed: secret || parameter.required === true });
  }
  return found;
}

function namedParameters({ bindings }: Statements): Pick<ParameterDescription, 'group' | 'name' | 'kind' | 'required'>[] {
  return PARAMETER_GROUPS.flatMap((group) => Object.keys(bindings[group]).map((name) => ({ group, name, kind: looksSecret('', [group, name]) ? ('secret' as const) : ('text' as const) })));
}
