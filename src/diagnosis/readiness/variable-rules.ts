import type { TypedElement } from '../../databases/typed-element';
import { bindingOf } from '../../elements/element';
import type { ElementEntry } from '../../elements/element-index';
import { describeValue, findParameter, isVariableBinding, labelsOf, oneOf, parameterPath, type ElementTypes, type ParameterDescription } from '../../elements/parameter';
import { resolveElement } from '../../environments/resolve';
import { lookUpVariable, type ValueSources } from '../../environments/sources';
import { describeExposure, type UsedBy, type VariableConflict, type WorkspaceVariable } from '../../environments/variables';
import { atPath, type Finding, type ReadinessElement } from './finding';
import { roleOf, type ReadinessFolder } from './input';

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
    } else if (result.kind === 'keychain' && roleOf(environment) !== 'development') {
      missing.push(atPath(subject, 'required-variable-unset', 'warning', parameterPath(parameter), keptHere(parameter, environment)));
    } else if (result.kind === 'unstated') {
      const what = parameter.label.toLowerCase();
      const said = { message: `The file says neither where its ${what} is nor that it has none; nothing connects like that.`, remedy: `Bind ${parameter.label} to an environment variable in the form, or choose "No ${what}" there.` };
      missing.push(atPath(subject, 'malformed-element', 'error', parameterPath(parameter), said));
    } else if (result.kind === 'absent' && parameter.required === true && !isVariableBinding(bindingOf(element, parameter))) {
      const said = { message: `${parameter.label} is missing; nothing connects without it.`, remedy: `Fill in ${parameter.label} in the form, or bind it to an environment variable.` };
      missing.push(atPath(subject, 'malformed-element', 'error', parameterPath(parameter), said));
    }
  }
  const { choice, stated } = oneOf(type, (parameter) => bindingOf(element, parameter) !== undefined);
  if (choice[0] !== undefined && stated.length === 0) {
    const said = { message: `${labelsOf(choice)} is missing; nothing connects without it.`, remedy: `Fill in ${labelsOf(choice)} in the form, or bind it to an environment variable.` };
    missing.push(atPath(subject, 'malformed-element', 'error', parameterPath(choice[0]), said));
  }
  const bound = new Set(type.parameters.flatMap((parameter) => variableOf(bindingOf(element, parameter))));
  for (const [key, declaration] of Object.entries(element.variables)) {
    if (declaration.required !== true || bound.has(key)) continue;
    if (lookUpVariable(key, declaration, folder.sources).value === undefined && !folder.hasSecret(key)) report(key, undefined, `${key} is required and has no value in ${environment}.`);
  }
  return [...unset.values(), ...missing];
}

/** A deployment has no keychain of a developer, and no variable stands in its place. */
function keptHere({ label }: ParameterDescription, environment: string): Pick<Finding, 'message' | 'remedy'> {
  return {
    message: `${label} is kept in the keychain of a machine, which a deployment to ${environment} does not have.`,
    remedy: `Turn ${label} into an environment variable, which the deployment can set.`,
  };
}

function variableOf(binding: ReturnType<typeof bindingOf>): string[] {
  return isVariableBinding(binding) ? [binding.variable] : [];
}

function remedyFor(key: string, secret: boolean, { environment }: ValueSources): string {
  if (secret) return `Set ${key} in the environment of the deployment or in a .env file that git ignores; on this machine, in the keychain.`;
  return `Set ${key} in the environment of the deployment, in .env.${environment}, or in the setting "databaseElements.environments".`;
}

/** Declarations that nothing uses, those that disagree, and secrets in fields that everybody sees. */
export function variableFindings(variables: readonly WorkspaceVariable[], types: ElementTypes, texts: ReadonlyMap<ElementEntry, string>): Finding[] {
  const subject = (entry: ElementEntry): ReadinessElement => ({ entry, text: texts.get(entry) ?? '' });
  const declared = (entry: ElementEntry, code: 'unused-variable' | 'conflicting-declaration', key: string, said: Pick<Finding, 'message' | 'remedy'>): Finding =>
    atPath(subject(entry), code, 'warning', ['variables', key], { variable: key, ...said }, 'key');
  return variables.flatMap(({ key, declarations, uses, conflicts }) => {
    // What a malformed file uses cannot be told.
    const unused = uses.length > 0 ? [] : declarations.filter(({ entry }) => entry.element !== undefined).map(({ entry }) => declared(entry, 'unused-variable', key, { message: `${key} is declared and no parameter uses it.`, remedy: 'Delete the declaration, or bind a parameter to it.' }));
    const differing = conflicts.filter((conflict) => conflict.kind === 'declaration');
    const places = [...new Set(differing.flatMap(({ entries }) => entries))];
    return [
      ...unused,
      ...places.map((entry): Finding => ({ ...declared(entry, 'conflicting-declaration', key, describeDifference(key, differing, places.filter((other) => other !== entry))), standing: true })),
      ...conflicts.flatMap((conflict) => (conflict.kind === 'secrecy' ? conflict.shown.flatMap((use) => exposed(subject(use.entry), use, key, conflict.secret, types)) : [])),
    ];
  });
}

function describeDifference(key: string, conflicts: readonly Extract<VariableConflict, { kind: 'declaration' }>[], others: readonly ElementEntry[]): Pick<Finding, 'message' | 'remedy'> {
  return {
    message: `${key} is declared differently in ${others.map((entry) => entry.fullName).join(', ')}: ${conflicts.map(({ property }) => property).join(', ')}.`,
    remedy: 'Make the declarations equal, or give one of the variables a key of its own.',
  };
}

function exposed(subject: ReadinessElement, use: UsedBy, key: string, secret: UsedBy | undefined, types: ElementTypes): Finding[] {
  const type = types.find(subject.entry.typeId ?? '');
  const parameter = type === undefined ? undefined : findParameter(type, use.parameter);
  if (parameter === undefined) return [];
  return [{ ...atPath(subject, 'conflicting-declaration', 'error', [...parameterPath(parameter), 'variable'], { variable: key, ...describeExposure(key, parameter.label, secret) }), standing: true }];
}
