import { html, type TemplateResult } from 'lit/html.js';
import type { FormField } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { bindToggleTemplate } from './bind-toggle';
import { literalTemplate } from './controls';
import { messageTemplate } from './message';
import { secretTemplate } from './secret';
import { variableTemplate } from './variable';
import { variablePanelTemplate } from './variable-panel';

/** A parameter: its control for the way the file states it, what there is to say about it, and its open environment variable panel. */
export function fieldTemplate(view: FormView, field: FormField): TemplateResult {
  return html`
    <div class="field ${spanOf(field)}" data-field=${field.key} data-testid="field-${field.key}">
      ${controlTemplate(view, field)} ${bindToggleTemplate(view, field)} ${messageTemplate('error', field.key, field.error)}
      ${messageTemplate('warning', field.key, warningOf(view, field))}
      ${helpOf(view, field).map((help, index) => html`<p class="help" id="help-${field.key}-${index}">${help}</p>`)}
    </div>
    ${variablePanelTemplate(view, field)}
  `;
}

function controlTemplate(view: FormView, field: FormField): TemplateResult {
  switch (field.state.kind) {
    case 'literal':
      return literalTemplate(view, field, field.state, describe(view, field));
    case 'variable':
      return variableTemplate(view, field, field.state.variable);
    case 'secret':
      return secretTemplate(view, field, field.state.secret, describe(view, field));
  }
}

/** While a connection string is typed, that is what there is to say. */
function warningOf(view: FormView, { key, warning }: FormField): string | undefined {
  return view.drafts.isHeld(key) ? 'Reads like a connection string: it is split into the fields when you leave this one, and nothing of it is written before.' : warning;
}

/** Everything that stands beside the field, as one text: the worst first. */
function describe(view: FormView, field: FormField): string | undefined {
  const texts = [field.error, warningOf(view, field), ...helpOf(view, field)].filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.join(' ');
}

function helpOf(view: FormView, { key, control, state, help }: FormField): readonly string[] {
  // The text is of use to whoever types a value: for a variable that is in its panel.
  if (state.kind === 'variable') return [];
  if (state.kind === 'secret' && state.secret.kind === 'missing' && state.secret.store !== '') return [`Goes to ${state.secret.store} when you save, never into the file.`];
  if (control.kind !== 'choice' || state.kind !== 'literal') return help === undefined ? [] : [help];
  const value = view.drafts.shown(key, state.value) || state.fallback;
  const choiceHelp = control.choices.find((choice) => choice.value === value)?.help;
  return [help, choiceHelp].filter((text) => text !== undefined);
}

/** How much of a wide form's width a field wants. */
function spanOf({ key, control }: FormField): 'broad' | 'slim' | 'wide' | '' {
  if (key === 'host') return 'broad';
  if (key === 'port') return 'slim';
  return control.kind === 'secret' || key === 'file' ? 'wide' : '';
}
