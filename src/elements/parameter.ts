/** The vocabulary in which a database type describes its parameters. Schema, form and CLI are driven by it. */

export type Literal = string | number | boolean;

/** How a file states a parameter: a literal, an environment variable, or, for a secret, where it is kept. */
export type Binding = Literal | { readonly variable: string } | { readonly keychain: true } | { readonly none: true };

export const PARAMETER_GROUPS = ['connection', 'tls', 'pool', 'timeouts', 'options'] as const;
export type ParameterGroup = (typeof PARAMETER_GROUPS)[number];

interface Description {
  /** Where it stands in the file: `connection.host` is `{ "connection": { "host": ... } }`. */
  readonly group: ParameterGroup;
  readonly name: string;
  readonly label: string;
  /** One sentence for the form and for hovers in the text. */
  readonly help?: string;
  readonly placeholder?: string;
  /** No connection is tried without it. */
  readonly required?: boolean;
  /** Shown on the main form; all else folds away under its section. */
  readonly main?: boolean;
}

export type ParameterDescription = Description &
  (
    | { readonly kind: 'text'; readonly default?: string; readonly pattern?: { readonly source: string; readonly hint: string } }
    | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly default?: number; readonly unit?: 'ms'; readonly atMost?: Bound }
    | { readonly kind: 'boolean'; readonly default?: boolean }
    | { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly default?: string }
    /** A path relative to the workspace folder. */
    | { readonly kind: 'path'; readonly default?: string; readonly special?: readonly string[] }
    | { readonly kind: 'secret'; readonly default?: never }
  );

/** Another integer parameter of the same element that this one is not to exceed. */
export interface Bound {
  /** See parameterKey(). */
  readonly key: string;
  readonly severity: 'error' | 'warning';
  /** What happens otherwise; the end of a sentence. */
  readonly because: string;
  readonly zeroIsNoLimit?: boolean;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}

/** A database type as far as element files are concerned. */
export interface ElementType {
  readonly id: string;
  readonly label: string;
  readonly parameters: readonly ParameterDescription[];
  /** Keys of parameters of which exactly one is to be stated. */
  readonly exactlyOneOf?: readonly string[];
}

/** Looks a type up by its id; the registry of databases is one. */
export interface ElementTypes {
  readonly all: readonly ElementType[];
  find(id: string): ElementType | undefined;
}

/** The name of a parameter in failures, messages and commands: `host` in `connection`, else `tls.mode`. */
export function parameterKey(parameter: Pick<ParameterDescription, 'group' | 'name'>): string {
  return parameter.group === 'connection' ? parameter.name : `${parameter.group}.${parameter.name}`;
}

export function parameterPath(parameter: Pick<ParameterDescription, 'group' | 'name'>): readonly [ParameterGroup, string] {
  return [parameter.group, parameter.name];
}

export function findParameter(type: ElementType, key: string): ParameterDescription | undefined {
  return type.parameters.find((parameter) => parameterKey(parameter) === key);
}

/** The parameters of which exactly one is to be stated, and those that are. Empty for a type without such a choice. */
export function oneOf(type: ElementType, isStated: (parameter: ParameterDescription) => boolean): { readonly choice: readonly ParameterDescription[]; readonly stated: readonly ParameterDescription[] } {
  const choice = type.parameters.filter((parameter) => type.exactlyOneOf?.includes(parameterKey(parameter)) === true);
  return { choice, stated: choice.filter(isStated) };
}

/** "Service name or SID". */
export function labelsOf(parameters: readonly ParameterDescription[]): string {
  return parameters.map((parameter) => parameter.label).join(' or ');
}

export function isVariableBinding(binding: Binding | undefined): binding is { readonly variable: string } {
  return typeof binding === 'object' && 'variable' in binding;
}

export function isKeychainBinding(binding: Binding | undefined): binding is { readonly keychain: true } {
  return typeof binding === 'object' && 'keychain' in binding;
}

export function isLiteral(binding: Binding | undefined): binding is Literal {
  return binding !== undefined && typeof binding !== 'object';
}

/** A sentence on what a literal may be, e.g. "a whole number from 1 to 65535". */
export function describeValue(parameter: ParameterDescription): string {
  switch (parameter.kind) {
    case 'text':
      return parameter.pattern?.hint ?? 'a text';
    case 'integer':
      return `a whole number from ${parameter.min} to ${parameter.max}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${parameter.choices.map((choice) => choice.value).join(', ')}`;
    case 'path':
      return 'a path relative to the workspace folder';
    case 'secret':
      return '{ "keychain": true }, { "variable": KEY } or { "none": true }';
  }
}
