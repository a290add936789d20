import type { TypedElement } from '../../databases/typed-element';
import { bindingOf } from '../../elements/element';
import type { ElementEntry } from '../../elements/element-index';
import { describeValue, isVariableBinding, parameterPath, type ParameterDescription } from '../../elements/parameter';
import { resolveElement } from '../../environments/resolve';
import { lookUpVariable, type ValueSources } from '../../environments/sources';
import type { VariableConflict, WorkspaceVariable } from '../../environments/variables';
import { atPath, type Finding, type ReadinessElement } from './finding';
import type { ReadinessFolder } from './input';

/** Variables that an element needs and that have no usable value; parameters that have neither variable nor value. */
export function unsetFindings(subject: ReadinessElement, { element, type }: TypedElement, folder: ReadinessFolder): Finding[] {
  const { environment } = folder.sources;
  const unset = new Map<string, Finding>();
  const missing: Finding[] = [];
  const report = (key: string, parameter: ParameterDescription | undefined, message: string) => {
    const path = Object.hasOwn(element.variables, key) || parameter === undefined ? ['variables', key] : [...parameterPath(parameter), 'variable'];
    const said = { variable: key, message, remedy: remedyFor(key, parameter?.kind === 'secret', folder.sources) };
    unset.set(key, atPath(subject, 'required-variable-unset', 'error', path, said, path.length === 2 ? 'key' : 'value'));
  };
  for (const [parameter, result] of resolveElement(element, type, folder.sources)) {
    if (result.kind === 'unset' && !(parameter.kind === 'secret' && folder.hasSecret(result.variable))) {
      report(result.variable, parameter, `${result.variable} (${parameter.label}) has no value in ${environment}.`);
    } else if (result.kind === 'invalid') {
      report(result.variable, parameter, `The value of ${result.variable} in ${environment} is no use as ${parameter.label}, which must be ${describeValue(parameter)}.`);
    } else if (result.kind === 'absent' && parameter.required === true && !isVariableBinding(bindingOf(element, parameter))) {
      const said = { message: `${parameter.label} is missing; nothing connects without it.`, remedy: `Fill in ${parameter.label} in the form, or bind it to an environment variable.` };
      missing.push(atPath(subject, 'malformed-element', 'error', parameterPath(parameter), said));
    }
  }
  const bound = new Set(type.parameters.flatMap((parameter) => variableOf(bindingOf(element, parameter))));
  for (const [key, declaration] of Object.entries(element.variables)) {
    if (declaration.required !== true || bound.has(key)) continue;
    if (lookUpVariable(key, declaration, folder.sources).value === undefined && !folder.hasSecret(key)) report(key, undefined, `${key} is required and has no value in ${environment}.`);
  }
  return [...unset.values(), ...missing];
}

function variableOf(binding: ReturnType<typeof bindingOf>): string[] {
  return isVariableBinding(binding) ? [binding.variable] : [];
}

function remedyFor(key: string, secret: boolean, { environment }: ValueSources): string {
  if (secret) return `Set ${key} in the environment of the deployment or in a .env file that git ignores; on this machine, in the keychain.`;
  return `Set ${key} in the environment of the deployment, in .env.${environment}, or in the setting "databaseElements.environments".`;
}

/** Declarations that nothing uses, and those that disagree. */
export function variableFindings(variables: readonly WorkspaceVariable[], texts: ReadonlyMap<ElementEntry, string>): Finding[] {
  const at = (entry: ElementEntry, code: 'unused-variable' | 'conflicting-declaration', key: string, said: Pick<Finding, 'message' | 'remedy'>): Finding =>
    atPath({ entry, text: texts.get(entry) ?? '' }, code, 'warning', ['variables', key], { variable: key, ...said }, 'key');
  return variables.flatMap((variable) => {
    const { key, declarations, uses, conflicts } = variable;
    const unused = uses.length > 0 ? [] : declarations.map(({ entry }) => at(entry, 'unused-variable', key, { message: `${key} is declared and no parameter uses it.`, remedy: 'Delete the declaration, or bind a parameter to it.' }));
    const differing = conflicts.length === 0 ? [] : placesOf(variable).map((entry) => at(entry, 'conflicting-declaration', key, describeConflicts(key, conflicts, entry)));
    return [...unused, ...differing];
  });
}

function placesOf({ conflicts }: WorkspaceVariable): ElementEntry[] {
  return [...new Set(conflicts.flatMap(entriesOf))];
}

function entriesOf(conflict: VariableConflict): readonly ElementEntry[] {
  return conflict.kind === 'declaration' ? conflict.entries : [conflict.secret.entry, conflict.shown.entry];
}

function describeConflicts(key: string, conflicts: readonly VariableConflict[], here: ElementEntry): Pick<Finding, 'message' | 'remedy'> {
  const secrecy = conflicts.find((conflict) => conflict.kind === 'secrecy');
  if (secrecy?.kind === 'secrecy') {
    const { secret, shown } = secrecy;
    return {
      message: `${key} is the secret of ${secret.entry.fullName} (${secret.parameter}), and ${shown.entry.fullName} shows it as ${shown.parameter}.`,
      remedy: 'Use one variable for the secret and another for what may be seen.',
    };
  }
  const properties = conflicts.flatMap((conflict) => (conflict.kind === 'declaration' ? [conflict.property] : []));
  const others = [...new Set(conflicts.flatMap(entriesOf))].filter((entry) => entry !== here).map((entry) => entry.fullName);
  return {
    message: `${key} is declared differently in ${others.join(', ')}: ${properties.join(', ')}.`,
    remedy: 'Make the declarations equal, or give one of the variables a key of its own.',
  };
}
