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
      <ol class="model-fields" @keydown=${walk}>
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
  const move = (to: number, direction: 'up' | 'down') =>
    actionButton(`Move ${name} ${direction}`, `arrow-${direction}`, `arrow-${direction}-${index}`, to < 0 || to === form.fields.length, () => { actions.moveField(index, to); });
  return html`
    <li class="model-field" data-testid="field-${index}" data-open=${open ? 'true' : 'false'}>
      <div class="model-line">
        <button class="disclosure" data-testid="toggle-${index}" aria-expanded=${open ? 'true' : 'false'} aria-controls="controls-${index}" @click=${() => { actions.toggleField(index); }}>
          ${icon(open ? 'chevron-down' : 'chevron-right')}
          <span class="model-text"><span class="model-name">${name === '' ? 'Unnamed' : name}</span> <span class="summary">${summaryOf(field, view)}</span></span>
          ${Object.keys(field.errors).length === 0 ? nothing : html`<span class="error-count">${icon('error')}<span class="hidden">has an error</span></span>`}
        </button>
        ${move(index - 1, 'up')} ${move(index + 1, 'down')}
        ${actionButton(`Remove ${name}`, 'trash', `remove-${index}`, false, () => { actions.removeField(index); })}
      </div>
      <div id="controls-${index}" ?hidden=${!open}>${open ? fieldEditorTemplate(view, field, index) : nothing}</div>
    </li>
  `;
}

/** Arrow keys, Home and End go from line to line: a table may have hundreds. */
function walk(event: KeyboardEvent): void {
  const line = event.target instanceof Element ? event.target.closest('.model-line > .disclosure') : null;
  if (line === null) return;
  const lines = [...(line.closest('.model-fields')?.querySelectorAll<HTMLElement>('.model-line > .disclosure') ?? [])];
  const place = lines.findIndex((other) => other === line);
  const steps: Readonly<Record<string, HTMLElement | undefined>> = { ArrowUp: lines[place - 1], ArrowDown: lines[place + 1], Home: lines[0], End: lines.at(-1) };
  if (!(event.key in steps)) return;
  event.preventDefault();
  steps[event.key]?.focus();
}

function actionButton(label: string, symbol: string, testId: string, disabled: boolean, press: () => void): TemplateResult {
  return html`<button class="icon-button" data-testid=${testId} title=${label} aria-label=${label} ?disabled=${disabled} @click=${press}>${icon(symbol)}</button>`;
}

/** "Single-line text (80), primary key, unique". */
function summaryOf(field: ModelField, { form }: ModelView): string {
  const label = form.types.find(({ value }) => value === field.type)?.label ?? field.type;
  const stated = field.sizes.flatMap(({ key, value, fallback }) => { const size = value === '' ? fallback : value; return size === undefined ? [] : [{ key, size }]; });
  // Of a number without limit, which may be a whole one.
  const sizes = stated.length === 1 && stated[0]?.key === 'scale' ? `${stated[0].size} decimals` : stated.map(({ size }) => size).join(', ');
  const facts = [
    ...(field.primaryKey ? ['primary key'] : []),
    ...(field.nullable || field.primaryKey ? [] : ['required']),
    ...(field.unique ? ['unique'] : []),
    ...(field.index ? ['indexed'] : []),
    ...(field.referenceTable === '' ? [] : [`→ ${field.referenceTable}`]),
  ];
  return [`${label}${sizes === '' ? '' : ` (${sizes})`}`, ...facts].join(' · ');
}
