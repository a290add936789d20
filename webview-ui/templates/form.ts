import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormView } from '../view';
import { actionBarTemplate } from './action-bar';
import { headerTemplate } from './header';
import { icon } from './icon';
import { sectionTemplate } from './section';
import { testPanelTemplate } from './test-panel';

/** Shown until the host has answered; its style sheet lets it appear only when that takes long. */
export const loadingTemplate = html`<p class="loading" role="status">Loading…</p>`;

/** The whole form of a readable element. */
export function formTemplate(view: FormView): TemplateResult {
  return html`
    <main class="page">
      ${headerTemplate(view)} ${problemsTemplate(view.form.problems)} ${view.form.sections.map((section) => sectionTemplate(view, section))}
    </main>
    ${actionBarTemplate(view)} ${testPanelTemplate(view)}
  `;
}

function problemsTemplate(problems: readonly string[]): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`
    <ul class="problems" data-testid="problems" aria-label="Problems">
      ${problems.map((problem) => html`<li>${icon('warning')}<span>${problem}</span></li>`)}
    </ul>
  `;
}
