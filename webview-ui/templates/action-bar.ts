import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormView } from '../view';
import { icon } from './icon';

/** Save, test and the way to the text: always in view. */
export function actionBarTemplate(view: FormView): TemplateResult {
  const { form, unsaved, actions } = view;
  return html`
    <div class="bar" role="group" aria-label="Actions">
      <div class="bar-content">
        <vscode-button data-testid="save" ?disabled=${!unsaved} @click=${() => { actions.send({ kind: 'save' }); }}>Save</vscode-button>
        ${testButtonTemplate(view)}
        ${form.trusted
          ? nothing
          : html`<span class="explanation" data-testid="untrusted">${icon('shield')}<span>Restricted Mode: nothing connects until you trust this workspace.</span></span>`}
        <button class="link" data-testid="open-as-text" @click=${() => { actions.send({ kind: 'openAsText' }); }}>Open as Text</button>
      </div>
    </div>
  `;
}

/** One button in both states, so that the focus stays where it is. */
function testButtonTemplate({ form, test, actions }: FormView): TemplateResult {
  const running = test.kind === 'running';
  return html`<vscode-button
    appearance="secondary"
    data-focus-home
    data-testid=${running ? 'cancel' : 'test'}
    ?disabled=${!form.trusted && !running}
    @click=${() => { actions.send({ kind: running ? 'cancelTest' : 'test' }); }}
    >${running ? html`<vscode-progress-ring slot="start" aria-hidden="true"></vscode-progress-ring>Cancel` : 'Test Connection'}</vscode-button
  >`;
}
