import { html, nothing, type TemplateResult } from 'lit/html.js';
import { DESCRIPTION_KEY, TITLE_KEY } from '../../src/protocol/text-keys';
import type { FormView } from '../view';
import { headlineTemplate } from './headline';
import { icon } from './icon';

/** What the element is: title, description, type, full name, environment. */
export function headerTemplate(view: FormView): TemplateResult {
  const { form } = view;
  return html`
    <header class="header">
      ${headlineTemplate(view, TITLE_KEY, 'Title', form.title, 'Untitled')}
      <div class="facts">
        <span class="type" data-testid="type">${icon('database')}${form.typeLabel}</span>
        <code class="full-name" data-testid="full-name">${form.fullName}</code>
        ${environmentTemplate(view)}
        <span class="unsaved" role="status" data-testid="unsaved">${view.unsaved ? html`<i aria-hidden="true"></i>Unsaved` : ''}</span>
      </div>
      ${headlineTemplate(view, DESCRIPTION_KEY, 'Description', form.description, 'Add a description')}
    </header>
  `;
}

/** The environment whose values the form shows, and the way to another one. */
function environmentTemplate({ form, actions }: FormView): TemplateResult {
  const { environment, environmentProtected } = form;
  const name = `Environment ${environment}${environmentProtected ? ', protected' : ''}. Switch environment`;
  return html`<button
    class="chip ${environmentProtected ? 'protected' : ''}"
    data-testid="environment"
    data-environment=${environment}
    title=${name}
    aria-label=${name}
    @click=${() => { actions.send({ kind: 'chooseEnvironment' }); }}
  >
    ${environmentProtected ? icon('lock') : nothing}<span class="environment-name">${environment}</span>${icon('chevron-down')}
  </button>`;
}
