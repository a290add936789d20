import { html, type TemplateResult } from 'lit/html.js';
import type { FormView } from '../view';
import { actionBarTemplate } from './action-bar';
import { headerTemplate } from './header';
import { problemsTemplate } from './problems';
import { sectionTemplate } from './section';
import { testPanelTemplate } from './test-panel';

/** The whole form of a readable element. */
export function formTemplate(view: FormView): TemplateResult {
  return html`
    <main class="page">
      ${headerTemplate(view)} ${problemsTemplate(view.form.problems)} ${view.form.sections.map((section) => sectionTemplate(view, section))}
    </main>
    ${actionBarTemplate(view)} ${testPanelTemplate(view)}
  `;
}
