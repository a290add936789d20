import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../../src/databases/registry';
import { newElementText } from '../../../../src/elements/edit';
import { parameterKey } from '../../../../src/elements/parameter';
import { parseElement } from '../../../../src/elements/parse';
import type { ValueSources } from '../../../../src/environments/sources';
import type { ElementForm, FormField, SecretState } from '../../../../src/protocol/form-state';
import { formState, literalOf, type FormInput } from '../../../../src/workbench/editors/form-state';
import { ID, ORDERS, parameterOf, postgresql, typeOf } from '../../elements/samples';

const sources: ValueSources = { environment: 'testing', settings: { ORDERS_DB_USER: 'from settings' }, process: { PORT: '5433' }, envFiles: [{ name: '.env.testing', values: { NAME: 'orders_test', PW: 'hunter2' } }], secretKeys: new Set() };

function inputOf(text: string, change: Partial<FormInput> = {}): FormInput {
  return { text, fullName: 'databases.orders', types: databaseTypes, sources, trusted: true, unsaved: false, fresh: false, environmentProtected: false, variables: [], presence: new Map(), secrets: new Map(), ...change };
}

function formOf(text: string, change: Partial<FormInput> = {}): ElementForm {
  const form = formState(inputOf(text, change));
  if (form.kind !== 'element') throw new Error(form.problems.map((problem) => problem.message).join('\n'));
  return form;
}

const fields = (form: ElementForm) => new Map(form.sections.flatMap((section) => section.fields).map((field) => [field.key, field]));

function fieldOf(key: string, connection: object, rest: object = {}, change: Partial<FormInput> = {}): FormField | undefined {
  return fields(formOf(JSON.stringify({ id: ID, type: 'postgresql', title: 'Orders', connection, ...rest }), change)).get(key);
}

describe('the form of an element', () => {
  it('says what it is', () => {
    expect(formOf(ORDERS, { trusted: false, unsaved: true })).toMatchObject({
      kind: 'element',
      fullName: 'databases.orders',
      typeId: 'postgresql',
      typeLabel: 'PostgreSQL',
      title: { value: 'Orders' },
      description: { value: 'Business data of the shop' },
      environment: 'testing',
      trusted: false,
      unsaved: true,
      problems: [],
    });
  });

  it.each(databaseTypes.all)('has every parameter of $id once, the main ones unfolded', (type) => {
    const form = formOf(newElementText(type, ID, 'T'));
    const shown = form.sections.flatMap((section) => section.fields.map((field) => field.key));
    expect([...shown].sort()).toEqual(type.parameters.map(parameterKey).sort());
    expect(form.sections.every((section) => section.fields.length > 0)).toBe(true);
    expect(form.sections.find((section) => !section.folded)?.fields.map((field) => field.key)).toEqual(type.parameters.filter((parameter) => parameter.main === true).map(parameterKey));
  });

  it.each<[string, object, Partial<FormInput>]>([
    ['of another element', { user: { variable: 'PW' } }, { sources: { ...sources, secretKeys: new Set(['PW']) } }],
    ['of its own, not saved yet', { user: { variable: 'PW' }, password: { variable: 'PW' } }, {}],
  ])('shows no secret in a field that everybody sees: one %s', (_name, connection, change) => {
    const form = formOf(JSON.stringify({ id: ID, type: 'postgresql', title: 'Orders', connection, variables: { PW: {} } }), change);
    expect(fields(form).get('user')).toMatchObject({ error: expect.stringMatching(/^PW holds a secret.* Give User a variable of its own/), state: { variable: { secret: true, value: { display: '••••••••' } } } });
    expect(JSON.stringify(form)).not.toContain('hunter2');
  });

  it('says of each field what stands in the description of the type, and no more', () => {
    const [host, description] = [fields(formOf(newElementText(postgresql, ID, 'T'))).get('host'), parameterOf(postgresql, 'host')];
    expect(host).toMatchObject({ label: description.label, placeholder: description.placeholder, required: true });
    expect(fields(formOf(newElementText(postgresql, ID, 'T'))).get('password')).not.toHaveProperty('placeholder');
  });

  it('gives each field the control of its kind', () => {
    const shown = fields(formOf(ORDERS));
    expect(shown.get('host')?.control).toEqual({ kind: 'text' });
    expect(shown.get('port')?.control).toEqual({ kind: 'integer', min: 1, max: 65_535 });
    expect(shown.get('timeouts.connectMs')?.control).toEqual({ kind: 'integer', min: 100, max: 600_000, unit: 'ms' });
    expect(shown.get('password')?.control).toEqual({ kind: 'secret' });
    expect(shown.get('tls.ca')?.control).toEqual({ kind: 'path' });
    expect(shown.get('tls.mode')?.control).toMatchObject({ kind: 'choice', choices: expect.arrayContaining([expect.objectContaining({ value: 'verify-full' })]) });
  });
});

describe('a literal', () => {
  it.each<[string, string, unknown, object]>([
    ['is shown as text', 'host', 'localhost', { value: 'localhost' }],
    ['of a number is shown as text', 'port', 5433, { value: '5433', fallback: '5432' }],
    ['that is not stated shows its default', 'port', undefined, { value: '', fallback: '5432' }],
    ['of the wrong kind is shown as it stands', 'port', 'abc', { value: 'abc', fallback: '5432' }],
    ['that is no literal is shown as JSON', 'host', ['a'], { value: '["a"]' }],
  ])('%s', (_name, key, value, state) => {
    expect(fieldOf(key, { [key]: value })?.state).toEqual({ kind: 'literal', ...state });
  });
});

describe('a variable', () => {
  const bound = { variable: 'KEY' };

  it.each<[string, string, object, object, object]>([
    ['of the settings', 'user', { variable: 'ORDERS_DB_USER' }, {}, { key: 'ORDERS_DB_USER', name: 'ORDERS_DB_USER', value: { display: 'from settings', source: 'from workspace settings' } }],
    ['of the process', 'port', { variable: 'PORT' }, {}, { value: { display: '5433', source: 'from the process environment' } }],
    ['of a .env file', 'database', { variable: 'NAME' }, {}, { value: { display: 'orders_test', source: 'from .env.testing' } }],
    ['with a default', 'host', bound, { KEY: { default: 'localhost' } }, { value: { display: 'localhost', source: 'default value' } }],
    ['with all of its declaration', 'host', bound, { KEY: { name: 'Orders DB host', description: 'Server of the shop', default: 'localhost', required: true } }, { name: 'Orders DB host', description: 'Server of the shop', defaultValue: 'localhost', required: true }],
    ['that is not required', 'host', bound, { KEY: { name: 'Orders DB host' } }, { name: 'Orders DB host', required: false, value: { source: 'not set' } }],
    ['that is not declared', 'host', bound, {}, { name: 'KEY', value: { source: 'not set' } }],
  ])('%s is shown with its value and source', (_name, key, binding, variables, expected) => {
    expect(fieldOf(key, { [key]: binding }, { variables })?.state).toMatchObject({ kind: 'variable', variable: expected });
  });

  it('of a secret never shows a default that stands in the file', () => {
    const form = formOf(JSON.stringify({ id: ID, type: 'postgresql', title: 'T', connection: { password: { variable: 'LOCAL_PW' } }, variables: { LOCAL_PW: { default: 'hunter2' } } }));
    expect(JSON.stringify(form)).not.toContain('hunter2');
  });

  it('with a password in its value shows none of it, and says why the field does not take it', () => {
    const form = formOf(JSON.stringify({ id: ID, type: 'postgresql', title: 'T', connection: { host: { variable: 'DATABASE_URL' } } }), { sources: { ...sources, process: { DATABASE_URL: 'postgres://app:hunter2@db/shop' } } });
    expect(fields(form).get('host')).toMatchObject({ error: expect.stringMatching(/^DATABASE_URL holds a secret/), state: { variable: { secret: true, value: { display: '••••••••' } } } });
    expect(JSON.stringify(form)).not.toContain('hunter2');
  });

  it('with a value that the field does not take says so beside it', () => {
    const form = formOf(JSON.stringify({ id: ID, type: 'postgresql', title: 'T', connection: { port: { variable: 'NAME' }, host: { variable: 'PORT' } } }));
    expect(fields(form).get('port')?.error).toBe('Port must be a whole number from 1 to 65535, which the value of NAME is not.');
    expect(fields(form).get('host')).not.toHaveProperty('error');
  });

  it.each<[string, object, object, object]>([
    ['its own default', { min: { variable: 'MIN' } }, {}, { 'pool.min': { error: 'Minimum connections (20) is above Maximum connections (10, the default): a pool cannot keep more connections than it may have.' } }],
    ['another variable', { min: { variable: 'MIN' }, max: { variable: 'MAX' } }, {}, { 'pool.min': { error: expect.stringMatching(/^Minimum connections \(20\) is above Maximum connections \(4\)/) } }],
    ['a literal, as a warning', { acquireTimeoutMs: { variable: 'WAIT' } }, { timeouts: { connectMs: 900 } }, { 'timeouts.connectMs': { warning: expect.stringContaining('requests give up while') } }],
    ['nothing: it has no value', { min: { variable: 'UNSET' }, max: 1 }, {}, {}],
  ])('with a value that contradicts %s says so', (_name, pool, rest, expected) => {
    const text = JSON.stringify({ id: ID, type: 'postgresql', title: 'T', connection: { password: { none: true }, host: 'h', database: 'd', user: 'u' }, pool, variables: { MIN: {}, MAX: {}, WAIT: {}, UNSET: {} }, ...rest });
    const shown = fields(formOf(text, { sources: { ...sources, process: { MIN: '20', MAX: '4', WAIT: '500' } } }));
    const said = [...shown].flatMap(([key, { error, warning }]) => (error === undefined && warning === undefined ? [] : [[key, { ...(error === undefined ? {} : { error }), ...(warning === undefined ? {} : { warning }) }] as const]));
    expect(Object.fromEntries(said)).toEqual(expected);
  });

  it.each(['[', '{"a":'])('cannot be drawn from 100,000 levels of %s, and says so', (open) => {
    expect(formState(inputOf(open.repeat(100_000)))).toMatchObject({ kind: 'unreadable', problems: [{ message: expect.stringContaining('deeper than 64 levels') }] });
  });

  it('of a secret never shows its value', () => {
    const form = formOf(JSON.stringify({ id: ID, type: 'postgresql', title: 'T', connection: { password: { variable: 'PW' } } }));
    expect(fields(form).get('password')?.state).toMatchObject({ kind: 'variable', variable: { key: 'PW', secret: true, value: { source: 'from .env.testing' } } });
    expect(JSON.stringify(form)).not.toContain('hunter2');
  });
});

describe('a secret', () => {
  it.each<[string, unknown, SecretState | undefined, SecretState]>([
    ['that is stored', { keychain: true }, { kind: 'stored', store: 'the OS keychain' }, { kind: 'stored', store: 'the OS keychain' }],
    ['that was typed', { keychain: true }, { kind: 'typed', store: 'the OS keychain' }, { kind: 'typed', store: 'the OS keychain' }],
    ['whose store does not answer', { keychain: true }, { kind: 'unavailable', store: 's', reason: 'locked' }, { kind: 'unavailable', store: 's', reason: 'locked' }],
    ['of which nothing is known', { keychain: true }, undefined, { kind: 'missing', store: '' }],
    ['that is not needed', { none: true }, { kind: 'stored', store: 's' }, { kind: 'none' }],
    ['that is not stated', undefined, { kind: 'missing', store: 's' }, { kind: 'missing', store: 's' }],
    ['that is stored and not stated', undefined, { kind: 'stored', store: 's' }, { kind: 'missing', store: 's' }],
  ])('%s is told by its place', (_name, binding, known, secret) => {
    const secrets = new Map(known === undefined ? [] : [['password', known]]);
    expect(fieldOf('password', binding === undefined ? {} : { password: binding }, {}, { secrets })?.state).toEqual({ kind: 'secret', secret });
  });

  it('that is not stated is asked for, but not in a new form', () => {
    expect(fieldOf('password', {})).toHaveProperty('warning', 'Enter a password, or say that there is none: nothing connects before.');
    expect(fieldOf('password', {}, {}, { fresh: true })).not.toHaveProperty('warning');
    expect(fieldOf('password', { password: { none: true } })).not.toHaveProperty('warning');
  });

  it('in plain is an error beside the field, and is not shown', () => {
    const form = formOf(JSON.stringify({ id: ID, type: 'postgresql', title: 'T', connection: { password: 'hunter2' } }));
    expect(fields(form).get('password')?.error).toContain('must not stand in a file that is committed');
    expect(JSON.stringify(form)).not.toContain('hunter2');
  });
});

describe('problems', () => {
  it('stand beside their field and not in the list', () => {
    const form = formOf(JSON.stringify({ id: ID, type: 'postgresql', title: '', description: 5, connection: { port: 0 } }));
    expect(fields(form).get('port')?.error).toMatch(/^Port must be a whole number/);
    expect(form.title).toMatchObject({ value: '', error: 'Give the element a title.' });
    expect(form.description).toMatchObject({ value: '', error: expect.stringContaining('Type the description again') });
    expect(form.problems).toEqual([]);
  });

  it('that belong to no field stand in the list', () => {
    const form = formOf(JSON.stringify({ type: 'postgresql', title: 'T', 'x-team': 1 }));
    expect(form.problems).toEqual([expect.stringContaining('gives the element no id'), expect.stringContaining('"x-team" is not known')]);
  });

  it('are warnings where a variable is not declared', () => {
    expect(fieldOf('host', { host: { variable: 'KEY' } })).toMatchObject({ warning: expect.stringContaining('KEY is not declared') });
  });

  it('point out what is needed to connect, except in a form that was never saved', () => {
    expect(fieldOf('host', {})?.warning).toBe('Host is needed to connect.');
    expect(fieldOf('host', {}, {}, { fresh: true })).not.toHaveProperty('warning');
    expect(fieldOf('port', {})).not.toHaveProperty('warning');
  });

  it('say where a new element may begin', () => {
    expect(fieldOf('host', {}, {}, { fresh: true })?.help).toContain('A connection string that is pasted here is split into the fields.');
    expect(fieldOf('host', {})?.help).not.toContain('connection string');
  });

  it.each([
    ['an empty text', '', 1],
    ['text that is not JSON', '{ "type": "postgresql", ', 1],
    ['a list', '[]', 1],
    ['an unknown type', '{ "type": "informix" }', 1],
    ['no type', '{ "id": 5 }', 1],
  ])('make the form wait: %s', (_name, text, line) => {
    const form = formState(inputOf(text));
    expect(form).toMatchObject({ kind: 'unreadable', fullName: 'databases.orders', problems: [{ line }] });
  });
});

/** Words of the file format, and of those who wrote its parser. */
const NOT_FOR_PEOPLE = /[{}[\]]|\b(json|object|array|string|null|undefined|boolean|integer|expected|received|invalid|keychain": true)\b|"(title|description|id|variables|variable|none)"/i;

/** What can stand in a file where a parameter is expected, and is none. */
const WRONG_VALUES: readonly unknown[] = [null, true, 'true', 0, -1, 1.5, 5432, '5432', '', ' ', 'a b', 'x@y', '/etc/x', '../x', [], ['a'], {}, { host: 'x' }, { variable: '' }, { variable: 5 }, { variable: 'A', default: 1 }, { keychain: false }, { keychain: true, none: true }, { password: 'hunter2' }, 1e300];

function messagesOf(form: ElementForm): string[] {
  const beside = form.sections.flatMap((section) => section.fields).flatMap(({ error, warning }) => [error, warning]);
  return [form.title.error, form.description.error, ...form.problems, ...beside].filter((message) => message !== undefined);
}

describe('what a form says of its fields', () => {
  const cases = databaseTypes.all.flatMap((type) => type.parameters.map((parameter) => ({ type, parameter, name: `${type.id} ${parameterKey(parameter)}` })));

  it.each(cases)('is in words for people, whatever stands in the file: $name', ({ type, parameter }) => {
    for (const value of WRONG_VALUES) {
      const form = formOf(JSON.stringify({ id: ID, type: type.id, title: 'T', [parameter.group]: { [parameter.name]: value } }));
      const said = messagesOf(form);
      for (const message of said) {
        expect(message).toMatch(/[.?]$/);
        expect(message).not.toMatch(NOT_FOR_PEOPLE);
        expect(message).not.toContain('hunter2');
      }
      const usable = parseElement(JSON.stringify({ id: ID, type: type.id, title: 'T', [parameter.group]: { [parameter.name]: value } }), databaseTypes).element !== undefined;
      if (!usable) expect(fields(form).get(parameterKey(parameter))?.error, JSON.stringify(value)).toBeDefined();
    }
  });

  it.each(cases)('is in words for people, whatever is typed: $name', ({ type, parameter }) => {
    for (const typed of ['abc', '-1', '0', '1.5', '1e5', '9999999999', '9'.repeat(20), ' ', 'a b', 'http://x/y', '{}', '../x', 'C:\\x', 'null']) {
      const value = parameter.kind === 'secret' ? { keychain: true } : literalOf(parameter, typed);
      for (const message of messagesOf(formOf(JSON.stringify({ id: ID, type: type.id, title: 'T', [parameter.group]: { [parameter.name]: value } })))) {
        expect(message).not.toMatch(NOT_FOR_PEOPLE);
      }
    }
  });

  it.each<[string, object]>([
    ['no id', { id: undefined }],
    ['a number as id', { id: 5 }],
    ['no title', { title: undefined }],
    ['a number as title', { title: 5 }],
    ['a list as description', { description: [] }],
    ['a text as connection', { connection: 'postgresql://x' }],
    ['null as pool', { pool: null }],
    ['a list of variables', { variables: [] }],
    ['a text as declaration', { variables: { A: 'x' } }],
    ['a number as name of a variable', { variables: { A: { name: 5 } } }],
    ['a text as "required"', { variables: { A: { required: 'yes' } } }],
    ['a minimum above the maximum', { pool: { min: 5, max: 2 } }],
    ['a variable that is not declared', { connection: { host: { variable: 'A' } } }],
    ['a variable with another key', { connection: { host: { variable: 'A', default: 'x' } } }],
  ])('is in words for people: %s', (_name, change) => {
    const said = messagesOf(formOf(JSON.stringify({ id: ID, type: 'postgresql', title: 'T', ...change })));
    expect(said).not.toEqual([]);
    for (const message of said) expect(message).not.toMatch(NOT_FOR_PEOPLE);
  });

  it.each<[string, string, unknown, string]>([
    ['a number outside its limits', 'port', 70_000, 'Port must be a whole number from 1 to 65535.'],
    ['a choice that is none', 'tls.mode', 'on', 'TLS must be one of Disable, Prefer, Require, Verify CA, Verify full.'],
    ['a number that stands there as a text', 'port', '5432', 'Port is written the wrong way in the file. Type it again, and it is put right.'],
    ['a text that stands there as a number', 'database', 5, 'Database is written the wrong way in the file. Type it again, and it is put right.'],
    ['a password', 'password', 'hunter2', 'Password must not stand in a file that is committed. Enter it here, which takes it out of the file, and change the password if it was already committed.'],
  ])('says what to do about %s', (_name, key, value, message) => {
    const parameter = parameterOf(postgresql, key);
    expect(fieldOf(key, {}, { [parameter.group]: { [parameter.name]: value } })?.error).toBe(message);
  });
});

describe('literalOf', () => {
  const [host, port] = [parameterOf(postgresql, 'host'), parameterOf(postgresql, 'port')];

  it.each([
    ['nothing', host, '', undefined],
    ['nothing in a number', port, '', undefined],
    ['a text', host, 'localhost', 'localhost'],
    ['a text of digits', host, '5432', '5432'],
    ['a number', port, '5432', 5432],
    ['a number with spaces', port, ' 5432 ', 5432],
    ['a number out of range, so that its error shows', port, '70000', 70_000],
    ['a negative number', port, '-1', -1],
    ['a number too long for one', port, '9'.repeat(16), '9'.repeat(16)],
    ['a word in a number', port, 'five', 'five'],
    ['a fraction', port, '1.5', '1.5'],
    ['a path', parameterOf(typeOf('sqlite'), 'file'), 'a.db', 'a.db'],
    ['true', { group: 'options', name: 'x', kind: 'boolean', label: 'X' } as const, 'true', true],
    ['false', { group: 'options', name: 'x', kind: 'boolean', label: 'X' } as const, 'false', false],
    ['a word in a switch', { group: 'options', name: 'x', kind: 'boolean', label: 'X' } as const, 'yes', 'yes'],
  ])('%s', (_name, parameter, typed, expected) => {
    expect(literalOf(parameter, typed)).toBe(expected);
  });
});
