import { TextField } from '@vscode/webview-ui-toolkit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { innerControl } from '../directives/inner-control';
import type { FormView } from '../view';

/** A line of text that is sent while it is typed. */
export interface TextLine {
  readonly view: FormView;
  readonly key: string;
  readonly label: string;
  /** As the host has it. */
  readonly value: string;
  readonly placeholder: string | undefined;
  /** Read to people who cannot see help and error beside the field. */
  readonly describe: string | undefined;
  readonly error: string | undefined;
  readonly required?: boolean;
  readonly numeric?: boolean;
  readonly unit?: string | undefined;
}

export function textTemplate(line: TextLine): TemplateResult {
  const { view, key, value } = line;
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
    if (event.currentTarget instanceof TextField) view.actions.type(key, event.currentTarget.value, value);
  };
  return html`<vscode-text-field
    class=${line.unit === undefined ? '' : 'with-unit'}
    placeholder=${ifDefined(line.placeholder)}
    aria-invalid=${line.error === undefined ? 'false' : 'true'}
    ?data-required=${line.required === true}
    .value=${live(view.shown(key, value))}
    ${innerControl(inner)}
    @input=${typed}
    @blur=${() => { view.actions.leave(key); }}
    >${line.label}${line.unit === undefined ? nothing : html`<div slot="end" class="unit" aria-hidden="true">${line.unit}</div>`}</vscode-text-field
  >`;
}
