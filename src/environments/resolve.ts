import { Secret } from '../credentials/secret';
import { bindingOf, type Element } from '../elements/element';
import { isKeychainBinding, isLiteral, isVariableBinding, type ElementType, type Literal, type ParameterDescription } from '../elements/parameter';
import { secretKeysIn } from './secret-keys';
import { holdsSecret, lookUpOutside, lookUpVariable, type ValueSource, type ValueSources } from './sources';

/** What a parameter comes to in one environment. */
export type ResolvedParameter =
  | { readonly kind: 'value'; readonly value: Literal; readonly from: 'literal' | ValueSource }
  | { readonly kind: 'secret'; readonly value: Secret; readonly from: ValueSource }
  /** The file does not state it, its optional variable is unset, or there is no secret: the driver's default applies. */
  | { readonly kind: 'absent' }
  /** The file does not mention the secret: neither where it is kept nor that there is none. */
  | { readonly kind: 'unstated' }
  /** The secret is kept in a store, bound to the target; the vault has to be asked. */
  | { readonly kind: 'keychain' }
  | { readonly kind: 'unset'; readonly variable: string; readonly name: string }
  /** The variable's value does not fit the parameter. The value itself is left out for secrets. */
  | { readonly kind: 'invalid'; readonly variable: string; readonly found: string }
  /** The variable holds a secret, and the parameter is one that everybody sees. */
  | { readonly kind: 'exposed'; readonly variable: string };

/** In the order of the type's parameters. */
export type ResolvedElement = readonly (readonly [ParameterDescription, ResolvedParameter])[];

/**
 * Resolves every parameter of an element. Pure: the same for the form, the test, the CLI and the API. A store's value of
 * a secret variable goes before what stands here; whoever connects asks the store.
 */
export function resolveElement(element: Element, type: ElementType, sources: ValueSources): ResolvedElement {
  const own = secretKeysIn(element, type);
  return type.parameters.map((parameter) => [parameter, resolveParameter(element, parameter, sources, own)]);
}

/** Most parameters of most elements. */
const ABSENT: ResolvedParameter = { kind: 'absent' };
const UNSTATED: ResolvedParameter = { kind: 'unstated' };

function resolveParameter(element: Element, parameter: ParameterDescription, sources: ValueSources, ownSecrets: readonly string[]): ResolvedParameter {
  const binding = bindingOf(element, parameter);
  if (isLiteral(binding)) return { kind: 'value', value: binding, from: 'literal' };
  if (isKeychainBinding(binding)) return { kind: 'keychain' };
  if (binding === undefined && parameter.kind === 'secret') return UNSTATED;
  if (!isVariableBinding(binding)) return ABSENT;
  const key = binding.variable;
  const declaration = Object.hasOwn(element.variables, key) ? element.variables[key] : undefined;
  const { value, source } = parameter.kind === 'secret' ? lookUpOutside(key, sources) : lookUpVariable(key, declaration, sources);
  if (parameter.kind !== 'secret' && (ownSecrets.includes(key) || holdsSecret(key, value, sources))) return { kind: 'exposed', variable: key };
  if (value === undefined) {
    // Without a host, a user or a password a connection would go somewhere nobody meant.
    const needed = declaration?.required === true || parameter.required === true || parameter.kind === 'secret';
    return needed ? { kind: 'unset', variable: key, name: declaration?.name ?? key } : ABSENT;
  }
  if (parameter.kind === 'secret') return { kind: 'secret', value: new Secret(value), from: source };
  const converted = convert(value, parameter);
  return converted === undefined ? { kind: 'invalid', variable: key, found: value } : { kind: 'value', value: converted, from: source };
}

/** The first variable that keeps an element from being used, for people; undefined when none does. Values of secrets may be in a store, which is not asked here. */
export function whatIsLacking(element: Element, type: ElementType, sources: ValueSources): string | undefined {
  for (const [parameter, result] of resolveElement(element, type, sources)) {
    if (result.kind === 'unset' && parameter.kind !== 'secret') return `${result.variable} is not set`;
    if (result.kind === 'invalid') return `the value of ${result.variable} is no use as ${parameter.label}`;
    if (result.kind === 'exposed') return `${result.variable} holds a secret`;
  }
  return undefined;
}

/** The text of a variable as the parameter's own kind of value; undefined when it does not fit. */
export function convert(text: string, parameter: ParameterDescription): Literal | undefined {
  switch (parameter.kind) {
    case 'integer': {
      const number = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : NaN;
      return number >= parameter.min && number <= parameter.max ? number : undefined;
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'choice':
      return parameter.choices.some((choice) => choice.value === text) ? text : undefined;
    case 'text':
      return parameter.pattern === undefined || new RegExp(parameter.pattern.source).test(text) ? text : undefined;
    case 'path':
    case 'secret':
      return text;
  }
}
