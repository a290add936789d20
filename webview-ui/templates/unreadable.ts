import { html, type TemplateResult } from 'lit/html.js';
import type { UnreadableForm } from '../../src/protocol/form-state';
import { icon } from './icon';

/** 1-based, as the problems tell it. */
type Place = Pick<UnreadableForm['problems'][number], 'line' | 'column'>;

/** Says why there is no form just now, and leads to the place where that can be mended. */
export function unreadableTemplate(form: UnreadableForm, noun: string, openAsText: (place?: Place) => void): TemplateResult {
  return html`
    <main class="page unreadable" data-testid="unreadable">
      <h1>${icon('warning')} ${form.fullName} cannot be shown as a form</h1>
      <p>The file is not a ${noun} just now. The form comes back as soon as the text is in order.</p>
      <ul>
        ${form.problems.map(
          ({ line, column, message }) => html`<li>
            <button class="link" data-testid="problem" @click=${() => { openAsText({ line, column }); }}>
              <span class="position">${line}:${column}</span> <span>${message}</span>
            </button>
          </li>`,
        )}
      </ul>
      <vscode-button data-testid="open-as-text" @click=${() => { openAsText(); }}>Open as Text</vscode-button>
    </main>
  `;
}
