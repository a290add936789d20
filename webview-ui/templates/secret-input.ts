import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { keyed } from 'lit/directives/keyed.js';
import { icon } from './icon';

export interface SecretInput {
  readonly id: string;
  /** In "Show password". */
  readonly name: string;
  /** Another generation gets a fresh input, so that undo cannot bring a text back. */
  readonly generation: number | string;
  readonly revealed: boolean;
  /** The field whose secret this is, sent as soon as the input is left. */
  readonly secretOf?: string;
  /** The field in whose environment variable panel this is, sent with the panel. */
  readonly panelOf?: string;
  readonly testId?: string;
  readonly revealTestId: string;
  readonly placeholder?: string;
  readonly invalid?: boolean;
  readonly required?: boolean;
  readonly describe?: string | undefined;
  readonly typed?: (event: Event) => void;
  readonly reveal: () => void;
}

/** An input for a secret and the eye that shows its text. Native, not the toolkit's: that one mirrors its text into an attribute. */
export function secretInputTemplate(input: SecretInput): TemplateResult {
  const { revealed, name } = input;
  return html`${keyed(
      input.generation,
      html`<input
        id=${input.id}
        data-secret=${ifDefined(input.secretOf)}
        data-panel-secret=${ifDefined(input.panelOf)}
        data-testid=${ifDefined(input.testId)}
        type=${revealed ? 'text' : 'password'}
        placeholder=${ifDefined(input.placeholder)}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        aria-invalid=${input.invalid ? 'true' : 'false'}
        aria-required=${input.required ? 'true' : 'false'}
        aria-description=${ifDefined(input.describe)}
        @input=${input.typed ?? nothing}
      />`,
    )}
    <button
      class="icon-button"
      data-testid=${input.revealTestId}
      aria-pressed=${revealed ? 'true' : 'false'}
      aria-label="Show ${name}"
      title="${revealed ? 'Hide' : 'Show'} ${name}"
      @mousedown=${(event: Event) => { event.preventDefault(); }}
      @click=${input.reveal}
    >
      ${icon(revealed ? 'eye-closed' : 'eye')}
    </button>`;
}
