import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { PARAMETER_GROUPS, type ElementType, type ParameterDescription } from '../../../src/elements/parameter';
import { fitsSchema } from '../../../src/elements/quick-check';
import { elementSchema } from '../../../src/elements/schema';
import { ID } from './samples';

/** A type with a parameter of every kind, those that no database has yet included. */
const everyKind: ElementType = {
  id: 'every-kind',
  label: 'Every kind',
  parameters: [
    { group: 'connection', name: 'text', kind: 'text', label: 'Text' },
    { group: 'connection', name: 'pattern', kind: 'text', label: 'Pattern', pattern: { source: '^a+$', hint: 'letters a' } },
    { group: 'connection', name: 'file', kind: 'path', label: 'File' },
    { group: 'connection', name: 'password', kind: 'secret', label: 'Password' },
    { group: 'options', name: 'switch', kind: 'boolean', label: 'Switch' },
    { group: 'options', name: 'count', kind: 'integer', label: 'Count', min: -5, max: 5 },
    { group: 'options', name: 'choice', kind: 'choice', label: 'Choice', choices: [{ value: 'one', label: '1' }, { value: '', label: 'none' }] },
  ],
};
const types = [everyKind, ...databaseTypes.all];
const schemas = new Map(types.map((type) => [type, elementSchema(type)]));

const odd = fc.constantFrom<unknown>('', 'a', 'aaa', 'a\n', 'one', 'A_KEY', 'a b', 0, -0, 1, 5, 6, -6, 1.5, 5432, 70_000, Infinity, 2 ** 53, true, false, null, [], ['a'], {}, { a: 1 });
const references = fc.constantFrom<unknown>({ variable: 'A_KEY' }, { variable: 'a b' }, { variable: '' }, { variable: 1 }, { variable: 'A', x: 1 }, { keychain: true }, { keychain: false }, { none: true }, { none: 1 }, { keychain: true, none: true }, { keychain: true, variable: 'A' });
const values = fc.oneof(odd, references);

/** Mostly right, so that wrong values meet right neighbours. */
function bindingFor(parameter: ParameterDescription): fc.Arbitrary<unknown> {
  const right: Readonly<Record<ParameterDescription['kind'], unknown>> = {
    text: parameter.kind === 'text' && parameter.pattern?.source === '^a+$' ? 'aa' : 'local',
    path: 'a/b',
    secret: { keychain: true },
    boolean: true,
    integer: parameter.kind === 'integer' ? parameter.min : 0,
    choice: parameter.kind === 'choice' ? parameter.choices[0]?.value : '',
  };
  return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(right[parameter.kind], { variable: 'A_KEY' }) }, { weight: 1, arbitrary: values });
}

const mostly = (right: unknown) => fc.oneof({ weight: 20, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: values });

function elementFor(type: ElementType): fc.Arbitrary<Record<string, unknown>> {
  const groups = PARAMETER_GROUPS.map((group) => {
    const parameters = type.parameters.filter((parameter) => parameter.group === group);
    const bindings: Record<string, fc.Arbitrary<unknown>> = { 'x-unknown': odd };
    for (const parameter of parameters) bindings[parameter.name] = bindingFor(parameter);
    const stated = fc.record(bindings, { requiredKeys: [] });
    return [group, fc.oneof({ weight: 20, arbitrary: stated }, { weight: 1, arbitrary: values })] as const;
  });
  const declaration = fc.record({ name: mostly('Name'), description: mostly(''), default: mostly(5), required: mostly(true), unit: odd }, { requiredKeys: [] });
  const variables = fc.dictionary(fc.constantFrom('A_KEY', 'a b', 'toString'), fc.oneof({ weight: 20, arbitrary: declaration }, { weight: 1, arbitrary: values }));
  return fc.record(
    { ...Object.fromEntries(groups), $schema: mostly('x'), id: mostly(ID), type: mostly(type.id), title: mostly('T'), description: mostly('D'), variables: fc.oneof({ weight: 20, arbitrary: variables }, { weight: 1, arbitrary: values }), extra: odd },
    { requiredKeys: [] },
  );
}

describe('fitsSchema', () => {
  it.each(types.map((type) => [type.id, type] as const))('says what the schema says, for %s', (_id, type) => {
    let right = 0;
    fc.assert(
      fc.property(elementFor(type), (drawn) => {
        const value: Record<string, unknown> = { id: ID, type: type.id, title: 'T', ...drawn };
        const fits = fitsSchema(value, type);
        expect(fits).toBe(schemas.get(type)?.safeParse(value).success);
        right += Number(fits);
      }),
      { numRuns: 1500, seed: 5 },
    );
    // Both answers have to come up often, or the comparison says little.
    expect(right).toBeGreaterThan(150);
    expect(right).toBeLessThan(1350);
  });

  it.each(['id', 'type', 'title'])('refuses an element without %s', (key) => {
    const value = Object.fromEntries(Object.entries({ id: ID, type: everyKind.id, title: 'T' }).filter(([name]) => name !== key));
    expect(fitsSchema(value, everyKind)).toBe(false);
  });
});
