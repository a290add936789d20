import { describeDataType } from '../databases/data-types';
import { applyTextEdits, inline, removeJson, setJson, type JsonValue, type TextEdit } from '../elements/json-edit';
import type { Field, Model } from './model';
import { FIELD_KEYS, MODEL_KEYS } from './schema';

type TopLevelText = 'title' | 'description' | 'database' | 'schema' | 'table';

/** Sets a text at the top of a model's file; undefined removes it. Touches no other character. */
export function editModelText(text: string, key: TopLevelText, value: string | undefined): TextEdit[] {
  return value === undefined ? removeJson(text, [key]) : setJson(text, [key], value, [MODEL_KEYS]);
}

/** The same model under another title, for "Duplicate". */
export function duplicateModelText(text: string, title: string): string {
  return applyTextEdits(text, editModelText(text, 'title', title));
}

/** The first text of a model: one line for each field, and nothing that goes without saying. */
export function newModelText(model: Model): string {
  const { fields, primaryKey, unique, indexes, foreignKeys, ...names } = model;
  const flagged = fields.filter((field) => field.primaryKey).map((field) => field.name);
  const lists = [
    ...(primaryKey.join('\0') === flagged.join('\0') ? [] : [`"primaryKey": ${JSON.stringify(primaryKey)}`]),
    ...Object.entries({ unique, indexes, foreignKeys: foreignKeys.map((key) => ({ ...key })) }).flatMap(([key, entries]) => (entries.length === 0 ? [] : [`"${key}": ${lines(entries.map((entry) => inline(entry)))}`])),
  ];
  const top = MODEL_KEYS.flatMap((key) => {
    const value = names[key as keyof typeof names];
    return value === undefined ? [] : [`"${key}": ${inline(value)}`];
  });
  return `{\n  ${[...top, `"fields": ${lines(fields.map((field) => inline(statedField(field))))}`, ...lists].join(',\n  ')}\n}\n`;
}

/** A field as a file states it: without what is the same when it is left out. */
function statedField(field: Field): Readonly<Record<string, JsonValue>> {
  const { length, decimal } = describeDataType(field.type);
  const usual = new Map<string, JsonValue>(Object.entries({
    nullable: !field.primaryKey,
    primaryKey: false,
    unique: false,
    index: false,
    // Beside a column type the facets are what that type says, not what the data type would have.
    ...(typeof length === 'number' && field.columnType === undefined ? { length } : {}),
    ...(typeof decimal === 'object' && field.columnType === undefined ? decimal : {}),
  }));
  const values = new Map<string, JsonValue>(Object.entries(field));
  return Object.fromEntries(FIELD_KEYS.flatMap((key) => {
    const value = values.get(key);
    return value === undefined || value === usual.get(key) ? [] : [[key, value] as const];
  }));
}

function lines(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n    ${items.join(',\n    ')}\n  ]`;
}
