import { describe, expect, it } from 'vitest';
import { connectionString } from '../../../src/databases/connection-string';
import { readContribution } from '../../../src/databases/contributed-types';
import { hasPool } from '../../../src/databases/pool';
import { databaseTypes, TypeRegistry } from '../../../src/databases/registry';
import { targetOf } from '../../../src/databases/target';
import { parameterKey } from '../../../src/elements/parameter';
import { parseElement } from '../../../src/elements/parse';

const bucket = { group: 'connection', name: 'bucket', kind: 'text', label: 'Bucket', required: true, main: true };
const common = {
  name: 'key-value',
  label: 'Acme KV',
  driver: './dist/driver.js',
  icon: { light: 'media/light.svg', dark: 'media/dark.svg' },
};
const server = {
  ...common,
  kind: 'server',
  defaultPort: 6390,
  parameters: ['user', 'password', 'tls', bucket, { group: 'options', name: 'depth', kind: 'integer', label: 'Depth', min: 1, max: 9, default: 3 }],
};
const file = { ...common, name: 'log-file', kind: 'file', parameters: [{ group: 'options', name: 'index', kind: 'path', label: 'Index' }] };

function contribution(types: unknown, id = 'Acme.kv-store') {
  return readContribution({ id, folder: '/extensions/acme.kv-store-1.0.0', manifest: JSON.parse(JSON.stringify({ contributes: { databaseElements: { types } } })) as unknown });
}

const only = (change: object): unknown => contribution([{ ...server, ...change }]);

describe('the types of an extension', () => {
  const { types, problems } = contribution([server, file]);

  it('have the extension in their ids, and their files in its folder', () => {
    expect(problems).toEqual([]);
    expect(types).toMatchObject([
      {
        id: 'acme.kv-store.key-value',
        label: 'Acme KV',
        kind: 'server',
        defaultPort: 6390,
        extension: 'Acme.kv-store',
        driver: '/extensions/acme.kv-store-1.0.0/dist/driver.js',
        icon: { light: '/extensions/acme.kv-store-1.0.0/media/light.svg', dark: '/extensions/acme.kv-store-1.0.0/media/dark.svg' },
      },
      { id: 'acme.kv-store.log-file', kind: 'file' },
    ]);
  });

  it('have what secrets are bound to, in the order of the form, and what bounds a test', () => {
    expect(types.map((type) => type.parameters.map(parameterKey))).toEqual([
      ['host', 'port', 'user', 'password', 'tls.mode', 'tls.ca', 'tls.cert', 'tls.key', 'bucket', 'options.depth', 'timeouts.connectMs'],
      ['file', 'options.index', 'timeouts.connectMs'],
    ]);
  });

  it('are types like others to elements, targets and connection strings', () => {
    const registry = new TypeRegistry(databaseTypes.all);
    registry.contribute(types);
    const text = (port: unknown) => JSON.stringify({ id: '11111111-1111', type: 'acme.kv-store.key-value', title: 'Cache', connection: { host: 'h', port, bucket: 'b', password: { keychain: true } } });
    expect(parseElement(text(6391), registry)).toMatchObject({ element: { type: 'acme.kv-store.key-value' }, problems: [] });
    expect(parseElement(text('x'), registry).problems).toMatchObject([{ code: 'invalid-value', path: ['connection', 'port'] }]);
    const [type] = types;
    const values = { host: 'h', user: 'u', password: 'geheim', bucket: 'b' };
    expect(targetOf(type!, values)).toBe('acme.kv-store.key-value://u@h:6390');
    expect(connectionString(type!, values)).toBe('key-value://u:***@h');
    expect(hasPool(type!)).toBe(false);
  });

  it('cannot take the place of a built-in type, and go when they are not contributed any more', () => {
    const registry = new TypeRegistry(databaseTypes.all);
    const [builtIn] = databaseTypes.all;
    registry.contribute([{ ...types[0]!, id: builtIn!.id }, ...types]);
    expect(registry.find(builtIn!.id)).toBe(builtIn);
    expect(registry.all).toHaveLength(databaseTypes.all.length + 2);
    registry.contribute([]);
    expect(registry.all).toEqual(databaseTypes.all);
  });
});

describe('what is wrong with a description', () => {
  const sentence = (field: string) => expect.stringMatching(new RegExp(`^The extension Acme\\.kv-store .*: contributes\\.databaseElements\\.types${field.replace(/[[\].]/g, '\\$&')} (must|is|can) .*\\.$`)) as unknown;

  it.each<[title: string, change: object, field: string]>([
    ['no name', { name: undefined }, '[0].name'],
    ['a name with a dot', { name: 'a.b' }, '[0].name'],
    ['a label of two lines', { label: 'A\nB' }, '[0].label'],
    ['a kind that is none', { kind: 'cloud' }, '[0].kind'],
    ['no default port', { defaultPort: undefined }, '[0].defaultPort'],
    ['a port that is none', { defaultPort: 70_000 }, '[0].defaultPort'],
    ['a driver in another folder', { driver: '../other/driver.js' }, '[0].driver'],
    ['a driver in another folder, with backslashes', { driver: 'dist\\..\\..\\driver.js' }, '[0].driver'],
    ['an absolute driver', { driver: '/tmp/driver.js' }, '[0].driver'],
    ['an absolute driver of Windows', { driver: 'C:\\driver.js' }, '[0].driver'],
    ['a driver that is no script', { driver: 'driver.node' }, '[0].driver'],
    ['an icon in another folder', { icon: { light: 'a.svg', dark: '../../a.svg' } }, '[0].icon.dark'],
    ['an icon that is a text', { icon: 'a.svg' }, '[0].icon'],
    ['no list of parameters', { parameters: {} }, '[0].parameters'],
    ['an unknown standard parameter', { parameters: ['pool'] }, '[0].parameters[0]'],
    ['an inherited name', { parameters: ['constructor'] }, '[0].parameters[0]'],
    ['a standard parameter of a server at a file', { kind: 'file', defaultPort: undefined, parameters: ['password'] }, '[0].parameters[0]'],
    ['a parameter that is a number', { parameters: [5] }, '[0].parameters[0]'],
    ['a parameter twice', { parameters: [bucket, bucket] }, '[0].parameters'],
    ['another meaning for the host', { parameters: [{ ...bucket, name: 'host' }] }, '[0].parameters[0].name'],
    ['another secret', { parameters: [{ ...bucket, kind: 'secret' }] }, '[0].parameters[0].kind'],
    ['a secret in plain', { parameters: [{ ...bucket, name: 'accessToken' }] }, '[0].parameters[0].name'],
    ['a dangerous name', { parameters: [{ ...bucket, name: '__proto__' }] }, '[0].parameters[0].name'],
    ['TLS of its own', { parameters: [{ ...bucket, group: 'tls' }] }, '[0].parameters[0].group'],
    ['a path that nobody resolves', { parameters: [{ ...bucket, kind: 'path' }] }, '[0].parameters[0].group'],
    ['bounds the wrong way round', { parameters: [{ ...bucket, kind: 'integer', min: 5, max: 4 }] }, '[0].parameters[0].min'],
    ['a default out of bounds', { parameters: [{ ...bucket, kind: 'integer', min: 1, max: 4, default: 5 }] }, '[0].parameters[0].default'],
    ['no choices', { parameters: [{ ...bucket, kind: 'choice', choices: [] }] }, '[0].parameters[0].choices'],
    ['a default that is no choice', { parameters: [{ ...bucket, kind: 'choice', choices: [{ value: 'a', label: 'A' }], default: 'b' }] }, '[0].parameters[0].default'],
  ])('%s', (_title, change, field) => {
    expect(only(change)).toEqual({ types: [], problems: [sentence(field)] });
  });

  it.each<[title: string, types: unknown, field: string]>([
    ['no list', { 'key-value': server }, ''],
    ['a type that is a text', ['key-value'], '[0]'],
  ])('%s of types', (_title, types, field) => {
    expect(contribution(types)).toEqual({ types: [], problems: [sentence(field)] });
  });

  it('is all told at once, and each place once', () => {
    expect(only({ label: '', driver: 5, parameters: [bucket, 'pool', { ...bucket, required: 'yes' }] })).toEqual({
      types: [],
      problems: ['[0].label', '[0].driver', '[0].parameters[1]', '[0].parameters[2].required'].map(sentence),
    });
  });

  it('takes only its own type away', () => {
    const { types, problems } = contribution([{ ...server, driver: '' }, file, { ...file, label: 'The same again' }]);
    expect(types.map(({ id, label }) => [id, label])).toEqual([['acme.kv-store.log-file', 'Acme KV']]);
    expect(problems).toEqual([sentence('[0].driver'), sentence('[2].name')]);
  });

  it('is told of a key that has no effect, which takes nothing away', () => {
    const { types, problems } = contribution([{ ...server, defualtPort: 1 }]);
    expect(types).toHaveLength(1);
    expect(problems).toEqual([sentence('[0].defualtPort')]);
  });

  it('is an id that no element could state', () => {
    expect(contribution([server], 'acme.kv store')).toMatchObject({ types: [], problems: [/the id of the extension/] .map((text) => expect.stringMatching(text) as unknown) });
  });

  it.each([[undefined], [null], ['text'], [{}], [{ contributes: null }], [{ contributes: { databaseElements: undefined } }]])('is nothing in a manifest without types: %j', (manifest) => {
    expect(readContribution({ id: 'a.b', folder: '/', manifest })).toEqual({ types: [], problems: [] });
  });
});
