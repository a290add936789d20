import { html, type TemplateResult } from 'lit/html.js';

/** A codicon that only repeats what the text beside it says. */
export function icon(name: string, modifier = ''): TemplateResult {
  return html`<i class="codicon codicon-${name} ${modifier}" aria-hidden="true"></i>`;
}
