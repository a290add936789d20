import { html, type TemplateResult } from 'lit/html.js';
import type { FieldKey, FieldText, ModelField } from '../../../src/protocol/model-form';
import { controlKey, type ModelView } from '../../model-view';
import { checkTemplate, choiceTemplate } from '../choice';
import { messageTemplate } from '../message';
import { textTemplate } from '../text';

interface Line {
  readonly key: FieldText;
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly help?: string;
  readonly numeric?: boolean;
  readonly required?: boolean;
  readonly span?: 'broad' | 'slim' | 'wide';
}

/** The controls of one field. */
export function fieldEditorTemplate(view: ModelView, field: ModelField, index: number): TemplateResult {
  const line = (each: Line) => lineTemplate(view, field, index, each);
  return html`
    <div class="fields">
      ${line({ key: 'name', label: 'Name', value: field.name, required: true })} ${line({ key: 'title', label: 'Title', value: field.title, placeholder: 'What people call it' })}
      ${typeTemplate(view, field, index)}
      ${field.sizes.map(({ key, label, value, fallback }) => line({ key, label, value, placeholder: fallback ?? 'any', numeric: true, span: 'slim' }))}
      <div class="field wide checks" role="group" aria-label="Properties">
        ${flag(view, field, index, 'primaryKey', 'Primary key')} ${flag(view, field, index, 'nullable', 'May be empty')} ${flag(view, field, index, 'unique', 'Unique')}
        ${flag(view, field, index, 'index', 'Indexed')}
      </div>
      ${line({ key: 'default', label: 'Default', value: field.default, placeholder: 'none', help: 'A value, or = and an SQL expression: = CURRENT_TIMESTAMP' })}
      ${line({ key: 'column', label: 'Column', value: field.column, placeholder: field.name, help: 'Where its name differs from that of the field.' })}
      ${line({ key: 'columnType', label: 'Column type', value: field.columnType, placeholder: field.usualColumnType, help: "The database's own type, where it is not the usual one." })}
      ${line({ key: 'referenceTable', label: 'References table', value: field.referenceTable, placeholder: 'none' })}
      ${field.referenceTable === '' ? '' : html`${line({ key: 'referenceColumn', label: 'References column', value: field.referenceColumn })} ${line({ key: 'referenceSchema', label: 'References schema', value: field.referenceSchema, placeholder: 'the same' })}`}
    </div>
  `;
}

function lineTemplate(view: ModelView, { errors }: ModelField, index: number, { key, value, help, span, ...look }: Line): TemplateResult {
  const id = controlKey(index, key);
  const error = errors[key];
  return html`
    <div class="field ${span ?? ''}" data-field=${id} data-testid=${id}>
      ${textTemplate({ ...look, view, key: id, value, error, describe: [error, help].filter((text) => text !== undefined).join(' ') })} ${messageTemplate('error', id, error)}
      ${help === undefined ? '' : html`<p class="help">${help}</p>`}
    </div>
  `;
}

function typeTemplate(view: ModelView, { type, errors, sizes }: ModelField, index: number): TemplateResult {
  const key = controlKey(index, 'type');
  const { types } = view.form;
  const known = types.some(({ value }) => value === type);
  return html`
    <div class="field ${sizes.length > 1 ? 'slim' : ''}" data-field=${key} data-testid=${key}>
      ${choiceTemplate({
        key,
        label: 'Type',
        value: view.drafts.shown(key, type),
        required: true,
        error: errors.type,
        describedBy: `error-${key}`,
        options: known ? types : [...types, { value: type, label: type === '' ? 'Choose a type' : type }],
        choose: (value) => { view.drafts.choose(key, value, type); },
        left: () => { view.drafts.leave(key); },
      })}
      ${messageTemplate('error', key, errors.type)}
    </div>
  `;
}

function flag(view: ModelView, field: ModelField, index: number, key: Extract<FieldKey, 'nullable' | 'primaryKey' | 'unique' | 'index'>, label: string): TemplateResult {
  const id = controlKey(index, key);
  return html`
    <div data-field=${id}>
      ${checkTemplate({ label, checked: field[key], error: field.errors[key], describedBy: `error-${id}`, testId: id, changed: (value) => { view.actions.send({ kind: 'setFlag', index, key, value }); } })}
      ${messageTemplate('error', id, field.errors[key])}
    </div>
  `;
}
