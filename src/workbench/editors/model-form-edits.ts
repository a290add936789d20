import { parse } from 'jsonc-parser';
import { DATA_TYPE_IDS, describeDataType, type DataType } from '../../databases/data-types';
import type { DefaultValue } from '../../databases/default-value';
import { inSteps } from '../../elements/edit-steps';
import { isObject } from '../../elements/findings';
import type { JsonPath, TextEdit } from '../../elements/json-edit';
import { editModelText } from '../../models/edit';
import { addField, editField, editFlag, editKey, moveField, removeField } from '../../models/edit-fields';
import type { FieldText, ModelFormMessage } from '../../protocol/model-form';

export type ModelEdit = Extract<ModelFormMessage, { kind: 'setText' | 'setField' | 'setFlag' | 'addField' | 'removeField' | 'moveField' | 'setKey' }>;

/** What a change in the form means for the text. What does not fit is written as it was typed, so that its error shows. */
export function modelEdits(text: string, change: ModelEdit): readonly TextEdit[] {
  switch (change.kind) {
    case 'setText':
      return editModelText(text, change.key, change.value === '' && change.key !== 'title' && change.key !== 'table' ? undefined : change.value);
    case 'setField':
      return change.key === 'type' ? editType(text, change.index, change.value) : editField(text, change.index, pathOf(change.key), literal(change.key, change.value, typeAt(text, change.index)));
    case 'setFlag':
      return editFlag(text, change.index, change.key, change.value);
    case 'addField':
      return addField(text);
    case 'removeField':
      return removeField(text, change.index);
    case 'moveField':
      return moveField(text, change.from, change.to);
    case 'setKey':
      return editKey(text, change.list, change.index, change.fields);
  }
}

/** Another type takes other sizes with it: those that it has no use for go. */
function editType(text: string, index: number, type: string): TextEdit[] {
  const id = DATA_TYPE_IDS.find((candidate) => candidate === type);
  const { length, decimal } = id === undefined ? {} : describeDataType(id);
  const unused = [...(length === undefined ? ['length'] : []), ...(decimal === undefined ? ['precision', 'scale'] : []), ...(id === 'auto-number' ? ['default'] : [])];
  return inSteps(text, [(now) => editField(now, index, ['type'], type), ...(id === undefined ? [] : unused).map((key) => (now: string) => editField(now, index, [key], undefined))]);
}

const REFERENCE_KEYS = { referenceSchema: 'schema', referenceTable: 'table', referenceColumn: 'column' } as const;

function pathOf(key: FieldText): JsonPath {
  return key === 'referenceSchema' || key === 'referenceTable' || key === 'referenceColumn' ? ['references', REFERENCE_KEYS[key]] : [key];
}

function literal(key: FieldText, typed: string, type: DataType | undefined): DefaultValue | undefined {
  if (typed === '' && key !== 'name') return undefined;
  if ((key === 'length' || key === 'precision' || key === 'scale') && /^\d{1,9}$/.test(typed.trim())) return Number(typed);
  return key === 'default' ? defaultOf(typed, type) : typed;
}

const NUMBERS: ReadonlySet<DataType | undefined> = new Set(['number', 'amount', 'percentage']);

function defaultOf(typed: string, type: DataType | undefined): DefaultValue {
  if (typed.startsWith('=')) return { expression: typed.slice(1).trim() };
  if (type === 'yes-no' && (typed === 'true' || typed === 'false')) return typed === 'true';
  // More digits than a number holds stay a text of digits.
  return NUMBERS.has(type) && /^-?\d+(\.\d+)?$/.test(typed) && typed.replace(/\D/g, '').length <= 15 ? Number(typed) : typed;
}

function typeAt(text: string, index: number): DataType | undefined {
  const root: unknown = parse(text, [], { allowTrailingComma: true });
  const fields: readonly unknown[] = isObject(root) && Array.isArray(root['fields']) ? root['fields'] : [];
  const field = fields[index];
  return DATA_TYPE_IDS.find((id) => isObject(field) && field['type'] === id);
}
