import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../../src/databases/registry';
import { checkReadiness, isReady } from '../../../../src/diagnosis/readiness/check-readiness';
import type { Finding, ReadinessElement } from '../../../../src/diagnosis/readiness/finding';
import { roleOf } from '../../../../src/diagnosis/readiness/input';
import { parseEnvFile } from '../../../../src/environments/env-file';
import { secretKeysOf } from '../../../../src/environments/secret-keys';
import type { ValueSources } from '../../../../src/environments/sources';
import { fileOf, lineWith } from '../../environments/entries';

interface Given {
  readonly environment?: string;
  readonly elements: readonly ReadinessElement[];
  /** Values by environment: `.env.<env>`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly process?: Readonly<Record<string, string>>;
  readonly stored?: readonly string[];
  readonly ignored?: readonly string[] | 'no repository';
  readonly settingsText?: string;
}

function check({ environment = 'production', elements, files = {}, settings = {}, process = {}, stored = [], ignored = [], settingsText }: Given): Finding[] {
  const sources = (name: string): ValueSources => ({
    environment: name,
    settings: settings[name] ?? {},
    process: name === environment ? process : {},
    envFiles: [`.env.${name}`, '.env'].flatMap((file) => (files[file] === undefined ? [] : [parseEnvFile(file, files[file])])),
    secretKeys: secretKeysOf(elements.map(({ entry }) => entry), databaseTypes, elements[0]?.entry.folder ?? ''),
  });
  const others = ['development', 'testing', 'production', ...(files['.env.staging'] ?? settings['staging'] ? ['staging'] : [])].filter((name) => name !== environment);
  return checkReadiness({
    environment,
    types: databaseTypes,
    elements,
    folders: [...new Set(elements.map(({ entry }) => entry.folder))].map((folder) => ({
      folder,
      sources: sources(environment),
      others: others.map(sources),
      hasSecret: (key) => stored.includes(key),
      isIgnored: (file) => (ignored === 'no repository' ? undefined : ignored.includes(file)),
      ...(settingsText === undefined ? {} : { settings: { file: '.vscode/settings.json', text: settingsText } }),
    })),
  });
}

const codes = (findings: readonly Finding[]) => findings.map((finding) => `${finding.severity} ${finding.code}${finding.variable === undefined ? '' : ` ${finding.variable}`}`);
const postgres = (connection: object, more: object = {}, path = 'databases/orders.dbelement.json') =>
  fileOf(path, { type: 'postgresql', connection: { host: 'db.internal', database: 'orders', user: { variable: 'DB_USER' }, password: { none: true }, ...connection }, variables: { DB_USER: {} }, ...more });
const users = { '.env.production': 'DB_USER=prod', '.env.testing': 'DB_USER=test' };
const ok = { files: users, ignored: ['.env.production', '.env.testing'] };
/** An element whose host differs by environment. */
const apart = (more: object = {}) => postgres({ host: { variable: 'DB_HOST' } }, { variables: { DB_USER: {}, DB_HOST: {} }, ...more });
const apartFiles = (production = 'prod.internal', testing = 'test.internal') => ({ '.env.production': `DB_USER=prod\nDB_HOST=${production}`, '.env.testing': `DB_USER=test\nDB_HOST=${testing}` });

it('finds nothing in what is ready', () => {
  expect(check({ elements: [apart()], files: apartFiles() })).toEqual([]);
  expect(check({ elements: [] })).toEqual([]);
  expect(check({ elements: [fileOf('a.dbelement.json', { type: 'sqlite', connection: { file: 'a.db' } })] })).toEqual([]);
});

describe('required variables', () => {
  const element = (declaration: object, connection: object = { host: { variable: 'K' } }) => postgres(connection, { variables: { DB_USER: {}, K: declaration } });
  const files = { '.env.production': 'DB_USER=prod' };

  it.each<[string, Partial<Given> & { readonly elements: readonly ReadinessElement[] }, readonly string[]]>([
    ['unset', { elements: [element({ required: true })], files }, ['error required-variable-unset K']],
    ['empty in every source', { elements: [element({ required: true, default: '' })], files: { '.env.production': 'DB_USER=prod\nK=' }, process: { K: '' } }, ['error required-variable-unset K']],
    ['of a parameter that is needed anyway', { elements: [element({})], files }, ['error required-variable-unset K']],
    ['of a parameter that is not needed', { elements: [element({}, { port: { variable: 'K' } })], files }, []],
    ['the same, but declared as required', { elements: [element({ required: true }, { port: { variable: 'K' } })], files }, ['error required-variable-unset K']],
    ['set in the process', { elements: [element({ required: true })], files, process: { K: 'db' } }, []],
    ['set in the settings', { elements: [element({ required: true })], files, settings: { production: { K: 'db' } } }, []],
    ['set in the settings of another environment', { elements: [element({ required: true })], files, settings: { testing: { K: 'db' } } }, ['error required-variable-unset K']],
    ['set by default', { elements: [element({ required: true, default: 'db' })], files }, []],
    ['with a value that is no use', { elements: [element({}, { port: { variable: 'K' } })], files, process: { K: 'five' } }, ['error required-variable-unset K']],
    ['required and not used', { elements: [postgres({}, { variables: { DB_USER: {}, K: { required: true } } })], files }, ['error required-variable-unset K', 'warning unused-variable K']],
    ['a secret', { elements: [element({}, { password: { variable: 'K' } })], files }, ['error required-variable-unset K']],
    ['a secret in the keychain', { elements: [element({}, { password: { variable: 'K' } })], files, stored: ['K'] }, []],
    ['a secret in the process', { elements: [element({}, { password: { variable: 'K' } })], files, process: { K: 's3cret' } }, []],
    ['a secret in the settings', { elements: [element({}, { password: { variable: 'K' } })], files, settings: { production: { K: 's3cret' } }, settingsText: '{}' }, ['error literal-secret K', 'error required-variable-unset K']],
    ['used twice', { elements: [element({}, { host: { variable: 'K' }, database: { variable: 'K' } })], files }, ['error required-variable-unset K']],
  ])('%s', (_name, given, expected) => {
    const findings = check(given).filter((finding) => !['shared-database', 'shared-user', 'secret-file-not-ignored'].includes(finding.code));
    expect(codes(findings).sort()).toEqual([...expected].sort());
    expect(JSON.stringify(findings)).not.toContain('s3cret');
  });

  it('stand at their declaration, else at their use', () => {
    const declared = element({ required: true });
    expect(check({ elements: [declared], files })[0]).toMatchObject({ element: 'databases.orders', file: 'databases/orders.dbelement.json', line: lineWith(declared.text, '"K": {') });
    const undeclared = postgres({ host: { variable: 'K' } });
    expect(check({ elements: [undeclared], files }).map(({ code, line }) => [code, line])).toEqual([
      ['required-variable-unset', lineWith(undeclared.text, '"K"')],
      ['undeclared-variable', lineWith(undeclared.text, '"K"')],
    ]);
  });

  it('are those of each folder', () => {
    const elements = ['/a', '/b'].map((folder) => fileOf('x.dbelement.json', { type: 'postgresql', connection: { host: { variable: 'K' }, database: 'd', user: 'u', password: { none: true } }, variables: { K: {} } }, folder));
    expect(check({ elements, environment: 'development' }).map(({ folder, code }) => [folder, code])).toEqual([['/a', 'required-variable-unset'], ['/b', 'required-variable-unset']]);
  });
});

describe('element files', () => {
  it('that are malformed, with the place', () => {
    const element = postgres({ port: 'five' });
    expect(check({ elements: [element] })).toMatchObject([{ code: 'malformed-element', severity: 'error', line: lineWith(element.text, '"port"'), element: 'databases.orders' }]);
  });

  it('whose type an extension brings that is not here are warned of: nothing is known of them', () => {
    const element = fileOf('a.dbelement.json', { type: 'acme.kv-store.kv', connection: {} });
    expect(check({ ...ok, elements: [element] })).toMatchObject([{ code: 'malformed-element', severity: 'warning', message: expect.stringContaining('Needs the VS Code extension acme.kv-store') as unknown }]);
  });

  it.each(['host', 'user', 'password'])('that say nothing of the %s', (left) => {
    const connection = { host: 'db.internal', database: 'orders', user: { variable: 'DB_USER' }, password: { none: true }, [left]: undefined };
    const elements = [fileOf('a.dbelement.json', { type: 'postgresql', connection, ...(left === 'user' ? {} : { variables: { DB_USER: {} } }) })];
    expect(check({ ...ok, elements }).filter(({ code }) => code === 'malformed-element')).toMatchObject([{ severity: 'error', message: expect.stringMatching(new RegExp(left, 'i')) }]);
  });

  it.each<[string, object, object, string]>([
    ['a password', { password: 'hunter2' }, {}, '"password"'],
    ['a default of a secret variable', { password: { variable: 'K' } }, { variables: { K: { default: 'hunter2' } } }, '"default"'],
    ['a password under another key', { dbPassword: 'hunter2' }, {}, '"dbPassword"'],
    ['a URL option', {}, { options: { applicationName: 'x?password=hunter2&a=b' } }, 'applicationName'],
    ['a URL with a password', {}, { options: { url: 'postgres://app:hunter2@db/orders' } }, '"url"'],
    ['a default of a variable that is called a password', {}, { variables: { DB_PASSWORD: { default: 'hunter2' } } }, '"default"'],
    ['a private key', {}, { options: { x: '-----BEGIN RSA PRIVATE KEY-----\nhunter2' } }, '"x"'],
  ])('that hold a secret: %s', (_name, connection, more, line) => {
    const element = postgres(connection, more);
    const findings = check({ elements: [element] }).filter((finding) => finding.code === 'literal-secret');
    expect(findings).toMatchObject([{ severity: 'error', line: lineWith(element.text, line), element: 'databases.orders' }]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it.each<[string, object]>([
    ['prose', { description: 'The password=that of the team. Token: none.' }],
    ['a masked URL', { description: 'postgres://app:***@db/orders, postgres://app:${PASSWORD}@db' }],
    ['a path', { tls: { ca: 'certs/password.pem', key: 'certs/client.key' } }],
    ['an empty text', { options: { secret: '' } }],
    ['a declared secret', { variables: { DB_USER: {}, API_KEY: { name: 'API key', description: 'password of the API' } } }],
    ['a host with a port like URL', { options: { proxy: 'http://proxy:8080/@x' } }],
  ])('that hold none: %s', (_name, more) => {
    expect(check({ ...ok, elements: [postgres({}, more)] }).filter((finding) => finding.code === 'literal-secret')).toEqual([]);
  });
});

describe('declarations', () => {
  it('that nothing uses', () => {
    const element = apart({ variables: { DB_USER: {}, DB_HOST: {}, SPARE: { default: 'x' } } });
    expect(check({ elements: [element], files: apartFiles() })).toMatchObject([{ code: 'unused-variable', severity: 'warning', variable: 'SPARE', line: lineWith(element.text, '"SPARE"') }]);
  });

  it('that nothing uses are not told of a malformed file, whose uses may not be read', () => {
    const element = apart({ options: 5, variables: { DB_USER: {}, DB_HOST: {}, SPARE: { default: 'x' } } });
    expect(check({ elements: [element], files: apartFiles() }).map(({ code }) => code)).toEqual(['malformed-element']);
  });

  it.each([
    ['production', ['warning required-variable-unset']],
    ['testing', ['warning required-variable-unset']],
    ['development', []],
  ])('a password in a keychain is not where %s is deployed to', (environment, expected) => {
    const given = { environment, elements: [apart({ connection: { host: { variable: 'DB_HOST' }, database: 'orders', user: { variable: 'DB_USER' }, password: { keychain: true } } })], files: { ...apartFiles(), '.env.development': 'DB_USER=dev\nDB_HOST=dev.internal' } };
    const findings = check(given);
    expect(codes(findings)).toEqual(expected);
    expect(isReady(findings)).toBe(true);
  });

  it('tells what the editor points out without a check as well', () => {
    const findings = check({ elements: [postgres({ user: { variable: 'UNSET' } }, { variables: { UNSET: {}, DB_PASSWORD: { default: 'hunter2' } } }), postgres({}, {}, 'other.dbelement.json')], files: { '.env.testing': 'DB_USER=t' } });
    expect(findings.filter(({ standing }) => standing).map(({ code }) => code)).toEqual(['literal-secret']);
    expect(findings.filter(({ standing }) => !standing).map(({ code }) => code)).toContain('required-variable-unset');
  });

  it('of a secret that another element shows, where it is shown', () => {
    const secret = fileOf('a.dbelement.json', { type: 'postgresql', connection: { host: 'db.internal', database: 'a', user: { variable: 'DB_USER' }, password: { variable: 'PW' } }, variables: { DB_USER: {}, PW: {} } });
    const shown = postgres({ database: { variable: 'PW' } }, { variables: { DB_USER: {}, PW: {} } }, 'b.dbelement.json');
    const findings = check({ ...ok, elements: [secret, shown], process: { PW: 'hunter2', DB_USER: 'prod' } });
    expect(findings.filter(({ code }) => code === 'conflicting-declaration')).toMatchObject([{ code: 'conflicting-declaration', severity: 'error', variable: 'PW', file: 'b.dbelement.json', line: lineWith(shown.text, '"database"') + 1, message: expect.stringMatching(/^PW holds a secret \(password of a\)/) }]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('that disagree, at each of them', () => {
    const a = postgres({ host: { variable: 'DB_HOST' } }, { variables: { DB_USER: {}, DB_HOST: { default: 'a.internal' } } }, 'a.dbelement.json');
    const b = postgres({ host: { variable: 'DB_HOST' } }, { variables: { DB_USER: {}, DB_HOST: { default: 'b.internal' } } }, 'b.dbelement.json');
    const findings = check({ elements: [a, b], files: apartFiles() });
    expect(findings.map(({ code, file, message }) => [code, file, message])).toEqual([
      ['conflicting-declaration', 'a.dbelement.json', 'DB_HOST is declared differently in b: default.'],
      ['conflicting-declaration', 'b.dbelement.json', 'DB_HOST is declared differently in a: default.'],
    ]);
  });
});

describe('test and production', () => {
  it.each<[string, Given, readonly string[]]>([
    ['with the same host', { elements: [apart()], files: apartFiles('db.internal', 'db.internal') }, ['error shared-database']],
    ['with the same host in other letters', { elements: [apart()], files: apartFiles('DB.internal', 'db.internal.') }, ['error shared-database']],
    ['with the same host and another database', { elements: [postgres({ database: { variable: 'DB' } }, { variables: { DB_USER: {}, DB: {} } })], files: { '.env.production': 'DB_USER=prod\nDB=p', '.env.testing': 'DB_USER=test\nDB=t' } }, ['warning shared-server']],
    ['with the same host and another port', { elements: [postgres({ port: { variable: 'PORT' } }, { variables: { DB_USER: {}, PORT: {} } })], files: { '.env.production': 'DB_USER=prod', '.env.testing': 'DB_USER=test\nPORT=5433' } }, []],
    ['with the default port, spelled out in one', { elements: [postgres({ port: { variable: 'PORT' } }, { variables: { DB_USER: {}, PORT: {} } })], files: { '.env.production': 'DB_USER=prod', '.env.testing': 'DB_USER=test\nPORT=5432' } }, ['error shared-database']],
    ['of which one is not set up, so that literals lead to the same', { elements: [postgres({})], files: { '.env.production': 'DB_USER=prod' } }, ['warning shared-database']],
    ['with TLS that testing leaves open, where nothing connects', { elements: [apart({ tls: { mode: { variable: 'TLS' } }, variables: { DB_USER: {}, DB_HOST: {}, TLS: {} } })], files: { '.env.production': 'DB_USER=prod\nDB_HOST=p.internal\nTLS=disable' } }, []],
    ['on this machine', { elements: [postgres({ host: 'localhost' })], files: users }, ['warning shared-database']],
    ['with the same user', { elements: [apart()], files: { '.env.production': 'DB_USER=app\nDB_HOST=p.internal', '.env.testing': 'DB_USER=app\nDB_HOST=t.internal' } }, ['warning shared-user']],
    ['with a host that testing does not know', { elements: [apart()], files: { '.env.production': 'DB_USER=prod\nDB_HOST=p.internal' } }, []],
    ['with values of the process, which are those of production', { elements: [apart()], process: { DB_HOST: 'p.internal', DB_USER: 'prod' }, files: { '.env.testing': 'DB_USER=test\nDB_HOST=t.internal' } }, []],
    ['and development, whose values are those of this machine', { elements: [apart()], files: { ...apartFiles('p.internal'), '.env.development': 'DB_USER=prod\nDB_HOST=p.internal' } }, []],
    ['and staging, which is a place of testing', { elements: [apart()], files: { ...apartFiles('p.internal'), '.env.staging': 'DB_USER=s\nDB_HOST=p.internal' } }, ['error shared-database']],
    ['seen from testing', { environment: 'testing', elements: [apart()], files: apartFiles('db.internal', 'db.internal') }, ['error shared-database']],
    ['seen from development', { environment: 'development', elements: [apart()], files: { ...apartFiles('db.internal', 'db.internal'), '.env.development': 'DB_HOST=a\nDB_USER=b' } }, []],
  ])('%s', (_name, given, expected) => {
    expect(codes(check(given))).toEqual(expected);
  });

  it('says which, and where', () => {
    const element = apart();
    const files = { ...apartFiles('db.internal', 'db.internal'), '.env.staging': 'DB_USER=prod\nDB_HOST=db.internal' };
    const findings = check({ elements: [element], files });
    expect(findings.map(({ line, message }) => [line, message])).toEqual([
      [lineWith(element.text, '"host"'), 'production, testing and staging lead to the same database, db.internal:5432/orders.'],
      [lineWith(element.text, '"user"'), 'production and staging sign in as the same user, "prod".'],
    ]);
  });

  const modes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];
  it.each(modes.flatMap((production, p) => modes.map((testing, t) => [production, testing, p < t] as const)))('TLS %s in production and %s in testing: weaker is %s', (production, testing, weaker) => {
    const element = apart({ tls: { mode: { variable: 'TLS' } }, variables: { DB_USER: {}, DB_HOST: {}, TLS: {} } });
    const files = { '.env.production': `DB_USER=p\nDB_HOST=p.internal\nTLS=${production}`, '.env.testing': `DB_USER=t\nDB_HOST=t.internal\nTLS=${testing}` };
    for (const environment of ['production', 'testing']) expect(codes(check({ environment, elements: [element], files }))).toEqual(weaker ? ['error weaker-tls'] : []);
  });
});

describe('public hosts', () => {
  it.each<[string, string | undefined, string, readonly string[]]>([
    ['db.example.com', undefined, 'production', ['error public-host-without-tls']],
    ['db.example.com', 'disable', 'production', ['error public-host-without-tls']],
    ['db.example.com', 'prefer', 'production', ['error public-host-without-tls']],
    ['db.example.com', 'require', 'production', []],
    ['db.example.com', 'verify-ca', 'production', []],
    ['db.example.com', 'verify-full', 'production', []],
    ['203.0.113.7', 'prefer', 'production', ['error public-host-without-tls']],
    ['2001:db8::1', 'prefer', 'production', ['error public-host-without-tls']],
    ['10.0.0.1', 'disable', 'production', []],
    ['db', 'disable', 'production', []],
    ['db.internal', 'disable', 'production', []],
    ['db.example.com', 'prefer', 'testing', ['warning public-host-without-tls']],
    ['db.example.com', 'prefer', 'development', []],
  ])('%s with TLS %s in %s', (host, mode, environment, expected) => {
    const element = postgres({ host }, mode === undefined ? {} : { tls: { mode } });
    const findings = check({ environment, elements: [element], files: { [`.env.${environment}`]: 'DB_USER=u' } }).filter((finding) => finding.code !== 'shared-database');
    expect(codes(findings)).toEqual(expected);
    for (const finding of findings) expect(finding.line).toBe(lineWith(element.text, mode === undefined ? '"host"' : '"mode"'));
  });
});

describe('secrets in files that are committed', () => {
  const element = apart({ connection: { host: { variable: 'DB_HOST' }, database: 'd', user: { variable: 'DB_USER' }, password: { variable: 'DB_PASSWORD' } }, variables: { DB_USER: {}, DB_HOST: {}, DB_PASSWORD: {} } });
  const production = `DB_USER=prod\nDB_HOST=p.internal\n\nDB_PASSWORD=s3cret`;

  it.each<[string, Partial<Given>, readonly string[]]>([
    ['a .env file that git does not ignore', { files: { '.env.production': production } }, ['.env.production:4 warning secret-file-not-ignored DB_PASSWORD']],
    ['one that it ignores', { files: { '.env.production': production }, ignored: ['.env.production'] }, []],
    ['one outside a repository', { files: { '.env.production': production }, ignored: 'no repository' }, []],
    ['one of another environment', { files: { '.env.production': production, '.env.testing': 'DB_PASSWORD="s3cret"' }, ignored: ['.env.production'] }, ['.env.testing:1 warning secret-file-not-ignored DB_PASSWORD']],
    ['one that all share', { files: { '.env.production': production, '.env': '#\nDB_PASSWORD=s3cret' }, ignored: ['.env.production'] }, ['.env:2 warning secret-file-not-ignored DB_PASSWORD']],
    ['an empty value', { files: { '.env.production': production, '.env': 'DB_PASSWORD=' }, ignored: ['.env.production'] }, []],
    ['values that are no secrets', { files: { '.env.production': production, '.env': 'DB_HOST=x' }, ignored: ['.env.production'] }, []],
    [
      'the settings of any environment',
      { files: { '.env.production': production }, ignored: ['.env.production'], settings: { staging: { DB_PASSWORD: 's3cret' } }, settingsText: '{\n  "databaseElements.environments": {\n    "staging": {\n      "values": { "DB_PASSWORD": "s3cret" }\n    }\n  }\n}' },
      ['.vscode/settings.json:4 error literal-secret DB_PASSWORD'],
    ],
  ])('%s', (_name, given, expected) => {
    const findings = check({ elements: [element], ...given });
    expect(findings.map(({ file, line, severity, code, variable }) => `${file}:${String(line)} ${severity} ${code} ${variable ?? ''}`)).toEqual(expected);
    expect(JSON.stringify(findings)).not.toContain('s3cret');
  });
});

it('is ready without errors', () => {
  const warning: Finding = { code: 'unused-variable', severity: 'warning', folder: '/', file: 'a', line: 1, message: '', remedy: '' };
  expect(isReady([])).toBe(true);
  expect(isReady([warning])).toBe(true);
  expect(isReady([warning, { ...warning, severity: 'error' }])).toBe(false);
});

it.each([
  ['production', 'production'],
  ['prod', 'production'],
  ['Production', 'production'],
  ['development', 'development'],
  ['dev', 'development'],
  ['testing', 'testing'],
  ['staging', 'testing'],
  ['preproduction', 'testing'],
])('%s is a place of %s', (name, role) => {
  expect(roleOf(name)).toBe(role);
});
