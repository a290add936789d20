import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { parseElement } from '../../../src/elements/parse';
import { VARIABLE_KEY } from '../../../src/elements/variable-key';
import { filesBesideEnvFiles, knownEnvironments } from '../../../src/environments/known-environments';
import { readSettings } from '../../../src/environments/settings';
import { MASK, shownSecret, shownValue } from '../../../src/environments/shown-value';
import { secretKeysOf } from '../../../src/environments/secret-keys';
import { describeSource, type ValueSources } from '../../../src/environments/sources';
import { isReservedKey, keyProblem, suggestKey } from '../../../src/environments/variable-key';
import { variablesOf } from '../../../src/environments/variables';
import { entryOf, fileOf } from './entries';

const server = (connection: object, variables: object, more: object = {}) => ({ type: 'postgresql', connection, variables, ...more });

describe('variablesOf', () => {
  const orders = entryOf('databases/orders.dbelement.json', server({ host: { variable: 'HOST' }, password: { variable: 'PASSWORD' } }, { HOST: { name: 'Host', required: true }, PASSWORD: {}, SPARE: {} }));
  const log = entryOf('databases/log.dbelement.json', server({ host: { variable: 'HOST' }, user: { variable: 'UNDECLARED' } }, { HOST: { name: 'Host', required: true } }, { options: { applicationName: { variable: 'APP' } } }));
  const elsewhere = entryOf('databases/orders.dbelement.json', server({ host: { variable: 'HOST' } }, { HOST: { default: 'x' } }), '/other');
  const broken = entryOf('databases/broken.dbelement.json', server({ host: { variable: 'BROKEN' }, password: 'x' }, { BROKEN: {} }));
  const variables = variablesOf([orders, log, elsewhere, broken], databaseTypes);
  const of = (key: string, folder = '/shop') => variables.find((variable) => variable.key === key && variable.folder === folder);

  it('lists each key of a folder once, by folder and key', () => {
    expect(variables.map(({ folder, key }) => `${folder} ${key}`)).toEqual(['/other HOST', '/shop APP', '/shop BROKEN', '/shop HOST', '/shop PASSWORD', '/shop SPARE', '/shop UNDECLARED']);
  });

  it('says where each is declared and used', () => {
    expect(of('HOST')).toMatchObject({ name: 'Host', required: true, secret: false, conflicts: [] });
    expect(of('HOST')?.declarations.map(({ entry }) => entry)).toEqual([orders, log]);
    expect(of('HOST')?.uses.map(({ entry, parameter, needed }) => [entry.fullName, parameter, needed])).toEqual([['databases.orders', 'host', true], ['databases.log', 'host', true]]);
    expect(of('APP')?.uses).toMatchObject([{ parameter: 'options.applicationName', needed: false }]);
    expect(of('SPARE')).toMatchObject({ uses: [], name: 'SPARE' });
    expect(of('UNDECLARED')).toMatchObject({ declarations: [], uses: [{ parameter: 'user' }] });
  });

  it('knows a secret by the parameter that it is bound to', () => {
    expect(variables.filter((variable) => variable.secret).map((variable) => variable.key)).toEqual(['PASSWORD']);
  });

  it.each<[string, object, object]>([
    ['a mistake beside them', { host: { variable: 'BROKEN' }, password: 'x' }, { BROKEN: { name: 'Broken' } }],
    ['a property of the wrong type', { host: { variable: 'BROKEN' } }, { BROKEN: { name: 'Broken', required: 'yes' } }],
    ['another declaration that is none', { host: { variable: 'BROKEN' } }, { BROKEN: { name: 'Broken' }, '1': 5 }],
  ])('keeps those of a file with %s', (_name, connection, declared) => {
    const entry = entryOf('broken.dbelement.json', server(connection, declared));
    expect(entry.element).toBeUndefined();
    expect(variablesOf([entry], databaseTypes)).toMatchObject([{ key: 'BROKEN', name: 'Broken', required: false, declarations: [{ entry }], uses: [{ entry, parameter: 'host', needed: true }] }]);
  });

  it('keeps those of a text that breaks off, as far as it goes', () => {
    const { text } = fileOf('cut.dbelement.json', server({ host: { variable: 'HOST' }, password: { variable: 'PASSWORD' } }, { HOST: { name: 'Host' }, PASSWORD: {} }));
    const cut = text.slice(0, text.indexOf('"PASSWORD": {'));
    const entry = { ...entryOf('cut.dbelement.json', {}), ...parseElement(cut, databaseTypes) };
    expect(variablesOf([entry], databaseTypes)).toMatchObject([{ key: 'HOST', name: 'Host' }, { key: 'PASSWORD', secret: true, declarations: [] }]);
  });

  it('keeps those of a type that is not there, and its password a secret in the whole folder', () => {
    const absent = entryOf('queue.dbelement.json', server({ host: { variable: 'HOST' }, password: { variable: 'K' } }, {}, { type: 'acme.absent.queue' }));
    const shows = entryOf('a.dbelement.json', server({ user: { variable: 'K' } }, { K: {} }));
    expect(variablesOf([absent, shows], databaseTypes)).toMatchObject([
      { key: 'HOST', secret: false, uses: [{ entry: absent, parameter: 'host' }] },
      { key: 'K', secret: true, conflicts: [{ kind: 'secrecy', secret: { entry: absent, parameter: 'password' } }] },
    ]);
    expect(secretKeysOf([absent, shows], databaseTypes, '/shop')).toEqual(new Set(['K']));
  });

  it('keeps folders apart', () => {
    expect(of('HOST', '/other')).toMatchObject({ declarations: [{ declaration: { default: 'x' } }], conflicts: [] });
  });

  it.each<[string, object, object, readonly string[]]>([
    ['the same', { name: 'A', default: 'x' }, { name: 'A', default: 'x' }, []],
    ['another name', { name: 'A' }, { name: 'B' }, ['name']],
    ['no name', { name: 'A' }, {}, []],
    ['an empty description', { description: 'A' }, { description: '' }, []],
    ['another default', { default: 'x' }, { default: 'y' }, ['default']],
    ['no default', { default: 'x' }, {}, ['default']],
    ['an empty default', {}, { default: '' }, []],
    ['a default of another kind of value', { default: 5 }, { default: '5' }, []],
    ['required', { required: true }, {}, ['required']],
    ['not required', { required: false }, {}, []],
    ['all of it', { name: 'A', description: 'A', default: 'A', required: true }, { name: 'B', description: 'B', default: 'B' }, ['name', 'description', 'default', 'required']],
  ])('tells declarations that differ: %s', (_name, first, second, properties) => {
    const found = variablesOf([entryOf('a.dbelement.json', server({ host: { variable: 'K' } }, { K: first })), entryOf('b.dbelement.json', server({ host: { variable: 'K' } }, { K: second }))], databaseTypes);
    expect(found[0]?.conflicts.map((conflict) => conflict.kind === 'declaration' && conflict.property)).toEqual(properties);
  });

  it('tells a key that says that it is a secret where everybody sees it', () => {
    const found = variablesOf([entryOf('a.dbelement.json', server({ user: { variable: 'GITHUB_TOKEN' } }, { GITHUB_TOKEN: {} }))], databaseTypes);
    expect(found[0]?.conflicts).toMatchObject([{ kind: 'secrecy', shown: [{ parameter: 'user' }] }]);
  });

  it('tells a secret that another field shows', () => {
    const found = variablesOf([entryOf('a.dbelement.json', server({ user: { variable: 'K' }, password: { variable: 'K' } }, { K: {} }))], databaseTypes);
    expect(found).toMatchObject([{ secret: true, conflicts: [{ kind: 'secrecy', secret: { parameter: 'password' }, shown: [{ parameter: 'user' }] }] }]);
  });
});

describe('suggestKey', () => {
  it.each([
    ['Orders DB host', 'ORDERS_DB_HOST'],
    ['  orders--db   host! ', 'ORDERS_DB_HOST'],
    ['ordersDbHost', 'ORDERS_DB_HOST'],
    ['Höst für Aufträge', 'HOST_FUR_AUFTRAGE'],
    ['Straße', 'STRASSE'],
    ['Łódź naïve Ørsted', 'LODZ_NAIVE_ORSTED'],
    ["Bob's DB", 'BOBS_DB'],
    ['2nd host', '_2ND_HOST'],
    ['订单', 'VARIABLE'],
    ['订单 DB host', 'DB_HOST'],
    ['Хост', 'VARIABLE'],
    ['42', 'VARIABLE_42'],
    ['', 'VARIABLE'],
    ['🛒', 'VARIABLE'],
    ['path', 'DB_PATH'],
    ['constructor', 'CONSTRUCTOR'],
    ['ｆｕｌｌ width', 'FULL_WIDTH'],
  ])('%j is %s', (name, key) => {
    expect(suggestKey(name)).toBe(key);
    expect(keyProblem(key)).toBeUndefined();
  });

  it('avoids keys that are taken', () => {
    expect(suggestKey('Host', ['HOST'])).toBe('HOST_2');
    expect(suggestKey('Host', new Set(['HOST', 'HOST_2', 'HOST_3']))).toBe('HOST_4');
  });

  it('is a key that shells accept, whatever the name', () => {
    for (let code = 1; code < 0x3000; code++) expect(suggestKey(`${String.fromCodePoint(code)}x`)).toMatch(VARIABLE_KEY);
  });
});

describe('keyProblem', () => {
  it.each(['A', '_', 'a1', 'ORDERS_DB_HOST', 'PGPASSWORD', 'MY_PATH', 'HOME_DB'])('takes %s', (key) => {
    expect(keyProblem(key)).toBeUndefined();
  });

  it.each(['', '1A', 'my-key', 'a b', 'a.b', 'é', 'A=B', '$A'])('refuses %j, which no shell accepts', (key) => {
    expect(keyProblem(key)).toBeTypeOf('string');
  });

  it.each(['PATH', 'path', 'HOME', 'LD_PRELOAD', 'DYLD_INSERT_LIBRARIES', 'NODE_OPTIONS', 'BASH_ENV', 'VSCODE_PID', '__proto__', 'constructor', 'prototype'])('refuses %s, which programs obey', (key) => {
    expect(isReservedKey(key)).toBe(true);
    expect(keyProblem(key)).toMatch(/key of your own/);
  });
});

describe('shown values', () => {
  const sources: ValueSources = { environment: 'development', settings: { A: 'a', S: 'in settings' }, process: { P: 'p', S: '' }, envFiles: [{ name: '.env', values: { S: 's3cret', F: 'f' } }], secretKeys: new Set() };

  it.each([
    ['A', 'a', 'from workspace settings'],
    ['P', 'p', 'from the process environment'],
    ['F', 'f', 'from .env'],
    ['D', '5', 'default value'],
    ['U', undefined, 'not set'],
  ])('%s is %s', (key, display, source) => {
    const shown = shownValue(key, key === 'D' ? { default: 5 } : undefined, sources);
    expect([shown.display, describeSource(shown.source)]).toEqual([display, source]);
  });

  it('of secrets are masked also where no store is asked: bound as one elsewhere, or named like one', () => {
    const secret = { ...sources, process: { GITHUB_TOKEN: 'hunter2' }, secretKeys: new Set(['F']) };
    expect(shownValue('F', undefined, secret)).toEqual({ display: MASK, source: { kind: 'envFile', name: '.env' } });
    expect(shownValue('GITHUB_TOKEN', undefined, secret)).toEqual({ display: MASK, source: { kind: 'process' } });
    expect(shownValue('F', { default: 'x' }, { ...secret, envFiles: [] })).toEqual({ display: MASK, source: { kind: 'default' } });
  });

  it('of secrets are masked, with their source', () => {
    expect(shownSecret('S', sources, { kind: 'stored', store: 'the OS keychain' })).toEqual({ display: MASK, source: { kind: 'store', label: 'the OS keychain' } });
    expect(shownSecret('S', sources, { kind: 'missing', store: 'the OS keychain' })).toEqual({ display: MASK, source: { kind: 'envFile', name: '.env' } });
    expect(shownSecret('U', sources, { kind: 'missing', store: 'the OS keychain' })).toEqual({ source: { kind: 'unset' } });
    expect(shownSecret('S', sources, { kind: 'unavailable', store: 'the OS keychain', reason: 'locked' })).toEqual({ source: { kind: 'unset' }, problem: 'locked' });
    expect(describeSource({ kind: 'store', label: 'the OS keychain' })).toBe('from the OS keychain');
  });
});

describe('knownEnvironments', () => {
  const known = (settings: Record<string, unknown>, files: readonly string[]) => knownEnvironments(readSettings((name) => settings[name]).settings, files).slice(3);

  it.each<[string, Record<string, unknown>, readonly string[], readonly string[]]>([
    ['nothing', {}, [], []],
    ['a setting', { environments: { staging: {} } }, [], ['staging']],
    ['a file', {}, ['.env.qa'], ['qa']],
    ['a local file', {}, ['.env.qa.local'], ['qa']],
    ['both, once', { environments: { qa: {} } }, ['.env.qa', '.env.qa.local'], ['qa']],
    ['files of other kinds', {}, ['.env', '.env.local', '.env.example', '.env.sample', '.envrc', 'a.env', '.env.'], []],
    ['files of the standard ones', {}, ['.env.production', '.env.testing.local'], []],
    ['files by another pattern', { envFiles: ['config-<env>.env'] }, ['config-eu.env', '.env.qa'], ['eu']],
    ['files in a folder', { envFiles: ['./conf/<env>.env', './.env.<env>'] }, ['conf/eu.env', 'conf/notes.txt', '.env.qa', 'us.env'], ['eu', 'qa']],
    ['a pattern with two places', { envFiles: ['<env>/.env.<env>'] }, ['x'], []],
  ])('%s', (_name, settings, files, expected) => {
    expect(known(settings, files)).toEqual(expected);
  });

  it('looks where the setting says that `.env` files are, and nowhere outside', async () => {
    const folders: Record<string, string[]> = { '.': ['a.env'], conf: ['eu.env'] };
    const { settings } = readSettings((name) => (name === 'envFiles' ? ['conf/<env>.env', 'conf/.env', '../<env>.env', '<env>/.env', 'none/.env', '.env'] : undefined));
    const asked: string[] = [];
    const list = (folder: string) => Promise.resolve((asked.push(folder), folders[folder] ?? []));
    expect(await filesBesideEnvFiles(settings, list)).toEqual(['a.env', 'conf/eu.env']);
    expect(asked).toEqual(['.', 'conf', 'none']);
  });
});
