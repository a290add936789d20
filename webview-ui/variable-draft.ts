import { keyProblem, suggestKey, valueProblem } from '../src/protocol/variable-key';
import type { ElementForm, FormField, VariableView } from '../src/protocol/form-state';
import type { FormMessage } from '../src/protocol/messages';

type Binding = Extract<FormMessage, { kind: 'bindVariable' | 'bindSecretVariable' }>;

/** What stands in an environment variable panel. The text of a secret is in its input element and nowhere else. */
export interface VariableDraft {
  /** Key of the variable that the field is bound to; undefined while the field is none. */
  readonly bound: string | undefined;
  /** Key of the existing variable that was chosen instead of a new one; '' for a new one. */
  readonly existing: string;
  readonly name: string;
  readonly key: string;
  /** The key is the person's own: the name no longer suggests it. */
  readonly keyTyped: boolean;
  readonly defaultValue: string;
  readonly description: string;
  readonly required: boolean;
  /** For the environment in use; '' leaves the value as it is. Always '' for a secret. */
  readonly value: string;
  readonly secret: boolean;
  readonly revealed: boolean;
}

/** A new variable for a field. `literal` becomes its value, so that the connection goes on working. */
export function newVariable(form: ElementForm, field: FormField, title: string, literal: string): VariableDraft {
  const element = title.trim() || (form.fullName.split('.').at(-1) ?? '');
  const name = `${element} ${field.label}`;
  const secret = field.control.kind === 'secret';
  return {
    bound: undefined,
    existing: '',
    name,
    key: suggestKey(name, keysOf(form)),
    keyTyped: false,
    defaultValue: '',
    description: '',
    required: false,
    value: secret ? '' : literal,
    secret,
    revealed: false,
  };
}

/** The variable that a field is bound to. */
export function boundVariable(field: FormField, variable: VariableView): VariableDraft {
  return { ...declared(field, variable), bound: variable.key, existing: '' };
}

/** A variable of the workspace that the field is not bound to yet. */
export function existingVariable(field: FormField, variable: VariableView): VariableDraft {
  return { ...declared(field, variable), bound: undefined, existing: variable.key };
}

function declared(field: FormField, { key, name, description, defaultValue, required, secret }: VariableView): Omit<VariableDraft, 'bound' | 'existing'> {
  return { name, key, keyTyped: true, description, defaultValue, required, value: '', secret: secret || field.control.kind === 'secret', revealed: false };
}

export function rename(form: ElementForm, draft: VariableDraft, name: string): VariableDraft {
  return { ...draft, name, key: draft.keyTyped ? draft.key : suggestKey(name, keysOf(form)) };
}

/** A key that is emptied is suggested again. */
export function typeKey(draft: VariableDraft, key: string): VariableDraft {
  return { ...draft, key, keyTyped: key !== '' };
}

/** The key of a variable that exists already is not up to the panel. */
export function isKeyFixed(draft: VariableDraft): boolean {
  return draft.bound !== undefined || draft.existing !== '';
}

/** Why the variable cannot be used, by the line of the panel that is to be corrected; empty when it can. */
export function draftProblems(form: ElementForm, draft: VariableDraft): { readonly key?: string; readonly value?: string; readonly defaultValue?: string } {
  const key = draft.key.trim();
  const problems = { key: isKeyFixed(draft) ? undefined : newKeyProblem(form, key), value: valueProblem(key, draft.value), defaultValue: valueProblem(key, draft.defaultValue) };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));
}

function newKeyProblem(form: ElementForm, key: string): string | undefined {
  return keyProblem(key) ?? (keysOf(form).includes(key) ? `${key} exists already. Choose it as the variable, or use another key.` : undefined);
}

/** The message that binds a field; `secret` is the text of the secret's input. */
export function bindMessage(field: string, draft: VariableDraft, secret: string): Binding {
  const { description, required } = draft;
  const key = draft.key.trim();
  const variable = { key, name: draft.name.trim() || key, description: description.trim(), defaultValue: draft.secret ? '' : draft.defaultValue, required };
  if (draft.secret) return { kind: 'bindSecretVariable', key: field, variable, ...(secret === '' ? {} : { secret }) };
  return { kind: 'bindVariable', key: field, variable, ...(draft.value === '' ? {} : { value: draft.value }) };
}

function keysOf(form: ElementForm): readonly string[] {
  return form.variables.map((variable) => variable.key);
}
