import { Checkbox, Dropdown } from '@vscode/webview-ui-toolkit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import type { FormField } from '../../src/protocol/form-state';
import { dropdownValue, keepingValueOnEscape } from '../directives/dropdown-value';
import { draftProblems, isKeyFixed } from '../variable-draft';
import type { FormView } from '../view';
import { lineTemplate } from './text';
import { lineProblemTemplate, type PanelView } from './panel-view';
import { panelDefaultTemplate, panelValueTemplate } from './variable-value';

/** Which environment variable gives a parameter, how it is declared, and its value here. Nothing of it counts before "Use variable". */
export function variablePanelTemplate(view: FormView, field: FormField): TemplateResult | typeof nothing {
  const { key, label } = field;
  const draft = view.panels.get(key);
  if (!draft) return nothing;
  const problems = draftProblems(view.form, draft);
  const panel: PanelView = { view, field, draft, problems };
  const [problem] = Object.values(problems);
  return html`
    <div class="panel" role="group" aria-labelledby="panel-title-${key}" data-panel=${key} data-testid="panel-${key}" @keydown=${keys(panel)}>
      <h3 id="panel-title-${key}">Environment variable for ${label}</h3>
      <div class="panel-fields">
        ${existingTemplate(panel)} ${nameTemplate(panel)} ${keyTemplate(panel)} ${panelValueTemplate(panel)} ${panelDefaultTemplate(panel)}
        <div class="wide">
          ${lineTemplate({
            label: 'Description',
            text: draft.description,
            testId: `variable-description-${key}`,
            typed: (description) => { view.panels.change(field, { description }); },
          })}
        </div>
        <div class="wide">${requiredTemplate(panel)}</div>
      </div>
      <div class="panel-actions">
        <vscode-button data-testid="variable-apply-${key}" ?disabled=${problem !== undefined} title=${problem ?? ''} @click=${() => { view.panels.apply(field); }}
          >Use variable</vscode-button
        >
        <vscode-button appearance="secondary" data-testid="variable-cancel-${key}" @click=${() => { view.panels.close(field); }}>Cancel</vscode-button>
      </div>
    </div>
  `;
}

function existingTemplate({ view, field, draft }: PanelView): TemplateResult | typeof nothing {
  const { variables } = view.form;
  if (draft.bound !== undefined || variables.length === 0) return nothing;
  const chosen = (event: Event): void => {
    if (event.currentTarget instanceof Dropdown && event.currentTarget.value !== draft.existing) view.panels.change(field, { existing: event.currentTarget.value });
  };
  return html`<div class="wide">
    <label class="label" id="existing-label-${field.key}">Variable</label>
    <vscode-dropdown
      aria-labelledby="existing-label-${field.key}"
      data-testid="variable-existing-${field.key}"
      ${dropdownValue(draft.existing)}
      @change=${chosen}
      @keydown=${keepingValueOnEscape(draft.existing)}
    >
      <vscode-option value="">New variable</vscode-option>
      ${variables.map(({ key, name }) => html`<vscode-option value=${key}>${name === key ? key : `${name} (${key})`}</vscode-option>`)}
    </vscode-dropdown>
  </div>`;
}

function nameTemplate({ view, field, draft }: PanelView): TemplateResult {
  const typed = (name: string): void => { view.panels.change(field, { name }); };
  return html`<div class="panel-name">${lineTemplate({ label: 'Name', text: draft.name, testId: `variable-name-${field.key}`, typed })}</div>`;
}

function keyTemplate({ view, field, draft, problems: { key: problem } }: PanelView): TemplateResult {
  const testId = `variable-key-${field.key}`;
  if (isKeyFixed(draft)) {
    return html`<div>
      <div class="label">Key</div>
      <p class="fixed-key"><code data-testid=${testId}>${draft.key}</code></p>
    </div>`;
  }
  const typed = (key: string): void => { view.panels.change(field, { key }); };
  return html`<div>
    ${lineTemplate({ label: 'Key', text: draft.key, testId, typed, error: problem, describe: problem, required: true, code: true })}
    ${lineProblemTemplate(`variable-key-error-${field.key}`, problem)}
  </div>`;
}

function requiredTemplate({ view, field, draft }: PanelView): TemplateResult {
  const changed = (event: Event): void => {
    if (event.currentTarget instanceof Checkbox && event.currentTarget.checked !== draft.required) {
      view.panels.change(field, { required: event.currentTarget.checked });
    }
  };
  return html`<vscode-checkbox data-testid="variable-required-${field.key}" @change=${changed} .checked=${live(draft.required)}
    >Required before deployment</vscode-checkbox
  >`;
}

/** Escape closes the panel unless it closes an open list; Enter in a line of text uses the variable. */
function keys({ view, field }: PanelView): { readonly capture: true; handleEvent(event: KeyboardEvent): void } {
  return {
    capture: true,
    handleEvent: (event) => {
      // An input method ends a word with the same keys.
      if (event.isComposing || !(event.target instanceof HTMLElement)) return;
      if (event.key === 'Escape' && !(event.target instanceof Dropdown && event.target.open)) view.panels.close(field);
      if (event.key === 'Enter' && event.target.matches('vscode-text-field, input')) {
        // The focus goes on to the field: the same key press must not operate it.
        event.preventDefault();
        view.panels.apply(field);
      }
    },
  };
}
