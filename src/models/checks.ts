import { DATA_TYPES, DATA_TYPE_IDS, describeDataType, type DataType } from '../databases/data-types';
import { error, isObject, shorten, uniqueByPath, unknownKey, valueAt, warning, type Finding, type JsonObject } from '../elements/findings';
import type { Path } from '../elements/problem';
import { columnOf, type Field, type Model } from './model';
import { FIELD_KEYS, MODEL_KEYS, modelSchema } from './schema';
import { isSelfContained } from './sql-fragment';

/** Checks a parsed value against the format of models; findings carry paths, not places. */
export function interpretModel(value: unknown): { readonly value?: Model; readonly findings: readonly Finding[] } {
  if (!isObject(value)) return { findings: [error('invalid-value', 'A data table model is a JSON object: { "title": ..., "database": ... }.', [])] };
  const parsed = modelSchema.safeParse(value);
  const findings = parsed.success ? [] : parsed.error.issues.map((issue) => explain(issue.path as Path, value));
  const model = parsed.success ? toModel(parsed.data) : undefined;
  findings.push(...(model === undefined ? [] : modelFindings(model)), ...unknownKeys(value));
  return { ...(model === undefined ? {} : { value: model }), findings: uniqueByPath(findings) };
}

type ParsedModel = ReturnType<typeof modelSchema.parse>;

function toModel(data: ParsedModel): Model {
  const { fields, primaryKey: stated, unique, indexes, foreignKeys, ...rest } = data;
  const key = stated ?? fields.filter((field) => field.primaryKey === true).map((field) => field.name);
  return {
    ...rest,
    fields: fields.map((field) => {
      const primaryKey = field.primaryKey === true || key.includes(field.name);
      return { ...field, primaryKey, nullable: field.nullable ?? !primaryKey, unique: field.unique ?? false, index: field.index ?? false };
    }),
    primaryKey: key,
    unique: unique ?? [],
    indexes: indexes ?? [],
    foreignKeys: foreignKeys ?? [],
  };
}

const EXPECTED: Readonly<Record<string, string>> = {
  $schema: 'a text',
  title: 'the name that people see',
  description: 'a text',
  database: 'the full name of a database element, such as "databases.orders"',
  schema: 'the name of a schema',
  table: 'the name of a table',
  fields: 'a list: [ { "name": "id", "type": "auto-number", "primaryKey": true } ]',
  primaryKey: 'a list of field names: ["tenant", "number"]',
  unique: 'a list of lists of field names: [["tenant", "number"]]',
  indexes: 'a list of lists of field names: [["tenant", "number"]]',
  foreignKeys: 'a list: [ { "fields": [...], "table": ..., "columns": [...] } ]',
};

const EXPECTED_OF_FIELD: Readonly<Record<string, string>> = {
  name: 'the name of the field',
  title: 'a text',
  type: `one of ${DATA_TYPE_IDS.join(', ')}`,
  length: 'a whole number from 1 to 1000000',
  precision: 'a whole number from 0 to 1000',
  scale: 'a whole number from 0 to 1000',
  default: 'a text, a number, true, false, or { "expression": SQL }',
  column: 'the name of a column',
  columnType: "one of the database's own types",
  references: '{ "table": ..., "column": ... }',
};

/** Turns a schema issue into a sentence that names the field and the remedy. */
function explain(path: Path, root: JsonObject): Finding {
  const [key, index, property] = path;
  if (key === 'fields' && typeof index === 'number') {
    const found = valueAt(root, ['fields']);
    const field: unknown = Array.isArray(found) ? found[index] : undefined;
    const name = isObject(field) && typeof field['name'] === 'string' ? `Field ${shorten(field['name'])}` : `Field ${index + 1}`;
    if (property === undefined) return error('invalid-value', `${name} must be an object: { "name": ..., "type": ... }.`, path);
    const expected = EXPECTED_OF_FIELD[String(property)] ?? 'true or false';
    const missing = isObject(field) && !Object.hasOwn(field, String(property));
    return missing
      ? error('missing-value', `${name}: "${String(property)}" is missing. State ${expected}.`, path.slice(0, 3), sentenceInForm(property, expected))
      : error('invalid-value', `${name}: "${String(property)}" must be ${expected}.`, path.slice(0, 3), sentenceInForm(property, expected));
  }
  const expected = EXPECTED[String(key)] ?? 'something else';
  return Object.hasOwn(root, String(key))
    ? error('invalid-value', `"${String(key)}" must be ${expected}.`, path, sentenceInForm(key, expected))
    : error('missing-value', `"${String(key)}" is missing. State ${expected}.`, path, sentenceInForm(key, expected));
}

const IN_FORM: Readonly<Record<string, string>> = { name: 'Name the field.', type: 'Choose one of the types.', database: 'Select a database.', table: 'Name the table.' };

/** The form has no way to write a list or an object. */
function sentenceInForm(key: Path[number] | undefined, expected: string): string {
  return IN_FORM[String(key)] ?? (/[[{]/.test(expected) ? 'What the file states here cannot be read. Open it as text and correct it there.' : `This must be ${expected}.`);
}

/** What the schema cannot say: names that stand twice or nowhere, and settings that contradict each other. */
function modelFindings(model: Model): Finding[] {
  return [
    ...repeatedNames(model),
    ...model.fields.flatMap((field, index) => fieldFindings(field, ['fields', index])),
    ...autoNumberFindings(model),
    ...keyFindings(model.primaryKey, model, ['primaryKey']),
    ...unlistedKeyFindings(model),
    ...(['unique', 'indexes'] as const).flatMap((key) => model[key].flatMap((names, index) => keyFindings(names, model, [key, index]))),
    ...model.foreignKeys.flatMap((reference, index) => [
      ...keyFindings(reference.fields, model, ['foreignKeys', index, 'fields']),
      ...(reference.fields.length === reference.columns.length
        ? []
        : [error('invalid-value', `A reference of ${reference.fields.length} fields needs as many columns; it has ${reference.columns.length}.`, ['foreignKeys', index, 'columns'])]),
    ]),
  ];
}

function repeatedNames(model: Model): Finding[] {
  const findings: Finding[] = [];
  const [names, columns] = [new Set<string>(), new Map<string, string>()];
  model.fields.forEach((field, index) => {
    if (names.has(field.name)) findings.push(error('duplicate-field', `Another field is named ${shorten(field.name)}. Give one of them a name of its own.`, ['fields', index, 'name']));
    names.add(field.name);
    const other = columns.get(columnOf(field));
    if (other !== undefined && other !== field.name) {
      findings.push(error('duplicate-field', `${shorten(field.name)} is kept in the column ${shorten(columnOf(field))}, as ${shorten(other)} is. Choose another column.`, ['fields', index, field.column === undefined ? 'name' : 'column']));
    }
    columns.set(columnOf(field), field.name);
  });
  return findings;
}

function fieldFindings(field: Field, path: Path): Finding[] {
  const { length, decimal } = describeDataType(field.type);
  const name = shorten(field.name);
  const findings: Finding[] = [];
  const unused = (facet: string) => findings.push({ ...warning('invalid-value', `${name}: ${facet} has no effect on ${DATA_TYPES[field.type].label.toLowerCase()}. Remove it, or choose another type.`, [...path, facet]), atKey: true });
  if (field.length !== undefined && length === undefined && field.columnType === undefined) unused('length');
  for (const facet of ['precision', 'scale'] as const) if (field[facet] !== undefined && decimal === undefined && field.columnType === undefined) unused(facet);
  if (field.precision !== undefined && (field.scale ?? 0) > field.precision) {
    findings.push(error('invalid-value', `${name}: a scale of ${field.scale ?? 0} does not fit in a precision of ${field.precision}. The precision counts all digits.`, [...path, 'scale']));
  }
  if (field.primaryKey && field.nullable) findings.push(error('invalid-value', `${name}: a primary key cannot be empty. Remove "nullable", or "primaryKey".`, [...path, 'nullable']));
  if (field.columnType !== undefined && !isSelfContained(field.columnType)) {
    findings.push(error('invalid-value', `${name}: the column type is not one type. Write it as the database does, for example varchar(40).`, [...path, 'columnType']));
  }
  const mistake = defaultMistake(field);
  if (mistake !== undefined) findings.push(error('invalid-value', `${name}: ${mistake}`, [...path, 'default']));
  return findings;
}

const NUMBERS: ReadonlySet<DataType> = new Set(['number', 'amount', 'percentage']);

function defaultMistake({ default: value, type }: Field): string | undefined {
  if (value === undefined) return undefined;
  if (type === 'auto-number') return 'an auto number gets its value from the database. Remove the default.';
  if (typeof value === 'object') return isSelfContained(value.expression) ? undefined : 'the expression of the default is not complete, or more than one. Close its quotes and parentheses; use no semicolon.';
  if (type === 'yes-no' && typeof value !== 'boolean') return 'the default of yes/no is true or false.';
  if (NUMBERS.has(type) && !(typeof value === 'number' || (typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value)))) return 'the default of a number is a number.';
  if (typeof value === 'string' && value.includes('\0')) return 'the default has a character that no database keeps in a text.';
  return undefined;
}

function autoNumberFindings(model: Model): Finding[] {
  const numbered = model.fields.flatMap((field, index) => (field.type === 'auto-number' ? [{ field, index }] : []));
  return numbered.slice(1).map(({ field, index }) => error('invalid-value', `${shorten(field.name)}: a table has one auto number only. Choose another type.`, ['fields', index, 'type']));
}

/** The list of the key's fields and what the fields say of themselves have to agree. */
function unlistedKeyFindings({ fields, primaryKey }: Model): Finding[] {
  return fields.flatMap((field, index) =>
    field.primaryKey && !primaryKey.includes(field.name) ? [error('unknown-field', `${shorten(field.name)} is marked as primary key, and is not in the list "primaryKey". Add it there, or remove the mark.`, ['fields', index, 'primaryKey'])] : [],
  );
}

function keyFindings(names: readonly string[], model: Model, path: Path): Finding[] {
  return names.flatMap((name, index) => {
    if (!model.fields.some((field) => field.name === name)) return [error('unknown-field', `There is no field ${shorten(name)}. Name one of the fields of this model.`, [...path, index])];
    return names.indexOf(name) < index ? [error('unknown-field', `${shorten(name)} stands twice in this list. Remove one.`, [...path, index])] : [];
  });
}

function unknownKeys(value: JsonObject): Finding[] {
  const fields: readonly unknown[] = Array.isArray(value['fields']) ? value['fields'] : [];
  return [
    ...Object.keys(value).flatMap((key) => (MODEL_KEYS.includes(key) ? [] : [unknownKey([key], MODEL_KEYS)])),
    ...fields.flatMap((field, index) => (isObject(field) ? Object.keys(field).flatMap((key) => (FIELD_KEYS.includes(key) ? [] : [unknownKey(['fields', index, key], FIELD_KEYS)])) : [])),
  ];
}
