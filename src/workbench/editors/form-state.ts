import { parse } from 'jsonc-parser';
import { isObject } from '../../elements/findings';
import { parseElement, type ParsedElement } from '../../elements/parse';
import { describeValue, parameterKey, type ElementType, type ElementTypes, type ParameterDescription } from '../../elements/parameter';
import { sayInForm, type Problem } from '../../elements/problem';
import type { Conflict } from '../../elements/related-values';
import { convert } from '../../environments/resolve';
import { secretKeysIn } from '../../environments/secret-keys';
import { describeExposure } from '../../environments/variables';
import type { FieldControl, FieldState, FormField, FormSection, FormState, VariableView } from '../../protocol/form-state';
import { contradictionsIn, fieldState, statedValue, type FieldSources } from './field-state';

export interface FormInput extends FieldSources {
  readonly text: string;
  readonly fullName: string;
  readonly types: ElementTypes;
  readonly trusted: boolean;
  readonly unsaved: boolean;
  /** Never saved yet: what is still empty is not pointed out. */
  readonly fresh: boolean;
  readonly environmentProtected: boolean;
  /** Those of the workspace folder, to choose from. */
  readonly variables: readonly VariableView[];
}

/** Where a new element begins. */
const PASTE = 'A connection string that is pasted here is split into the fields.';

/** What the form shows for a text. Pure: the same text and sources give the same form. */
export function formState(given: FormInput): FormState {
  const parsed = parseElement(given.text, given.types);
  const type = parsed.typeId === undefined ? undefined : given.types.find(parsed.typeId);
  const input = withOwnSecrets(given, parsed, type);
  const broken = parsed.problems.some((problem) => problem.severity === 'error' && problem.path.length === 0);
  // A text that the parser of elements gives up on is not given to another.
  const raw: unknown = broken ? undefined : parse(input.text, [], { allowTrailingComma: true });
  if (type === undefined || !isObject(raw)) {
    return { kind: 'unreadable', fullName: input.fullName, problems: parsed.problems.map(({ message, start }) => ({ message, ...start })) };
  }
  const contradictions = contradictionsIn(type, raw, input);
  const draw = (parameter: ParameterDescription) => {
    const drawn = field(parameter, raw, parsed, input, contradictions);
    return input.fresh && parameter === type.parameters[0] && parameter.kind === 'text' ? { ...drawn, help: [drawn.help, PASTE].filter((text) => text !== undefined).join(' ') } : drawn;
  };
  const claimed = new Set<Problem>(type.parameters.flatMap((parameter) => problemsOf(parameter, parsed)));
  const titled = new Set(parsed.problems.filter((problem) => problem.path[0] === 'title' || problem.path[0] === 'description'));
  return {
    kind: 'element',
    fullName: input.fullName,
    typeId: type.id,
    typeLabel: type.label,
    title: textValue('title', raw, parsed),
    description: textValue('description', raw, parsed),
    environment: input.sources.environment,
    environmentProtected: input.environmentProtected,
    variables: input.variables,
    trusted: input.trusted,
    unsaved: input.unsaved,
    sections: sections(type, draw),
    problems: parsed.problems.filter((problem) => !claimed.has(problem) && !titled.has(problem)).map(sayInForm),
  };
}

/** The sources know the secret variables of saved files; the text may have bound another one. */
function withOwnSecrets(input: FormInput, { element, salvaged }: ParsedElement, type: ElementType | undefined): FormInput {
  const stated = element ?? salvaged;
  if (stated === undefined) return input;
  return { ...input, sources: { ...input.sources, secretKeys: new Set([...input.sources.secretKeys, ...secretKeysIn(stated, type)]) } };
}

function sections(type: ElementType, draw: (parameter: ParameterDescription) => FormField): FormSection[] {
  const main = type.parameters.filter((parameter) => parameter.main === true);
  const folded = (group: readonly string[]) => type.parameters.filter((parameter) => parameter.main !== true && group.includes(parameter.group));
  const all: FormSection[] = [
    { id: 'main', label: 'Connection', folded: false, fields: main.map(draw) },
    { id: 'tls', label: 'Client certificate', folded: true, fields: folded(['tls']).map(draw) },
    { id: 'pool', label: 'Pool', folded: true, fields: folded(['pool']).map(draw) },
    { id: 'advanced', label: 'Advanced', folded: true, fields: folded(['connection', 'timeouts', 'options']).map(draw) },
  ];
  return all.filter((section) => section.fields.length > 0);
}

function field(parameter: ParameterDescription, raw: Record<string, unknown>, parsed: ParsedElement, input: FormInput, contradictions: readonly Conflict[]): FormField {
  const state = fieldState(parameter, raw, input);
  const said = (severity: Problem['severity']) => [
    ...problemsOf(parameter, parsed).filter((problem) => problem.severity === severity).map(sayInForm),
    ...contradictions.filter((conflict) => conflict.parameter === parameter && conflict.severity === severity).map(({ message }) => message),
  ];
  const [error = misuse(parameter, state)] = said('error');
  const [warning] = said('warning');
  const lacking = lackOf(parameter, raw, state);
  return {
    key: parameterKey(parameter),
    label: parameter.label,
    ...(parameter.help === undefined ? {} : { help: parameter.help }),
    ...(parameter.placeholder === undefined ? {} : { placeholder: parameter.placeholder }),
    required: parameter.required === true,
    control: control(parameter),
    state,
    ...(error === undefined ? {} : { error }),
    ...(warning !== undefined ? { warning } : lacking !== undefined && error === undefined && !input.fresh ? { warning: lacking } : {}),
  };
}

/** What is to be said of a field that the file leaves open and that a connection needs. */
function lackOf(parameter: ParameterDescription, raw: Record<string, unknown>, state: FieldState): string | undefined {
  const { group, name, label, kind, required } = parameter;
  if (kind === 'secret') return statedValue(raw, group, name) === undefined ? `Enter a ${label.toLowerCase()}, or say that there is none: nothing connects before.` : undefined;
  return required === true && state.kind === 'literal' && state.value === '' && state.fallback === undefined ? `${label} is needed to connect.` : undefined;
}

/** Why the value of a variable is no use for a field, in the words in which a test says it. */
function misuse(parameter: ParameterDescription, state: FieldState): string | undefined {
  if (parameter.kind === 'secret' || state.kind !== 'variable') return undefined;
  const { key, secret, value } = state.variable;
  if (secret) {
    const { message, remedy } = describeExposure(key, parameter.label);
    return `${message} ${remedy}`;
  }
  return value.display === undefined || convert(value.display, parameter) !== undefined ? undefined : `${parameter.label} must be ${describeValue(parameter)}, which the value of ${key} is not.`;
}

function control(parameter: ParameterDescription): FieldControl {
  switch (parameter.kind) {
    case 'integer':
      return { kind: 'integer', min: parameter.min, max: parameter.max, ...(parameter.unit === undefined ? {} : { unit: parameter.unit }) };
    case 'choice':
      return { kind: 'choice', choices: parameter.choices };
    case 'text':
    case 'boolean':
    case 'path':
    case 'secret':
      return { kind: parameter.kind };
  }
}

function textValue(key: 'title' | 'description', raw: Record<string, unknown>, parsed: ParsedElement): { readonly value: string; readonly error?: string } {
  const value = raw[key];
  const [error] = parsed.problems.filter((problem) => problem.path[0] === key).map(sayInForm);
  return { value: typeof value === 'string' ? value : '', ...(error === undefined ? {} : { error }) };
}

function problemsOf(parameter: ParameterDescription, parsed: ParsedElement): Problem[] {
  return parsed.problems.filter((problem) => problem.path[0] === parameter.group && problem.path[1] === parameter.name);
}

/** What a text typed into a field means for the file; a text that does not fit is written as it is, so that its error shows. */
export function literalOf(parameter: ParameterDescription, typed: string): string | number | boolean | undefined {
  if (typed === '') return undefined;
  if (parameter.kind === 'integer' && /^-?\d{1,15}$/.test(typed.trim())) return Number(typed);
  if (parameter.kind === 'boolean' && (typed === 'true' || typed === 'false')) return typed === 'true';
  return typed;
}
