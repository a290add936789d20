import { html, type TemplateResult } from 'lit/html.js';
import type { ModelView } from '../../model-view';
import { DESCRIPTION_KEY, TITLE_KEY } from '../../../src/protocol/text-keys';
import { headlineTemplate } from '../headline';
import { icon } from '../icon';
import { problemsTemplate } from '../problems';
import { fieldListTemplate } from './field-list';
import { keysTemplate } from './keys';
import { modelBarTemplate } from './model-bar';
import { tableTemplate } from './table';

/** The whole form of a readable model. */
export function modelTemplate(view: ModelView): TemplateResult {
  const { form } = view;
  return html`
    <main class="page">
      <header class="header">
        ${headlineTemplate(view, TITLE_KEY, 'Title', form.title, 'Untitled')}
        <div class="facts">
          <span class="type">${icon('table')}Data table model</span>
          <code class="full-name" data-testid="full-name">${form.fullName}</code>
          <span class="unsaved" role="status" data-testid="unsaved">${view.unsaved ? html`<i aria-hidden="true"></i>Unsaved` : ''}</span>
        </div>
        ${headlineTemplate(view, DESCRIPTION_KEY, 'Description', form.description, 'Add a description')}
      </header>
      ${problemsTemplate(form.problems)} ${tableTemplate(view)} ${fieldListTemplate(view)} ${keysTemplate(view)}
    </main>
    ${modelBarTemplate(view)}
  `;
}
