import { parse } from 'jsonc-parser';
import { columnTypeFor } from '../../databases/column-types';
import { DATA_TYPES, DATA_TYPE_IDS, describeDataType, type DataType } from '../../databases/data-types';
import type { Dialect } from '../../databases/dialect';
import { isObject, type JsonObject } from '../../elements/findings';
import { sayInForm, type Problem } from '../../elements/problem';
import { parseModel, type ParsedModel } from '../../models/parse';
import type { TextValue } from '../../protocol/form-state';
import type { DatabaseView, FieldKey, KeyView, ModelField, ModelFormState } from '../../protocol/model-form';

export interface ModelFormInput {
  readonly text: string;
  readonly fullName: string;
  /** The element that the text names. */
  readonly element?: { readonly title: string; readonly typeLabel: string; readonly dialect?: Dialect };
  /** What is wrong with the model beyond its text; placed by paths. */
  readonly shared: readonly Said[];
  readonly trusted: boolean;
  readonly unsaved: boolean;
}

type Said = Pick<Problem, 'message' | 'inForm' | 'path' | 'severity'>;

const TYPES = DATA_TYPE_IDS.map((value) => ({ value, label: DATA_TYPES[value].label }));

/** What the form of a model shows for a text. Pure: the same text and surroundings give the same form. */
export function modelFormState(input: ModelFormInput): ModelFormState {
  const parsed = parseModel(input.text);
  const broken = parsed.problems.some((problem) => problem.severity === 'error' && problem.path.length === 0);
  const raw: unknown = broken ? undefined : parse(input.text, [], { allowTrailingComma: true });
  if (!isObject(raw)) return { kind: 'unreadable', fullName: input.fullName, problems: parsed.problems.map(({ message, start }) => ({ message, ...start })) };
  const problems: readonly Said[] = [...parsed.problems, ...input.shared];
  const said = new Set<Said>();
  const errorAt = (...path: Said['path']): string | undefined => {
    const found = problems.filter((problem) => path.every((step, place) => problem.path[place] === step));
    for (const problem of found) said.add(problem);
    return found[0] && sayInForm(found[0]);
  };
  const text = (key: string): TextValue => withError(textOf(raw, key), errorAt(key));
  const keys = (list: 'unique' | 'indexes') => listOf(raw[list]).map((entry, index): KeyView => ({ fields: namesIn(entry), ...optional('error', errorAt(list, index)) }));
  const form = {
    kind: 'model',
    fullName: input.fullName,
    title: text('title'),
    description: text('description'),
    database: databaseView(textOf(raw, 'database'), input, errorAt('database')),
    schema: text('schema'),
    table: text('table'),
    fields: listOf(raw['fields']).map((entry, index) => fieldView(isObject(entry) ? entry : {}, index, { parsed, input, problems, said })),
    primaryKey: parsed.model?.primaryKey ?? statedKey(raw),
    unique: keys('unique'),
    indexes: keys('indexes'),
    types: TYPES,
    unsaved: input.unsaved,
    trusted: input.trusted,
  } as const;
  return { ...form, problems: problems.filter((problem) => !said.has(problem)).map(sayInForm) };
}

function databaseView(fullName: string, { element }: ModelFormInput, error: string | undefined): DatabaseView {
  return { fullName, ...(element === undefined ? {} : { title: element.title, typeLabel: element.typeLabel }), ...optional('error', error) };
}

interface FieldContext {
  readonly parsed: ParsedModel;
  readonly input: ModelFormInput;
  readonly problems: readonly Said[];
  readonly said: Set<Said>;
}

function fieldView(raw: JsonObject, index: number, { parsed, input, problems, said }: FieldContext): ModelField {
  const typeId = textOf(raw, 'type');
  const type = DATA_TYPE_IDS.find((id) => id === typeId);
  const field = parsed.model?.fields[index];
  const references = isObject(raw['references']) ? raw['references'] : {};
  const primaryKey = field?.primaryKey ?? raw['primaryKey'] === true;
  const errors: Partial<Record<FieldKey, string>> = {};
  for (const problem of problems) {
    if (problem.path[0] !== 'fields' || problem.path[1] !== index) continue;
    said.add(problem);
    errors[controlOf(problem.path)] ??= sayInForm(problem);
  }
  const dialect = input.element?.dialect;
  const { columnType, ...facets } = field ?? {};
  return {
    name: textOf(raw, 'name'),
    title: textOf(raw, 'title'),
    type: typeId,
    sizes: type === undefined ? [] : sizesOf(type, raw),
    nullable: typeof raw['nullable'] === 'boolean' ? raw['nullable'] : !primaryKey,
    primaryKey,
    unique: raw['unique'] === true,
    index: raw['index'] === true,
    default: shownDefault(raw['default']),
    column: textOf(raw, 'column'),
    columnType: columnType ?? textOf(raw, 'columnType'),
    ...(dialect === undefined || field === undefined ? {} : { usualColumnType: columnTypeFor(dialect, field.type, facets) }),
    referenceSchema: textOf(references, 'schema'),
    referenceTable: textOf(references, 'table'),
    referenceColumn: textOf(references, 'column'),
    errors,
  };
}

const SIZE_LABELS = { length: 'Length', precision: 'Digits', scale: 'Decimals' } as const;

/** What says how large a value of the type can be. */
function sizesOf(type: DataType, raw: JsonObject): ModelField['sizes'] {
  const { length, decimal } = describeDataType(type);
  const size = (key: keyof typeof SIZE_LABELS, fallback: number | undefined) => ({ key, label: SIZE_LABELS[key], value: textOf(raw, key), ...optional('fallback', fallback === undefined ? undefined : String(fallback)) });
  if (length !== undefined) return [size('length', length === 'optional' ? undefined : length)];
  if (decimal === undefined) return [];
  const usual = decimal === 'optional' ? undefined : decimal;
  return [size('precision', usual?.precision), size('scale', usual?.scale)];
}

/** The control that a problem of a field stands beside. */
function controlOf(path: Said['path']): FieldKey {
  const [, , key, inner] = path;
  switch (key) {
    case 'references':
      return inner === 'schema' ? 'referenceSchema' : inner === 'column' ? 'referenceColumn' : 'referenceTable';
    case 'title':
    case 'type':
    case 'length':
    case 'precision':
    case 'scale':
    case 'default':
    case 'column':
    case 'columnType':
    case 'nullable':
    case 'primaryKey':
    case 'unique':
    case 'index':
      return key;
    default:
      return 'name';
  }
}

function shownDefault(value: unknown): string {
  if (isObject(value)) return `= ${textOf(value, 'expression')}`;
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

function statedKey(raw: JsonObject): readonly string[] {
  return Array.isArray(raw['primaryKey']) ? namesIn(raw['primaryKey']) : listOf(raw['fields']).flatMap((field) => (isObject(field) && field['primaryKey'] === true ? [textOf(field, 'name')] : []));
}

function withError(value: string, error: string | undefined): TextValue {
  return { value, ...optional('error', error) };
}

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });
}

function textOf(raw: JsonObject, key: string): string {
  const value = Object.hasOwn(raw, key) ? raw[key] : undefined;
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function namesIn(value: unknown): readonly string[] {
  return listOf(value).filter((name) => typeof name === 'string');
}
