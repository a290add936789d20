import { html, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { FormField } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { icon } from './icon';

/**
 * Switches a parameter between a literal and an environment variable. It stands after the control, which is what Tab and a
 * request for the field lead to first; the style sheet puts it at the end of the label's line.
 */
export function bindToggleTemplate(view: FormView, field: FormField): TemplateResult {
  const { key, state } = field;
  const bound = state.kind === 'variable';
  const open = !bound && view.panels.get(key) !== undefined;
  const text = open ? `${stateOf(field)}. Close the environment variable panel` : `${stateOf(field)}. ${effectOf(field)}`;
  const press = (): void => {
    if (bound) view.panels.useLiteral(field);
    else if (open) view.panels.close(field);
    else view.panels.open(field);
  };
  return html`<button
    class="icon-button bind"
    data-testid="bind-${key}"
    aria-pressed=${bound ? 'true' : 'false'}
    aria-expanded=${ifDefined(bound ? undefined : open ? 'true' : 'false')}
    title=${text}
    aria-label=${text}
    @click=${press}
  >
    ${icon('symbol-variable')}
  </button>`;
}

function stateOf({ label, state }: FormField): string {
  switch (state.kind) {
    case 'literal':
      return `${label} is a literal`;
    case 'variable':
      return `${label} comes from ${state.variable.key}`;
    case 'secret':
      return state.secret.kind === 'none' ? `${label} is not used` : `${label} is a secret`;
  }
}

function effectOf({ control, state }: FormField): string {
  if (state.kind !== 'variable') return 'Use an environment variable';
  return control.kind === 'secret' ? 'Use a stored secret' : 'Use a literal value';
}
