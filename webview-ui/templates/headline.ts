import { html, type TemplateResult } from 'lit/html.js';
import type { TextValue } from '../../src/protocol/form-state';
import type { TextView } from '../view';
import { messageTemplate } from './message';
import { textTemplate } from './text';

/** Title and description: text of the page until they are edited. */
export function headlineTemplate(view: TextView, key: string, label: string, text: TextValue, placeholder: string): TemplateResult {
  const name = label.toLowerCase();
  return html`
    <div class="headline ${name}" data-field=${key} data-testid="field-${name}">
      ${textTemplate({ view, key, label, value: text.value, placeholder, describe: text.error, error: text.error })}
      ${messageTemplate('error', name, text.error)}
    </div>
  `;
}
