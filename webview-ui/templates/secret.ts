import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormField, SecretState } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { icon } from './icon';
import { secretEntryTemplate } from './secret-entry';

interface Button {
  readonly id: string;
  readonly text: string;
  readonly click: () => void;
}

/** Says where the secret is, never what it is; the one way is in. */
export function secretTemplate(view: FormView, field: FormField, secret: SecretState, describe: string | undefined): TemplateResult {
  const { key, label } = field;
  if (view.secretEntry(key).open) return secretEntryTemplate(view, field, secret, describe);

  const name = label.toLowerCase();
  const enter = (text: string): Button => ({ id: 'replace', text, click: () => { view.actions.enterSecret(key, { open: true }); } });
  switch (secret.kind) {
    case 'stored':
      return rowTemplate(field, 'lock', `stored in ${secret.store}`, true, [
        enter('Replace'),
        { id: 'forget', text: 'Forget', click: () => { view.actions.send({ kind: 'forgetSecret', key }); } },
      ]);
    case 'typed':
      return rowTemplate(field, 'key', `will be stored in ${secret.store} when you save`, true, [enter('Replace')]);
    case 'none':
      return rowTemplate(field, 'unlock', `connects without a ${name}`, false, [enter(`Set ${name}`)]);
    case 'unavailable':
      return html`${rowTemplate(field, 'lock', secret.store === '' ? 'not read' : `in ${secret.store}, which does not answer`, false, [])}
        <p class="message warning" data-testid="unavailable-${key}">${icon('warning')}<span>${secret.reason}</span></p>`;
    case 'missing':
      return secretEntryTemplate(view, field, secret, describe);
  }
}

function rowTemplate({ key, label, required }: FormField, symbol: string, text: string, dots: boolean, buttons: readonly Button[]): TemplateResult {
  return html`
    <div class="label" id="label-${key}" ?data-required=${required}>${label}</div>
    <div class="secret" role="group" tabindex="-1" aria-labelledby="label-${key}">
      <div class="box" data-testid="secret-${key}">
        ${icon(symbol)}${dots ? html`<span class="dots" aria-hidden="true">••••••••</span>` : nothing}<span class="state">${text}</span>
      </div>
      ${buttons.map(
        (button) => html`<vscode-button appearance="secondary" data-testid="${button.id}-${key}" @click=${button.click}>${button.text}</vscode-button>`,
      )}
    </div>
  `;
}
