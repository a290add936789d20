import { html, type TemplateResult } from 'lit/html.js';
import type { FieldControl, FieldState, FormField } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { checkTemplate, choiceTemplate } from './choice';
import { icon } from './icon';
import { textTemplate, type TextLine } from './text';

type Literal = Extract<FieldState, { kind: 'literal' }>;
type Choices = Extract<FieldControl, { kind: 'choice' }>['choices'];

/** The control of a parameter that the file states as a literal, or leaves out. */
export function literalTemplate(view: FormView, field: FormField, state: Literal, describe: string | undefined): TemplateResult {
  const { control, key, label, required, error } = field;
  const example = field.placeholder === undefined ? undefined : `e.g. ${field.placeholder}`;
  const line: TextLine = { view, key, label, required, error, describe, value: state.value, placeholder: state.fallback || example };
  switch (control.kind) {
    case 'text':
    case 'secret':
      return textTemplate(line);
    case 'integer':
      return textTemplate({ ...line, numeric: true, unit: control.unit });
    case 'path':
      return pathTemplate(view, line);
    case 'boolean':
      return checkboxTemplate(view, field, state);
    case 'choice':
      return dropdownTemplate(view, field, state, control.choices);
  }
}

function pathTemplate({ actions }: FormView, line: TextLine): TemplateResult {
  const choose = `Choose ${line.label.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase())}…`;
  return html`
    <div class="path">
      ${textTemplate(line)}
      <button
        class="icon-button framed"
        data-testid="choose-${line.key}"
        title=${choose}
        aria-label=${choose}
        @click=${() => { actions.send({ kind: 'choosePath', key: line.key }); }}
      >
        ${icon('folder-opened')}
      </button>
    </div>
  `;
}

function checkboxTemplate(view: FormView, { key, label, error }: FormField, state: Literal): TemplateResult {
  const checked = (view.drafts.shown(key, state.value) || state.fallback) === 'true';
  return checkTemplate({ label, checked, error, describedBy: descriptionIds(key), changed: (value) => { view.drafts.choose(key, String(value), state.value); } });
}

function dropdownTemplate(view: FormView, { key, label, required, error }: FormField, state: Literal, choices: Choices): TemplateResult {
  const value = view.drafts.shown(key, state.value);
  return choiceTemplate({
    key,
    label,
    value,
    required,
    error,
    describedBy: descriptionIds(key),
    options: optionsOf(state, value, choices),
    choose: (chosen) => { view.drafts.choose(key, chosen, state.value); },
    left: () => { view.drafts.leave(key); },
  });
}

/** The choices, one that stands for a parameter the file leaves out, and a value that is none of the choices when the file has one. */
function optionsOf({ fallback }: Literal, value: string, choices: Choices): readonly { value: string; label: string }[] {
  const fallbackLabel = choices.find((choice) => choice.value === fallback)?.label;
  const unstated = { value: '', label: fallbackLabel === undefined ? 'Not set' : `Default (${fallbackLabel})` };
  const known = value === '' || choices.some((choice) => choice.value === value);
  return [unstated, ...choices, ...(known ? [] : [{ value, label: value }])];
}

function descriptionIds(key: string): string {
  return `error-${key} warning-${key} help-${key}-0 help-${key}-1`;
}
