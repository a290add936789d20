import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/credentials/secret';
import type { SecretVariableLookup } from '../../../src/credentials/secret-variables';
import { plainValues, prepare } from '../../../src/diagnosis/prepare';
import type { SecretVariableUse } from '../../../src/environments/secret-value';
import { ID } from '../elements/samples';
import { CONNECTION, NO_PASSWORD, preparation } from './fakes';

type Given = Parameters<typeof preparation>[0];
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n';
const ORACLE = { host: 'h', user: 'u', serviceName: 's', ...NO_PASSWORD };
const WALLET = 'wallet/ewallet.pem';
const found = { kind: 'found', secret: new Secret('hunter2'), store: 'the fake keychain', draft: false } as const;

async function prepared(given: Given) {
  return prepare(preparation(given).given);
}

describe('what the resolve stage fails with', () => {
  it.each<[string, Given, object]>([
    ['a required parameter that is not stated', { element: { connection: { user: 'u', database: 'd' } } }, { code: 'invalid-parameter', field: 'host', expected: expect.stringContaining('host name') }],
    ['a user that is not stated', { element: { connection: { host: 'h', database: 'd', ...NO_PASSWORD } } }, { code: 'invalid-parameter', field: 'user' }],
    ['a password that is not stated, not even that there is none', { element: { connection: CONNECTION }, password: found }, { code: 'secret-missing', field: 'password' }],
    ['an unset variable', { element: { connection: { ...CONNECTION, host: { variable: 'HOST' } }, variables: { HOST: { required: true } } } }, { code: 'variable-unset', field: 'host', variable: 'HOST' }],
    ['an empty variable of an optional host', { element: { connection: { ...CONNECTION, host: { variable: 'HOST' } } }, process: { HOST: '' } }, { code: 'variable-unset', field: 'host', variable: 'HOST' }],
    ['an unset variable of a password', { element: { connection: { ...CONNECTION, password: { variable: 'PW' } } } }, { code: 'variable-unset', field: 'password', variable: 'PW' }],
    ['a value that does not fit', { element: { connection: { ...CONNECTION, port: { variable: 'PORT' } } }, process: { PORT: '0' } }, { code: 'invalid-parameter', field: 'port', variable: 'PORT', expected: 'a whole number from 1 to 65535' }],
    [
      'a password that is not stored',
      { element: { connection: { ...CONNECTION, password: { keychain: true } } }, password: { kind: 'missing', store: 'the fake keychain', others: ['postgresql://old@db:5432'] } },
      { code: 'secret-missing', field: 'password', store: 'the fake keychain', otherTargets: ['postgresql://old@db:5432'], owner: { elementId: ID, environment: 'development', target: 'postgresql://orders_app@db.internal:5432' } },
    ],
    [
      'a store that does not answer',
      { element: { connection: { ...CONNECTION, password: { keychain: true } } }, password: { kind: 'unavailable', store: 'the fake keychain', reason: 'It is locked.' } },
      { code: 'secret-missing', field: 'password', store: 'the fake keychain', driverMessage: 'It is locked.' },
    ],
    ['a certificate that is not there', { element: { tls: { ca: 'certs/ca.pem' } } }, { code: 'file-not-found', field: 'tls.ca', address: 'certs/ca.pem' }],
    ['a key that is no PEM file', { element: { tls: { key: 'key.der' } }, files: { 'key.der': '0\u0082' } }, { code: 'invalid-parameter', field: 'tls.key', expected: expect.stringContaining('a PEM file') }],
    ['a certificate of 2 MB', { element: { tls: { ca: 'ca.pem' } }, files: { 'ca.pem': PEM + 'x'.repeat(2 ** 21) } }, { code: 'invalid-parameter', field: 'tls.ca', expected: expect.stringContaining('at most 1 MB') }],
    [
      'a field that would show the secret of another element',
      { element: { connection: { ...CONNECTION, user: { variable: 'ARCHIVE_PW' } } }, process: { ARCHIVE_PW: 'hunter2' }, secretKeys: ['ARCHIVE_PW'] },
      { code: 'invalid-parameter', field: 'user', variable: 'ARCHIVE_PW', exposed: true },
    ],
    ['a default path that leaves the folder', { type: 'sqlite', element: { connection: { file: { variable: 'FILE' } }, variables: { FILE: { default: '../other.db' } } } }, { code: 'invalid-parameter', field: 'file' }],
    ['neither of two parameters of which one is needed', { type: 'oracle', element: { connection: { host: 'h', user: 'u' } } }, { code: 'invalid-parameter', field: 'serviceName', expected: 'given, or SID in its place' }],
    ['both of two parameters of which one is needed', { type: 'oracle', element: { connection: { host: 'h', user: 'u', serviceName: 's', sid: 'S' } } }, { code: 'invalid-parameter', field: 'sid', expected: 'left out where Service name is given' }],
    ['a wallet without its file', { type: 'oracle', element: { connection: ORACLE, tls: { wallet: 'wallet' } } }, { code: 'file-not-found', field: 'tls.wallet', address: 'wallet/ewallet.pem' }],
    ['a wallet with an encrypted key', { type: 'oracle', element: { connection: ORACLE, tls: { wallet: 'wallet' } }, files: { [WALLET]: `${PEM}-----BEGIN ENCRYPTED PRIVATE KEY-----` } }, { code: 'invalid-parameter', field: 'tls.wallet', expected: expect.stringContaining('not encrypted') }],
    ['numbers of variables that do not go together', { element: { connection: CONNECTION, pool: { min: { variable: 'POOL_MIN' }, max: 5 } }, process: { POOL_MIN: '20' } }, { code: 'invalid-parameter', field: 'pool.min', conflict: expect.stringMatching(/^Minimum connections \(20\) is above Maximum connections \(5\)/) }],
    ['a file that is not stated', { type: 'sqlite' }, { code: 'invalid-parameter', field: 'file' }],
  ])('%s', async (_name, given, failure) => {
    const result = await prepared(given);
    expect(result).toMatchObject({ ok: false, failure: { stage: 'resolve', ...failure } });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('asks for no password while something else is missing', async () => {
    const { given, passwords } = preparation({ element: { connection: { user: 'u', database: 'd', password: { keychain: true } } }, password: found });
    expect(await prepare(given)).toMatchObject({ ok: false, failure: { field: 'host' } });
    expect(passwords.asked).toEqual([]);
  });

  it('does not tell a password when a certificate is missing', async () => {
    const result = await prepared({ element: { connection: { ...CONNECTION, password: { keychain: true } }, tls: { ca: 'no.pem' } }, password: found });
    expect(result).toMatchObject({ ok: false, failure: { code: 'file-not-found' } });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});

describe('a driver that the user installs', () => {
  const element = { connection: { host: 'h', user: 'u', password: { keychain: true } }, options: { sslPath: 'certs/dm' } } as const;

  it('is missed before a password is asked for', async () => {
    const { given, passwords } = preparation({ type: 'dm', element, password: found });
    expect(await prepare({ ...given, findDriver: () => ({ kind: 'missing', reason: 'it is not installed' }) })).toMatchObject({ ok: false, failure: { code: 'driver-missing', stage: 'resolve', driverMessage: 'it is not installed' } });
    expect(passwords.asked).toEqual([]);
  });

  it('is named in the job, with the paths that it reads itself', async () => {
    const { given } = preparation({ type: 'dm', element, password: found });
    const result = await prepare({ ...given, findDriver: ({ name }) => ({ kind: 'found', folder: `/drivers/${name}`, version: '1.0' }) });
    expect(result).toMatchObject({ ok: true, detail: expect.stringContaining('dmdb 1.0'), job: { packageFolder: '/drivers/dmdb', values: { 'options.sslPath': '/work/shop/certs/dm' } } });
  });
});

describe('a job', () => {
  it.each([
    ['with a client certificate', PEM + KEY, { ca: PEM + KEY, cert: PEM + KEY, key: PEM + KEY }],
    ['with authorities only', PEM, { ca: PEM }],
  ])('has the contents of a wallet %s', async (_name, wallet, contents) => {
    const result = await prepared({ type: 'oracle', element: { connection: ORACLE, tls: { wallet: 'wallet' } }, files: { [WALLET]: wallet } });
    expect(result).toMatchObject({ ok: true, job: { tls: { mode: 'prefer', ...contents } } });
    if (result.ok) expect(Object.keys(result.job.tls)).toEqual(['mode', ...Object.keys(contents)]);
  });

  it('has the values by parameter, the default deadline and TLS mode', async () => {
    expect(await prepared({})).toEqual({
      ok: true,
      job: { type: 'postgresql', driver: 'postgresql', values: CONNECTION, secretKeys: [], tls: { mode: 'prefer' } },
      secrets: [],
      connectMs: 10_000,
      detail: '',
    });
  });

  it('has the password of the store, asked for by element, environment and target', async () => {
    const { given, passwords } = preparation({ element: { connection: { ...CONNECTION, port: 5433, password: { keychain: true } } }, password: found });
    const result = await prepare(given);
    expect(result).toMatchObject({ ok: true, job: { values: { ...CONNECTION, port: 5433, password: 'hunter2' } }, detail: 'password from the fake keychain' });
    expect(result.ok && result.secrets.map((secret) => secret.reveal())).toEqual(['hunter2']);
    expect(passwords.asked).toEqual([{ elementId: ID, environment: 'development', target: 'postgresql://orders_app@db.internal:5433' }]);
  });

  it('has the password of a variable, listed as a secret', async () => {
    const { given, passwords } = preparation({ element: { connection: { ...CONNECTION, password: { variable: 'PW' } } }, process: { PW: 'hunter2' } });
    const result = await prepare(given);
    expect(result).toMatchObject({ ok: true, job: { values: { password: 'hunter2' }, secretKeys: ['password'] }, detail: '1 value from the process environment' });
    expect(result.ok && result.secrets.map((secret) => secret.reveal())).toEqual(['hunter2']);
    expect(passwords.asked).toEqual([]);
  });

  it('has no password where none is needed', async () => {
    const { given, passwords } = preparation({ element: { connection: { ...CONNECTION, ...NO_PASSWORD } } });
    expect(await prepare(given)).toMatchObject({ ok: true, job: { values: CONNECTION } });
    expect(passwords.asked).toEqual([]);
  });

  it('has the contents of the TLS files, relative to the folder or, by a variable, absolute', async () => {
    const result = await prepared({
      element: { tls: { mode: 'verify-full', ca: 'certs/ca.pem', cert: { variable: 'CERT' } } },
      process: { CERT: '/etc/ssl/client.pem' },
      files: { 'certs/ca.pem': PEM, '/etc/ssl/client.pem': PEM },
    });
    expect(result).toMatchObject({ ok: true, job: { tls: { mode: 'verify-full', ca: PEM, cert: PEM } } });
  });

  it('counts where values come from', async () => {
    const element = { connection: { host: { variable: 'HOST' }, database: { variable: 'NAME' }, user: { variable: 'LOGIN' }, ...NO_PASSWORD }, variables: { LOGIN: { default: 'orders_app' } } };
    expect(await prepared({ element, process: { HOST: 'db', NAME: 'orders' } })).toMatchObject({ ok: true, detail: '2 values from the process environment, 1 default value' });
  });

  it("has the element's own deadline", async () => {
    expect(await prepared({ element: { timeouts: { connectMs: 2500 } } })).toMatchObject({ ok: true, connectMs: 2500 });
  });

  it.each([
    ['data/orders.db', '/work/shop/data/orders.db'],
    ['./orders.db', '/work/shop/orders.db'],
    [':memory:', ':memory:'],
  ])('opens the file %s at %s', async (file, absolute) => {
    expect(await prepared({ type: 'sqlite', element: { connection: { file } } })).toMatchObject({ ok: true, job: { driver: 'sqlite', file: absolute } });
  });

  it('opens the file that a variable names, wherever it is on this machine', async () => {
    const element = { connection: { file: { variable: 'FILE' } } };
    expect(await prepared({ type: 'sqlite', element, process: { FILE: '/var/lib/app.db' } })).toMatchObject({ ok: true, job: { file: '/var/lib/app.db' } });
    expect(await prepared({ type: 'sqlite', element, process: { FILE: '../app.db' } })).toMatchObject({ ok: true, job: { file: '/work/app.db' } });
  });
});

describe('a secret variable with a stored value', () => {
  const element = { connection: { ...CONNECTION, password: { variable: 'PW' } } };
  const target = 'postgresql://orders_app@db.internal:5432';

  async function withStored(answer: SecretVariableLookup, process: Readonly<Record<string, string>> = {}) {
    const asked: SecretVariableUse[] = [];
    const fakeFind = (use: SecretVariableUse) => {
      asked.push(use);
      return Promise.resolve(answer);
    };
    return { asked, result: await prepare({ ...preparation({ element, process }).given, findSecretVariable: fakeFind }) };
  }

  it('takes it before the process environment, for its own target', async () => {
    const { asked, result } = await withStored({ kind: 'found', secret: new Secret('stored'), store: 'the fake keychain' }, { PW: 'from process' });
    expect(result).toMatchObject({ ok: true, job: { values: { password: 'stored' } }, detail: '1 value from the fake keychain' });
    expect(asked).toEqual([{ key: 'PW', environment: 'development', target }]);
  });

  it.each<[string, SecretVariableLookup, object]>([
    ['a target that nobody has agreed to', { kind: 'new-target', store: 'the fake keychain', target, allowed: ['a'] }, { code: 'secret-missing', field: 'password', variable: 'PW', newTarget: target }],
    ['a store that does not answer', { kind: 'unavailable', store: 'the fake keychain', reason: 'It is locked.' }, { code: 'secret-missing', field: 'password', driverMessage: 'It is locked.' }],
  ])('fails on %s, even where the process environment has a value', async (_name, answer, failure) => {
    expect((await withStored(answer, { PW: 'from process' })).result).toMatchObject({ ok: false, failure });
  });

  it('asks before a value of the process environment goes to a target that nobody has agreed to', async () => {
    const { result } = await withStored({ kind: 'missing', store: 'the fake keychain', agreed: false, allowed: ['a'] }, { PW: 'from process' });
    expect(result).toMatchObject({ ok: false, failure: { code: 'secret-missing', field: 'password', variable: 'PW', newTarget: target, source: { kind: 'process' }, allowedTargets: ['a'] } });
    expect(JSON.stringify(result)).not.toContain('from process');
  });

  it('falls back to the process environment where none is stored, else is unset', async () => {
    const missing = { kind: 'missing', store: 'the fake keychain', agreed: true, allowed: [] } as const;
    expect((await withStored(missing, { PW: 'from process' })).result).toMatchObject({ ok: true, job: { values: { password: 'from process' } } });
    expect((await withStored(missing)).result).toMatchObject({ ok: false, failure: { code: 'variable-unset', variable: 'PW' } });
  });
});

it('plainValues holds no secret', () => {
  const { given } = preparation({ element: { connection: { ...CONNECTION, password: { variable: 'PW' } } }, process: { PW: 'hunter2' } });
  expect(plainValues(given.element, given.type, given.sources)).toEqual(CONNECTION);
});
