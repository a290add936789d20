import { html, type TemplateResult } from 'lit/html.js';
import type { FieldState, FormField } from '../../src/protocol/form-state';
import { icon } from './icon';

/** A parameter that an environment variable gives: which one, and what it amounts to in the environment in use. */
export function variableTemplate({ key, label, required }: FormField, state: Extract<FieldState, { kind: 'variable' }>): TemplateResult {
  const { display, source } = state.value;
  return html`
    <div class="label" id="label-${key}" ?data-required=${required}>${label}</div>
    <div class="box variable" role="group" tabindex="-1" aria-labelledby="label-${key}" aria-describedby="value-${key}" data-testid="variable-${key}">
      ${icon('symbol-variable')}<span class="hidden">Environment variable </span><span class="name">${state.name}</span>
      <code>${state.variable}</code>
    </div>
    <p class="resolved ${display === undefined ? 'unset' : ''}" id="value-${key}" data-testid="value-${key}">
      ${display === undefined ? icon('warning') : html`<code>${display}</code>`} <span class="source">${source}</span>
    </p>
  `;
}
