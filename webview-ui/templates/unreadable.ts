import { html, type TemplateResult } from 'lit/html.js';
import type { UnreadableForm } from '../../src/protocol/form-state';
import type { FormActions } from '../view';
import { icon } from './icon';

/** Says why there is no form just now, and leads to the place where that can be mended. */
export function unreadableTemplate(form: UnreadableForm, actions: Pick<FormActions, 'send'>): TemplateResult {
  return html`
    <main class="page unreadable" data-testid="unreadable">
      <h1>${icon('warning')} ${form.fullName} cannot be shown as a form</h1>
      <p>The file is not a database element just now. The form comes back as soon as the text is in order.</p>
      <ul>
        ${form.problems.map(
          ({ line, column, message }) => html`<li>
            <button class="link" data-testid="problem" @click=${() => { actions.send({ kind: 'openAsText', place: { line, column } }); }}>
              <span class="position">${line}:${column}</span> <span>${message}</span>
            </button>
          </li>`,
        )}
      </ul>
      <vscode-button data-testid="open-as-text" @click=${() => { actions.send({ kind: 'openAsText' }); }}>Open as Text</vscode-button>
    </main>
  `;
}
