import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormField, VariableView } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { icon } from './icon';

/** A parameter that an environment variable gives: which one, and what it amounts to in the environment in use. */
export function variableTemplate(view: FormView, field: FormField, variable: VariableView): TemplateResult {
  const { key, label, required, error } = field;
  const edit = `Edit ${variable.key}`;
  return html`
    <div class="label" id="label-${key}" ?data-required=${required}>${label}</div>
    <div
      class="box variable"
      role="group"
      aria-labelledby="label-${key}"
      aria-describedby="value-${key} error-${key}"
      aria-invalid=${error === undefined ? 'false' : 'true'}
      data-testid="variable-${key}"
    >
      <span class="variable-label">
        <span class="hidden">Environment variable </span><span class="name">${variable.name}</span>
        ${variable.name === variable.key ? nothing : html`<code>${variable.key}</code>`}
      </span>
      <button class="icon-button edit-variable" data-testid="edit-variable-${key}" title=${edit} aria-label=${edit} @click=${() => { view.panels.open(field); }}>
        ${icon('edit')}
      </button>
    </div>
    ${valueTemplate(view, field, variable)}
  `;
}

function valueTemplate(view: FormView, field: FormField, { key, required, value }: VariableView): TemplateResult {
  const { display, source } = value;
  if (display !== undefined) {
    return html`<p class="resolved" id="value-${field.key}" data-testid="value-${field.key}"><code>${display}</code> <span class="source">${source}</span></p>`;
  }
  return html`<div class="resolved unset">
    ${icon('warning')}
    <p id="value-${field.key}" data-testid="value-${field.key}"><span class="source">${source}</span>${required ? html`, <strong>required</strong>` : nothing}</p>
    <button class="link" data-testid="set-value-${field.key}" aria-label="Set value of ${key}" @click=${() => { view.panels.open(field, 'value'); }}>Set value…</button>
  </div>`;
}
