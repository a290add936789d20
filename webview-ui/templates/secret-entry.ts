import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormField, SecretState } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { icon } from './icon';
import { secretInputTemplate } from './secret-input';

/** Entering a secret: the text leaves the page when the entry is left or Enter is pressed. */
export function secretEntryTemplate(view: FormView, field: FormField, secret: SecretState, describe: string | undefined): TemplateResult {
  const { key, label, error } = field;
  const { revealed, generation } = view.secretEntry(key);
  const name = label.toLowerCase();
  const reason = secret.kind === 'missing' ? secret.reason : undefined;
  const description = [reason, describe].filter((text) => text !== undefined).join(' ');
  return html`
    <label class="label" for="secret-${key}" ?data-required=${field.required}>${label}</label>
    <div class="secret" @focusout=${(event: FocusEvent) => { leave(view, key, event); }} @keydown=${(event: KeyboardEvent) => { press(view, key, event); }}>
      <div class="box entry" aria-invalid=${error === undefined ? 'false' : 'true'}>
        ${secretInputTemplate({
          id: `secret-${key}`,
          name,
          generation,
          revealed,
          secretOf: key,
          testId: `secret-input-${key}`,
          revealTestId: `reveal-${key}`,
          invalid: error !== undefined,
          required: field.required,
          describe: description || undefined,
          typed: (event) => { note(view, key, event); },
          reveal: () => { view.actions.enterSecret(key, { revealed: !revealed }); },
        })}
      </div>
      ${secret.kind === 'missing'
        ? html`<vscode-button
            appearance="secondary"
            data-testid="no-secret-${key}"
            @click=${() => { discard(view, key, () => { view.actions.send({ kind: 'useNoSecret', key }); }); }}
            >No ${name}</vscode-button
          >`
        : html`<vscode-button appearance="secondary" data-testid="cancel-secret-${key}" @click=${() => { discard(view, key); }}>Cancel</vscode-button>`}
    </div>
    ${reason === undefined ? nothing : html`<p class="message warning" data-testid="reason-${key}">${icon('info')}<span>${reason}</span></p>`}
  `;
}

function inputOf(key: string): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`input[data-secret="${CSS.escape(key)}"]`);
}

function note(view: FormView, key: string, event: Event): void {
  const hasText = event.currentTarget instanceof HTMLInputElement && event.currentTarget.value !== '';
  if (hasText !== view.secretEntry(key).hasText) view.actions.enterSecret(key, { hasText });
}

/** The eye and the button beside it belong to the entry: going there does not leave it. */
function leave(view: FormView, key: string, event: FocusEvent): void {
  const inside = event.currentTarget instanceof Node && event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
  const input = inputOf(key);
  if (!inside && input) view.actions.storeSecret(key, input);
}

/** Escape gives up from wherever the entry has the focus; Enter on a button is the button's own. */
function press(view: FormView, key: string, event: KeyboardEvent): void {
  if (event.key === 'Escape') discard(view, key);
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  // The focus goes on to "Replace": the same key press must not operate it.
  event.preventDefault();
  view.actions.storeSecret(key, event.target);
}

function discard(view: FormView, key: string, then?: () => void): void {
  const input = inputOf(key);
  if (input) input.value = '';
  view.actions.enterSecret(key, { open: false, revealed: false, hasText: false, generation: view.secretEntry(key).generation + 1 });
  then?.();
}
