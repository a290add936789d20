import { html, type TemplateResult } from 'lit/html.js';
import type { TextValue } from '../../src/protocol/form-state';
import { DESCRIPTION_KEY, TITLE_KEY, type FormView } from '../view';
import { messageTemplate } from './field';
import { icon } from './icon';
import { textTemplate } from './text';

/** What the element is: title, description, type, full name, environment. */
export function headerTemplate(view: FormView): TemplateResult {
  const { form } = view;
  return html`
    <header class="header">
      ${headlineTemplate(view, TITLE_KEY, 'Title', form.title, 'Untitled')}
      <div class="facts">
        <span class="type" data-testid="type">${icon('database')}${form.typeLabel}</span>
        <code class="full-name" data-testid="full-name">${form.fullName}</code>
        <span class="chip" data-testid="environment" data-environment=${form.environment} title="Environment in use">
          <span class="hidden">Environment </span>${form.environment}
        </span>
        <span class="unsaved" role="status" data-testid="unsaved">${view.unsaved ? html`<i aria-hidden="true"></i>Unsaved` : ''}</span>
      </div>
      ${headlineTemplate(view, DESCRIPTION_KEY, 'Description', form.description, 'Add a description')}
    </header>
  `;
}

function headlineTemplate(view: FormView, key: string, label: string, text: TextValue, placeholder: string): TemplateResult {
  const name = label.toLowerCase();
  return html`
    <div class="headline ${name}" data-field=${key} data-testid="field-${name}">
      ${textTemplate({ view, key, label, value: text.value, placeholder, describe: text.error, error: text.error })}
      ${messageTemplate('error', name, text.error)}
    </div>
  `;
}
