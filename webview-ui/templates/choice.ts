import { Checkbox, Dropdown } from '@vscode/webview-ui-toolkit';
import { html, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { dropdownValue, keepingValueOnEscape } from '../directives/dropdown-value';

interface ControlLook {
  readonly label: string;
  readonly error?: string | undefined;
  /** Ids of what stands beside the control. */
  readonly describedBy: string;
}

/** Something that is so, or not. */
interface Check extends ControlLook {
  readonly checked: boolean;
  readonly changed: (checked: boolean) => void;
  readonly testId?: string;
}

/** One of several. */
interface Choice extends ControlLook {
  readonly key: string;
  readonly value: string;
  readonly required?: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (value: string) => void;
  readonly left?: () => void;
}

export function checkTemplate({ label, checked, changed, error, describedBy, testId }: Check): TemplateResult {
  // The toolkit reports every change, those made by a state of the host too. The listener stands before the value in the
  // template: so it is the one of the new state when the value is set.
  const toggled = (event: Event): void => {
    if (event.currentTarget instanceof Checkbox && event.currentTarget.checked !== checked) changed(event.currentTarget.checked);
  };
  return html`<vscode-checkbox
    data-testid=${ifDefined(testId)}
    @change=${toggled}
    .checked=${live(checked)}
    aria-invalid=${error === undefined ? 'false' : 'true'}
    aria-describedby=${describedBy}
    >${label}</vscode-checkbox
  >`;
}

export function choiceTemplate({ key, label, value, required, error, describedBy, options, choose, left }: Choice): TemplateResult {
  const changed = (event: Event): void => {
    if (event.currentTarget instanceof Dropdown) choose(event.currentTarget.value);
  };
  return html`
    <label class="label" id="label-${key}" ?data-required=${required === true}>${label}</label>
    <vscode-dropdown
      aria-labelledby="label-${key}"
      aria-describedby=${describedBy}
      aria-invalid=${error === undefined ? 'false' : 'true'}
      ${dropdownValue(value)}
      @change=${changed}
      @keydown=${keepingValueOnEscape(value)}
      @blur=${() => left?.()}
    >
      ${options.map((option) => html`<vscode-option value=${option.value}>${option.label}</vscode-option>`)}
    </vscode-dropdown>
  `;
}
