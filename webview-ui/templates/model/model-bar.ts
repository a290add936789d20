import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ModelView } from '../../model-view';
import { icon } from '../icon';

/** Save, what can be done with the table, and the way to the text: always in view. */
export function modelBarTemplate({ form, unsaved, actions }: ModelView): TemplateResult {
  const tableButton = (kind: 'createTable' | 'compare', label: string) =>
    html`<vscode-button appearance="secondary" data-testid=${kind} ?data-focus-home=${kind === 'compare'} ?disabled=${!form.trusted} @click=${() => { actions.send({ kind }); }}>${label}</vscode-button>`;
  return html`
    <div class="bar" role="group" aria-label="Actions">
      <div class="bar-content">
        <vscode-button data-testid="save" ?disabled=${!unsaved} @click=${() => { actions.send({ kind: 'save' }); }}>Save</vscode-button>
        ${tableButton('createTable', 'Create Table…')} ${tableButton('compare', 'Compare with Database')}
        ${form.trusted ? nothing : html`<span class="explanation" data-testid="untrusted">${icon('shield')}<span>Restricted Mode: nothing connects until you trust this workspace.</span></span>`}
        <button class="link" data-testid="open-as-text" @click=${() => { actions.send({ kind: 'openAsText' }); }}>Open as Text</button>
      </div>
    </div>
  `;
}
