import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { duplicateText, editParameter, editTopLevel, newElementText } from '../../../src/elements/edit';
import { applyTextEdits } from '../../../src/elements/json-edit';
import { parseElement } from '../../../src/elements/parse';
import { PARAMETER_GROUPS, parameterKey, type Binding, type ParameterDescription } from '../../../src/elements/parameter';
import { ID, ORDERS, parameterOf, postgresql } from './samples';
import { commentsOf, valueOf } from './jsonc-documents';

const set = (text: string, key: string, binding: Binding | undefined) => applyTextEdits(text, editParameter(text, parameterOf(postgresql, key), binding, postgresql));

/** The lines that differ between two texts, after the lines that both begin and end with. */
function changedLines(before: string, after: string): { readonly removed: readonly string[]; readonly added: readonly string[] } {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return { removed: a.slice(start, a.length - end), added: b.slice(start, b.length - end) };
}

/** A literal that the parameter accepts. */
function literalFor(parameter: ParameterDescription): Binding {
  switch (parameter.kind) {
    case 'integer':
      return parameter.max;
    case 'boolean':
      return true;
    case 'choice':
      return parameter.choices[0]?.value ?? '';
    case 'secret':
      return { none: true };
    case 'path':
      return 'some/file';
    case 'text':
      return parameter.pattern?.source.includes('local') === true ? 'local' : 'some-text';
  }
}

describe('editParameter', () => {
  it('changes exactly one line when a parameter goes from a literal to a variable and back', () => {
    const variable = set(ORDERS, 'port', { variable: 'ORDERS_DB_PORT' });
    expect(changedLines(ORDERS, variable)).toEqual({ removed: ['    "port": 5432,'], added: ['    "port": { "variable": "ORDERS_DB_PORT" },'] });
    expect(set(variable, 'port', 5432)).toBe(ORDERS);
  });

  it('changes exactly one line for every parameter of every type, in any layout', () => {
    const layout = fc.record({ indent: fc.constantFrom(1, 2, 4, '\t'), eol: fc.constantFrom('\n', '\r\n') });
    fc.assert(
      fc.property(fc.constantFrom(...databaseTypes.all), layout, fc.nat(), (type, { indent, eol }, seed) => {
        const parameter = type.parameters[seed % type.parameters.length]!;
        const groups = PARAMETER_GROUPS.map((group) => [group, type.parameters.filter((each) => each.group === group)] as const);
        const value = Object.fromEntries(groups.map(([group, list]) => [group, Object.fromEntries(list.map((each) => [each.name, literalFor(each)]))]));
        const text = JSON.stringify({ id: ID, type: type.id, title: 'T', ...value }, undefined, indent).replaceAll('\n', eol);
        // The value of a secret stands over several lines in such a layout.
        if (parameter.kind === 'secret') return;
        const after = applyTextEdits(text, editParameter(text, parameter, { variable: 'KEY' }, type));
        const { removed, added } = changedLines(text, after);
        expect([removed.length, added.length]).toEqual([1, 1]);
        expect(applyTextEdits(after, editParameter(after, parameter, literalFor(parameter), type))).toBe(text);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('states every parameter of every type in a new element without a problem', () => {
    for (const type of databaseTypes.all) {
      let text = newElementText(type, ID, 'T');
      const together = type.parameters.filter((parameter) => type.exactlyOneOf?.slice(1).includes(parameterKey(parameter)) !== true);
      for (const parameter of together.toReversed()) text = applyTextEdits(text, editParameter(text, parameter, literalFor(parameter), type));
      const { element, problems } = parseElement(text, databaseTypes);
      expect(problems, text).toEqual([]);
      for (const parameter of together) expect(element?.bindings[parameter.group][parameter.name], parameterKey(parameter)).toEqual(literalFor(parameter));
      const written = Object.keys(valueOf(text) as object);
      expect(written).toEqual(['id', 'type', 'title', 'connection', 'tls', 'pool', 'timeouts', 'options'].filter((key) => written.includes(key)));
    }
  });

  it('writes keys in the order of the type, whatever the order of editing', () => {
    let text = newElementText(postgresql, ID, 'T');
    for (const key of ['user', 'database', 'host']) text = set(text, key, 'x');
    expect(Object.keys((valueOf(text) as { connection: object }).connection)).toEqual(['host', 'port', 'database', 'user', 'password']);
  });

  it('adds one line and keeps the others when a parameter is stated for the first time', () => {
    const text = newElementText(postgresql, ID, 'T');
    expect(changedLines(text, set(text, 'host', 'localhost'))).toEqual({ removed: [], added: ['    "host": "localhost",'] });
  });

  it('removes the line of a parameter, and the group with its last parameter', () => {
    const text = newElementText(postgresql, ID, 'T');
    const secured = set(text, 'tls.mode', 'require');
    expect(changedLines(text, secured)).toEqual({ removed: [], added: ['  },', '  "tls": {', '    "mode": "require"'] });
    expect(set(secured, 'tls.mode', undefined)).toBe(text);
    const two = set(secured, 'tls.ca', 'ca.pem');
    expect(set(two, 'tls.ca', undefined)).toBe(secured);
  });

  it('keeps the connection, even when it becomes empty', () => {
    let text = newElementText(postgresql, ID, 'T');
    for (const parameter of postgresql.parameters.filter(({ group }) => group === 'connection')) text = set(text, parameter.name, undefined);
    expect(valueOf(text)).toEqual({ id: ID, type: 'postgresql', title: 'T', connection: {} });
    expect(valueOf(set(text, 'port', 5433))).toMatchObject({ connection: { port: 5433 } });
  });

  it('does nothing when it is to remove what is not there', () => {
    const text = newElementText(postgresql, ID, 'T');
    expect(editParameter(text, parameterOf(postgresql, 'pool.max'), undefined, postgresql)).toEqual([]);
    expect(editParameter(text, parameterOf(postgresql, 'host'), undefined, postgresql)).toEqual([]);
  });

  it('keeps unknown keys and comments', () => {
    const text = ORDERS.replace('"port": 5432,', '"x-owner": "team", // ask them first\n    "port": 5432,');
    const after = set(set(text, 'host', 'db.internal'), 'user', undefined);
    expect(commentsOf(after)).toEqual(commentsOf(text));
    expect(valueOf(after)).toMatchObject({ connection: { 'x-owner': 'team', host: 'db.internal' } });
  });
});

describe('editTopLevel', () => {
  it('sets, inserts and removes title, description and id', () => {
    const text = newElementText(postgresql, ID, 'T');
    const described = applyTextEdits(text, editTopLevel(text, 'description', 'About "it"'));
    expect(changedLines(text, described)).toEqual({ removed: [], added: ['  "description": "About \\"it\\"",'] });
    expect(applyTextEdits(described, editTopLevel(described, 'description', undefined))).toBe(text);
    expect(valueOf(applyTextEdits(text, editTopLevel(text, 'title', 'U')))).toMatchObject({ title: 'U' });
  });
});

describe('newElementText', () => {
  it.each(databaseTypes.all)('gives an element of $id without a problem', (type) => {
    const text = newElementText(type, ID, 'A "quoted" \\ title');
    const { element, problems } = parseElement(text, databaseTypes);
    expect(problems).toEqual([]);
    expect(element).toMatchObject({ id: ID, type: type.id, title: 'A "quoted" \\ title' });
    expect(text.endsWith('}\n')).toBe(true);
    const defaults: Record<string, unknown> = {};
    for (const parameter of type.parameters) {
      if (parameter.group !== 'connection') continue;
      if (parameter.kind === 'secret') defaults[parameter.name] = { keychain: true };
      else if (parameter.default !== undefined) defaults[parameter.name] = parameter.default;
    }
    expect(element?.bindings.connection).toEqual(defaults);
  });
});

describe('duplicateText', () => {
  const OTHER = '11111111-2222-4333-8444-555555555555';

  it.each([
    ...databaseTypes.all.map((type) => [type.label, newElementText(type, ID, 'T')] as const),
    ['an element with comments', ORDERS] as const,
    ['an element without id and title', '{\n  "type": "postgresql",\n  "connection": { "host": "x" }\n}\n'] as const,
    ['an element with nothing but its type', '{ "type": "sqlite" }'] as const,
    ['an element whose id and title are wrong', '{ "id": 5, "type": "sqlite", "title": "" }'] as const,
  ])('gives %s another id and title, and no problem', (_name, text) => {
    const copy = duplicateText(text, OTHER, 'Copy');
    const { element, problems } = parseElement(copy, databaseTypes);
    expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(element).toMatchObject({ id: OTHER, title: 'Copy' });
    expect(commentsOf(copy)).toEqual(commentsOf(text));
    expect(valueOf(copy)).toEqual({ ...(valueOf(text) as object), id: OTHER, title: 'Copy' });
  });
});
