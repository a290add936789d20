import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from './icon';

/** An error or a warning beside the field that it is about. */
export function messageTemplate(severity: 'error' | 'warning', key: string, text: string | undefined): TemplateResult | typeof nothing {
  if (text === undefined) return nothing;
  return html`<p class="message ${severity}" id="${severity}-${key}" data-testid="${severity}-${key}">${icon(severity)}<span>${text}</span></p>`;
}
