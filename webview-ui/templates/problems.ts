import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from './icon';

/** Problems that belong to no field. */
export function problemsTemplate(problems: readonly string[]): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`
    <ul class="problems" data-testid="problems" aria-label="Problems">
      ${problems.map((problem) => html`<li>${icon('warning')}<span>${problem}</span></li>`)}
    </ul>
  `;
}
