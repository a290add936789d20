import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/credentials/secret';
import { databaseTypes } from '../../../src/databases/registry';
import { convert, resolveElement, whatIsLacking, type ResolvedParameter } from '../../../src/environments/resolve';
import { findParameter, type ParameterDescription } from '../../../src/elements/parameter';
import type { ValueSources } from '../../../src/environments/sources';
import { elementOf, parameterOf, postgresql, typeOf } from '../elements/samples';

const sources = (values: Readonly<Record<string, string>> = {}): ValueSources => ({ environment: 'development', settings: {}, process: values, envFiles: [], secretKeys: new Set() });

function resolve(key: string, binding: unknown, values: Readonly<Record<string, string>> = {}, declaration: object = {}): ResolvedParameter | undefined {
  const { group, name } = parameterOf(postgresql, key);
  const element = elementOf({ type: 'postgresql', [group]: binding === undefined ? {} : { [name]: binding }, variables: { KEY: declaration } });
  return new Map(resolveElement(element, postgresql, sources(values))).get(parameterOf(postgresql, key));
}

const variable = { variable: 'KEY' };

describe('resolveElement', () => {
  it.each<[string, string, unknown, Readonly<Record<string, string>>, object, ResolvedParameter]>([
    ['a literal', 'host', 'db', {}, {}, { kind: 'value', value: 'db', from: 'literal' }],
    ['a literal number', 'port', 5433, {}, {}, { kind: 'value', value: 5433, from: 'literal' }],
    ['a parameter that is not stated', 'port', undefined, {}, {}, { kind: 'absent' }],
    ['a variable with a value', 'host', variable, { KEY: 'db' }, {}, { kind: 'value', value: 'db', from: { kind: 'process' } }],
    ['a variable of a number', 'port', variable, { KEY: '5433' }, {}, { kind: 'value', value: 5433, from: { kind: 'process' } }],
    ['a variable with a default', 'port', variable, {}, { default: 5434 }, { kind: 'value', value: 5434, from: { kind: 'default' } }],
    ['a required variable without a value', 'port', variable, {}, { required: true, name: 'Orders port' }, { kind: 'unset', variable: 'KEY', name: 'Orders port' }],
    ['an optional variable without a value', 'port', variable, {}, {}, { kind: 'absent' }],
    ['an optional variable of a host without a value', 'host', variable, {}, {}, { kind: 'unset', variable: 'KEY', name: 'KEY' }],
    ['an optional variable of a user with an empty value', 'user', variable, { KEY: '' }, {}, { kind: 'unset', variable: 'KEY', name: 'KEY' }],
    ['an optional variable of a password without a value', 'password', variable, {}, {}, { kind: 'unset', variable: 'KEY', name: 'KEY' }],
    ['a password in the keychain', 'password', { keychain: true }, {}, {}, { kind: 'keychain' }],
    ['no password', 'password', { none: true }, {}, {}, { kind: 'absent' }],
    ['nothing about a password', 'password', undefined, {}, {}, { kind: 'unstated' }],
    ['a value that does not fit', 'port', variable, { KEY: 'five' }, {}, { kind: 'invalid', variable: 'KEY', found: 'five' }],
    ['a host with a scheme', 'host', variable, { KEY: 'tcp://db' }, {}, { kind: 'invalid', variable: 'KEY', found: 'tcp://db' }],
    ['a TLS mode from a variable', 'tls.mode', variable, { KEY: 'verify-full' }, {}, { kind: 'value', value: 'verify-full', from: { kind: 'process' } }],
    ['a pool size from a variable', 'pool.max', variable, { KEY: '20' }, {}, { kind: 'value', value: 20, from: { kind: 'process' } }],
  ])('%s', (_name, key, binding, values, declaration, expected) => {
    expect(resolve(key, binding, values, declaration)).toEqual(expected);
  });

  it('gives the password of a variable as a secret', () => {
    const resolved = resolve('password', variable, { KEY: 'hunter2' });
    expect(resolved).toMatchObject({ kind: 'secret', from: { kind: 'process' } });
    expect(resolved?.kind === 'secret' && resolved.value instanceof Secret && resolved.value.reveal()).toBe('hunter2');
    expect(JSON.stringify(resolved)).not.toContain('hunter2');
  });

  it.each<[string, object, ReadonlySet<string>]>([
    ['another element of the folder', { user: { variable: 'PW' } }, new Set(['PW'])],
    ['another field of the element', { user: { variable: 'PW' }, password: { variable: 'PW' } }, new Set()],
  ])('gives no field that everybody sees the secret of %s', (_name, connection, secretKeys) => {
    const resolved = resolveElement(elementOf({ type: 'postgresql', connection, variables: { PW: {} } }), postgresql, { ...sources({ PW: 'hunter2' }), secretKeys });
    expect(new Map(resolved).get(parameterOf(postgresql, 'user'))).toEqual({ kind: 'exposed', variable: 'PW' });
  });

  it.each<[string, string, string]>([
    ['a URL', 'host', 'postgres://app:hunter2@db.internal:5432/shop'],
    ['an ODBC string', 'database', 'Server=db.internal;Password=hunter2;Database=shop'],
  ])('gives no field that everybody sees a value with a password in it: %s', (_name, field, value) => {
    expect(resolve(field, variable, { KEY: value })).toEqual({ kind: 'exposed', variable: 'KEY' });
  });

  it.each(['GITHUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'npm_config_token', 'DB_PASSWORD', 'APIKEY', 'GOOGLE_CREDENTIALS'])('gives no field that everybody sees the value of %s, a secret by its name', (key) => {
    const resolved = resolveElement(elementOf({ type: 'postgresql', connection: { host: { variable: key } } }), postgresql, sources({ [key]: 'hunter2' }));
    expect(new Map(resolved).get(parameterOf(postgresql, 'host'))).toEqual({ kind: 'exposed', variable: key });
  });

  it.each(['PASSWORD_HOST', 'TOKENS_DB', 'KEY', 'SECRETARY', 'MONKEY'])('takes %s for what it is, no secret', (key) => {
    const resolved = resolveElement(elementOf({ type: 'postgresql', connection: { host: { variable: key } } }), postgresql, sources({ [key]: 'db' }));
    expect(new Map(resolved).get(parameterOf(postgresql, 'host'))).toMatchObject({ kind: 'value' });
  });

  it.each(databaseTypes.all)('resolves every parameter of $id, and no other', (type) => {
    const resolved = resolveElement(elementOf({ type: type.id }), type, sources());
    expect(resolved.map(([parameter]) => parameter)).toEqual(type.parameters);
    for (const [parameter, { kind }] of resolved) expect(kind).toBe(parameter.kind === 'secret' ? 'unstated' : 'absent');
  });
});

describe('convert', () => {
  const timezone = findParameter(typeOf('mysql'), 'options.timezone')!;
  const flag: ParameterDescription = { group: 'options', name: 'flag', kind: 'boolean', label: 'Flag' };
  const file = findParameter(typeOf('sqlite'), 'file')!;
  const [port, mode, user] = ['port', 'tls.mode', 'user'].map((key) => parameterOf(postgresql, key)) as [ParameterDescription, ParameterDescription, ParameterDescription];

  it.each<[string, ParameterDescription, string | number | boolean | undefined]>([
    ['5432', port, 5432],
    [' 5432 ', port, 5432],
    ['+5432', port, 5432],
    ['05432', port, 5432],
    ['1', port, 1],
    ['65535', port, 65_535],
    ['0', port, undefined],
    ['65536', port, undefined],
    ['-1', port, undefined],
    ['1.5', port, undefined],
    ['1e3', port, undefined],
    ['0x1538', port, undefined],
    ['9'.repeat(400), port, undefined],
    ['abc', port, undefined],
    ['5432;', port, undefined],
    [' ', port, undefined],
    ['require', mode, 'require'],
    ['Require', mode, undefined],
    ['on', mode, undefined],
    ['true', flag, true],
    ['false', flag, false],
    ['1', flag, undefined],
    ['TRUE', flag, undefined],
    ['+02:00', timezone, '+02:00'],
    ['Berlin', timezone, undefined],
    ['orders app', user, 'orders app'],
    ['../data.db', file, '../data.db'],
  ])('%j', (text, parameter, expected) => {
    expect(convert(text, parameter)).toBe(expected);
  });
});

describe('whatIsLacking', () => {
  const lacking = (connection: object, values: Readonly<Record<string, string>>, declaration: object = {}) =>
    whatIsLacking(elementOf({ type: 'postgresql', connection: { host: 'db', ...connection }, variables: { KEY: declaration } }), postgresql, sources(values));

  it.each<[string, object, Readonly<Record<string, string>>, object, string | undefined]>([
    ['nothing', { host: variable }, { KEY: 'db' }, {}, undefined],
    ['a host', { host: variable }, {}, {}, 'KEY is not set'],
    ['a required port', { port: variable }, {}, { required: true }, 'KEY is not set'],
    ['nothing where a port is optional', { port: variable }, {}, {}, undefined],
    ['a port that is a number', { port: variable }, { KEY: 'five' }, {}, 'the value of KEY is no use as Port'],
    ['a variable of its own', { user: variable, password: variable }, { KEY: 'x' }, {}, 'KEY holds a secret'],
    ['nothing where a store may have the password', { password: variable }, {}, {}, undefined],
  ])('%s', (_name, connection, values, declaration, expected) => {
    expect(lacking(connection, values, declaration)).toBe(expected);
  });
});
