import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ModelField } from '../../../src/protocol/model-form';
import { controlKey, type ModelView } from '../../model-view';
import { icon } from '../icon';
import { fieldEditorTemplate } from './field-editor';

/** The fields, a line each; one of them opens to its controls. */
export function fieldListTemplate(view: ModelView): TemplateResult {
  const { fields } = view.form;
  return html`
    <section class="section foldable" data-testid="section-fields">
      <h2 class="heading">Fields</h2>
      <ol class="model-fields">
        ${fields.map((field, index) => fieldTemplate(view, field, index))}
      </ol>
      <vscode-button appearance="secondary" data-testid="add-field" @click=${() => { view.actions.addField(); }}>Add Field</vscode-button>
    </section>
  `;
}

function fieldTemplate(view: ModelView, field: ModelField, index: number): TemplateResult {
  const { actions, form, openField } = view;
  const open = openField === index;
  const name = view.drafts.shown(controlKey(index, 'name'), field.name);
  const move = (to: number, label: string, symbol: string, disabled: boolean) => actionButton(`${label} ${name}`, symbol, `${symbol}-${index}`, disabled, () => { actions.moveField(index, to); });
  return html`
    <li class="model-field" data-testid="field-${index}" data-open=${open ? 'true' : 'false'}>
      <div class="model-line">
        <button class="disclosure" data-testid="toggle-${index}" aria-expanded=${open ? 'true' : 'false'} aria-controls="controls-${index}" @click=${() => { actions.toggleField(index); }}>
          ${icon(open ? 'chevron-down' : 'chevron-right')}<span class="model-name">${name === '' ? 'Unnamed' : name}</span><span class="summary">${summaryOf(field, view)}</span>
          ${Object.keys(field.errors).length === 0 ? nothing : html`<span class="error-count">${icon('error')}<span class="hidden">has an error</span></span>`}
        </button>
        ${move(index - 1, 'Move up', 'arrow-up', index === 0)} ${move(index + 1, 'Move down', 'arrow-down', index === form.fields.length - 1)}
        ${actionButton(`Remove ${name}`, 'trash', `remove-${index}`, false, () => { actions.removeField(index); })}
      </div>
      <div id="controls-${index}" ?hidden=${!open}>${open ? fieldEditorTemplate(view, field, index) : nothing}</div>
    </li>
  `;
}

function actionButton(label: string, symbol: string, testId: string, disabled: boolean, press: () => void): TemplateResult {
  return html`<button class="icon-button" data-testid=${testId} title=${label} aria-label=${label} ?disabled=${disabled} @click=${press}>${icon(symbol)}</button>`;
}

/** "Single-line text (80), primary key, unique". */
function summaryOf(field: ModelField, { form }: ModelView): string {
  const label = form.types.find(({ value }) => value === field.type)?.label ?? field.type;
  const sizes = field.sizes.flatMap(({ value, fallback }) => (value === '' ? (fallback ?? []) : value)).join(', ');
  const facts = [
    ...(field.primaryKey ? ['primary key'] : []),
    ...(field.nullable || field.primaryKey ? [] : ['required']),
    ...(field.unique ? ['unique'] : []),
    ...(field.index ? ['indexed'] : []),
    ...(field.referenceTable === '' ? [] : [`→ ${field.referenceTable}`]),
  ];
  return [`${label}${sizes === '' ? '' : ` (${sizes})`}`, ...facts].join(' · ');
}
