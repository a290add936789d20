import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { newElementText } from '../../../src/elements/edit';
import { ELEMENT_SUFFIX } from '../../../src/elements/full-name';
import { parseElementBytes } from '../../../src/elements/parse';
import { PARAMETER_GROUPS } from '../../../src/elements/parameter';
import { elementJsonSchema } from '../../../src/elements/schema';
import { BROKEN_FILES } from './broken-files';
import { ID, ORDERS } from './samples';

const root = path.resolve(import.meta.dirname, '../../..');
const schema = elementJsonSchema(databaseTypes);

it('media/dbelement.schema.json is what the schemas give; "npm run schemas" writes it', async () => {
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(path.join(root, 'media/dbelement.schema.json'));
});

const compile = (of: object) => new Ajv({ strict: false, allErrors: true }).compile(of);
const validate = compile(schema);
const jsonOf = (text: string): unknown => parse(text, [], { allowTrailingComma: true });
const errorsOf = (value: unknown): string[] => (validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`));
const element = (type: string, rest: object) => ({ id: ID, type, title: 'T', ...rest });

describe('the JSON Schema', () => {
  const samples = path.join(root, 'sample/databases');

  it.each(readdirSync(samples).filter((name) => name.endsWith(ELEMENT_SUFFIX)))('accepts sample/databases/%s', (name) => {
    const bytes = readFileSync(path.join(samples, name));
    expect(errorsOf(jsonOf(bytes.toString()))).toEqual([]);
    expect(parseElementBytes(bytes, databaseTypes).problems).toEqual([]);
  });

  it('accepts an element with everything in it', () => {
    expect(errorsOf(jsonOf(ORDERS))).toEqual([]);
  });

  it.each(databaseTypes.all)('accepts a new element of $id', (type) => {
    expect(errorsOf(jsonOf(newElementText(type, ID, 'T')))).toEqual([]);
  });

  it('allows $schema and unknown keys at every level', () => {
    const value = element('postgresql', { $schema: 'x', 'x-team': 'a', connection: { 'x-y': 1 }, pool: { z: [] }, variables: { A: { unit: 'ms' } } });
    expect(errorsOf(value)).toEqual([]);
  });

  it.each([
    ['a wrong port', element('postgresql', { connection: { port: 70_000 } }), '/connection/port'],
    ['a password in plain', element('mysql', { connection: { password: 'x' } }), '/connection/password'],
    ['a wrong choice', element('mysql', { tls: { mode: 'on' } }), '/tls/mode'],
    ['a wrong variable', element('sqlite', { connection: { file: { variable: 'a b' } } }), '/connection/file'],
    ['an unknown type', element('informix', {}), '/type'],
    ['a missing title', { id: ID, type: 'sqlite' }, ' '],
    ['a declaration that is a text', element('sqlite', { variables: { A: 'x' } }), '/variables/A'],
  ])('refuses %s', (_name, value, place) => {
    expect(errorsOf(value).some((error) => error.startsWith(place))).toBe(true);
  });

  it('checks only the parameters of the type that the element has', () => {
    expect(errorsOf(element('sqlite', { connection: { port: 'not a port of SQLite' } }))).toEqual([]);
    expect(errorsOf(element('sqlite', { connection: { file: 5 } }))).not.toEqual([]);
    expect(errorsOf(element('postgresql', { connection: { file: 5 } }))).toEqual([]);
  });

  it('is no stricter than the parser: what it refuses has a problem there', () => {
    const folder = path.join(root, 'test/fixtures/broken');
    for (const [name, code] of BROKEN_FILES) {
      const { problems } = parseElementBytes(readFileSync(path.join(folder, name + ELEMENT_SUFFIX)), databaseTypes);
      if (['malformed-json', 'nested-too-deeply', 'not-utf8'].includes(code)) continue;
      const refused = errorsOf(jsonOf(readFileSync(path.join(folder, name + ELEMENT_SUFFIX), 'utf8'))).length > 0;
      if (refused) expect(problems.some((problem) => problem.severity === 'error'), name).toBe(true);
    }
  });
});

interface SchemaShape {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[]; readonly description?: string }>>;
  readonly required: readonly string[];
  readonly allOf: readonly { readonly if: unknown; readonly then: { readonly properties: Readonly<Record<string, { readonly properties: Readonly<Record<string, { readonly description?: string }>> }>> } }[];
}

describe('what the editor is given', () => {
  const completion = JSON.parse(readFileSync(path.join(root, 'media/dbelement.completion.json'), 'utf8')) as object;

  it('finds nothing wrong, for the extension says what is: one mistake is one entry in the Problems panel', () => {
    const accepts = compile({ ...completion, if: schema });
    for (const [name] of BROKEN_FILES) expect(accepts(jsonOf(readFileSync(path.join(root, 'test/fixtures/broken', name + ELEMENT_SUFFIX), 'utf8'))), name).toBe(true);
  });

  it('offers what the schema offers, where VS Code looks for it', () => {
    expect(completion).toMatchObject({ if: { $ref: './dbelement.schema.json' }, allowComments: true, allowTrailingCommas: true });
  });
});

describe('completion', () => {
  const { properties, required, allOf } = schema as SchemaShape;

  it('offers the types, and what each is called', () => {
    expect(properties['type']).toMatchObject({ enum: databaseTypes.all.map((type) => type.id), enumDescriptions: databaseTypes.all.map((type) => type.label) });
    expect([...required].sort()).toEqual(['id', 'title', 'type']);
  });

  it.each(databaseTypes.all.map((type, index) => [type.id, type, index] as const))('offers the parameters of %s, described, once that is the type', (id, type, index) => {
    const branch = allOf[index];
    expect(branch?.if).toEqual({ properties: { type: { const: id } }, required: ['type'] });
    for (const group of PARAMETER_GROUPS) {
      const expected = type.parameters.filter((parameter) => parameter.group === group);
      const offered = branch?.then.properties[group]?.properties ?? {};
      expect(Object.keys(offered)).toEqual(expected.map((parameter) => parameter.name));
      for (const parameter of expected) expect(offered[parameter.name]?.description).toContain(parameter.label);
    }
  });

  it('keeps parameters out of the part that all types share', () => {
    expect(Object.keys(properties)).toEqual(['$schema', 'id', 'type', 'title', 'description', 'variables']);
  });
});
