import { TextField } from '@vscode/webview-ui-toolkit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { innerControl } from '../directives/inner-control';
import type { TextView } from '../view';

/** How a line of text looks and is read out. */
interface LineLook {
  readonly label: string;
  readonly placeholder?: string | undefined;
  /** Read to people who cannot see help and error beside the field. */
  readonly describe?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly numeric?: boolean;
  readonly unit?: string | undefined;
}

/** A line of text that is sent to the host while it is typed. */
export interface TextLine extends LineLook {
  readonly view: TextView;
  readonly key: string;
  /** As the host has it. */
  readonly value: string;
}

/** A line of text that its surroundings keep. */
interface Line extends LineLook {
  readonly text: string;
  readonly typed: (text: string) => void;
  readonly left?: () => void;
  /** True for a pasted text that the field is not to take. */
  readonly pasted?: (text: string) => boolean;
  readonly testId?: string;
  /** In the typeface of code. */
  readonly code?: boolean;
}

export function textTemplate({ view, key, value, ...look }: TextLine): TemplateResult {
  return lineTemplate({
    ...look,
    text: view.drafts.shown(key, value),
    typed: (text) => { view.drafts.type(key, text, value); },
    left: () => { view.drafts.leave(key); },
    pasted: (text) => view.drafts.paste(key, text),
  });
}

export function lineTemplate(line: Line): TemplateResult {
  const inner = {
    'aria-description': line.describe,
    'aria-required': line.required ? 'true' : undefined,
    'aria-label': line.unit === undefined ? line.label : `${line.label}, ${line.unit}`,
    inputmode: line.numeric ? 'numeric' : undefined,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  };
  const typed = (event: Event): void => {
    if (event.currentTarget instanceof TextField) line.typed(event.currentTarget.value);
  };
  const pasted = (event: ClipboardEvent): void => {
    if (line.pasted?.(event.clipboardData?.getData('text/plain') ?? '') === true) event.preventDefault();
  };
  return html`<vscode-text-field
    class="${line.unit === undefined ? '' : 'with-unit'} ${line.code ? 'code' : ''}"
    data-testid=${ifDefined(line.testId)}
    placeholder=${ifDefined(line.placeholder)}
    aria-invalid=${line.error === undefined ? 'false' : 'true'}
    ?data-required=${line.required === true}
    .value=${live(line.text)}
    ${innerControl(inner)}
    @input=${typed}
    @paste=${pasted}
    @blur=${() => line.left?.()}
    >${line.label}${line.unit === undefined ? nothing : html`<div slot="end" class="unit" aria-hidden="true">${line.unit}</div>`}</vscode-text-field
  >`;
}
