import { parse } from 'jsonc-parser';
import { inSteps } from '../elements/edit-steps';
import { isObject, valueAt } from '../elements/findings';
import { insertItem, moveItem, removeJson, setJson, type JsonPath, type JsonValue, type TextEdit } from '../elements/json-edit';
import { FIELD_KEYS, MODEL_KEYS } from './schema';

/** The lists of a model that name its fields. */
export type KeyList = 'primaryKey' | 'unique' | 'indexes';
export type FieldFlag = 'nullable' | 'primaryKey' | 'unique' | 'index';

const ORDER = [MODEL_KEYS, [], FIELD_KEYS, ['schema', 'table', 'column']];

/** Sets what a field says; undefined removes it. Keys that name the field follow a new name. */
export function editField(text: string, index: number, key: JsonPath, value: JsonValue | undefined): TextEdit[] {
  const path: JsonPath = ['fields', index, ...key];
  const set = (now: string) => (value === undefined ? removeJson(now, path) : setJson(now, path, value, ORDER));
  const names = fieldNames(text);
  const old = names[index];
  if (key[0] !== 'name' || typeof value !== 'string' || old === undefined || names.includes(value) || names.indexOf(old) !== names.lastIndexOf(old)) return inSteps(text, [set]);
  return inSteps(text, [set, ...placesOf(old, text).map((place) => (now: string) => setJson(now, place, value, ORDER))]);
}

/** Marks a field, or takes the mark away; what goes without saying is not stated. */
export function editFlag(text: string, index: number, flag: FieldFlag, value: boolean): TextEdit[] {
  const name = fieldNames(text)[index];
  const list = listedKey(text);
  const isKey = isMarked(text, index, 'primaryKey') || (name !== undefined && list?.includes(name) === true);
  const usual = flag === 'nullable' ? !isKey : false;
  const set = (now: string) => editField(now, index, [flag], value === usual ? undefined : value);
  if (flag !== 'primaryKey' || name === undefined) return set(text);
  // A key cannot be empty, and is not to say so by itself.
  const steps = [set, (now: string) => removeJson(now, ['fields', index, 'nullable'])];
  if (list === undefined || list.includes(name) === value) return inSteps(text, steps);
  return inSteps(text, [...steps, (now) => editKey(now, 'primaryKey', 0, value ? [...list, name] : list.filter((other) => other !== name))]);
}

/** Adds a field at the end, under a name that is free. */
export function addField(text: string): TextEdit[] {
  const names = fieldNames(text);
  let number = names.length + 1;
  while (names.includes(`field${number}`)) number++;
  const field = { name: `field${number}`, type: 'single-line-text' };
  return isListAt(text, ['fields']) ? insertItem(text, ['fields'], names.length, field) : setJson(text, ['fields'], [field], ORDER);
}

/** Removes a field, and its name from the keys; a key of which nothing is left goes with it. */
export function removeField(text: string, index: number): TextEdit[] {
  const name = fieldNames(text)[index];
  const names = name === undefined ? [] : placesOf(name, text).filter(([list]) => list !== 'foreignKeys').toReversed();
  return inSteps(text, [(now) => removeJson(now, ['fields', index]), ...names.map((place) => (now: string) => removeWithList(now, place))]);
}

export function moveField(text: string, from: number, to: number): TextEdit[] {
  return moveItem(text, ['fields'], from, to);
}

/** States a key of several fields, the one at `index` or, behind the last, a further one; one without fields is removed. */
export function editKey(text: string, list: KeyList, index: number, fields: readonly string[]): TextEdit[] {
  if (list === 'primaryKey') return fields.length === 0 ? removeJson(text, [list]) : setJson(text, [list], fields, ORDER);
  if (fields.length === 0) return removeWithList(text, [list, index]);
  const entries = isListAt(text, [list]) ? listAt(text, [list]).length : 0;
  if (index < entries) return setJson(text, [list, index], fields, ORDER);
  return entries === 0 ? setJson(text, [list], [fields], ORDER) : insertItem(text, [list], entries, fields);
}

/** Removes an item, and the lists around it that it was alone in. */
function removeWithList(text: string, path: JsonPath): TextEdit[] {
  let alone = path;
  while (alone.length > 1 && listAt(text, alone.slice(0, -1)).length === 1) alone = alone.slice(0, -1);
  return removeJson(text, alone);
}

/** Where the lists of a model name a field. */
function placesOf(name: string, text: string): JsonPath[] {
  const within = (path: JsonPath) => listAt(text, path).flatMap((entry, index): JsonPath[] => (entry === name ? [[...path, index]] : []));
  const keys = (list: KeyList | 'foreignKeys', inner: JsonPath) => listAt(text, [list]).flatMap((_, index) => within([list, index, ...inner]));
  return [...within(['primaryKey']), ...keys('unique', []), ...keys('indexes', []), ...keys('foreignKeys', ['fields'])];
}

function fieldNames(text: string): (string | undefined)[] {
  return listAt(text, ['fields']).map((field) => (isObject(field) && typeof field['name'] === 'string' ? field['name'] : undefined));
}

function listedKey(text: string): string[] | undefined {
  return isListAt(text, ['primaryKey']) ? listAt(text, ['primaryKey']).filter((name) => typeof name === 'string') : undefined;
}

function isMarked(text: string, index: number, flag: FieldFlag): boolean {
  const field = listAt(text, ['fields'])[index];
  return isObject(field) && field[flag] === true;
}

function isListAt(text: string, path: JsonPath): boolean {
  return Array.isArray(valueIn(text, path));
}

function listAt(text: string, path: JsonPath): readonly unknown[] {
  const value = valueIn(text, path);
  return Array.isArray(value) ? value : [];
}

function valueIn(text: string, path: JsonPath): unknown {
  return valueAt(parse(text, [], { allowTrailingComma: true }), path);
}
