import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { PasswordOwner } from '../../../../src/credentials/account';
import { Secret } from '../../../../src/credentials/secret';
import { SecretVariables } from '../../../../src/credentials/secret-variables';
import { FieldBinding } from '../../../../src/workbench/editors/field-binding';
import type { ActiveEnvironment } from '../../../../src/workbench/environment';
import type { TypedPasswords } from '../../../../src/workbench/typed-passwords';
import { FakeLedger, FakeStore } from '../../credentials/fakes';
import { FakeDocument } from './fake-document';

vi.mock('vscode', async () => ({ ...(await import('../fake-vscode')).fakeVscode(), ...(await import('./fake-document')).FakeDocument.api }));
vi.mock('../../../../src/workbench/locate', () => ({ locate: () => ({ folder: FOLDER, path: 'databases/orders.dbelement.json' }) }));

const FOLDER = 'file:///shop';
const TARGET = 'postgresql://app@db.internal:5432';
const OWNER: PasswordOwner = { elementId: 'orders-1', environment: 'development', target: TARGET };

let store: FakeStore;
let secrets: SecretVariables;
let document: FakeDocument;
let binding: FieldBinding;
/** What the workspace settings were given. */
let settings: Map<string, string>;
/** What waits for the save. */
let typed: string[];
let told: string[];

function open(connection: object, variables: object = {}): void {
  document = new FakeDocument(vscode.Uri.parse(`${FOLDER}/databases/orders.dbelement.json`), JSON.stringify({ id: 'orders-1', type: 'postgresql', title: 'Orders', connection: { host: 'db.internal', database: 'd', user: 'app', ...connection }, variables }));
  Object.assign(vscode.workspace, { applyEdit: FakeDocument.api.applyEdit(document) });
  const environment: unknown = {
    name: 'development',
    setValue: (_folder: unknown, key: string, value: string) => Promise.resolve(void settings.set(key, value)),
    sources: () => Promise.resolve({ environment: 'development', settings: Object.fromEntries(settings), process: {}, envFiles: [], secretKeys: new Set() }),
  };
  const passwords: unknown = {
    owner: () => Promise.resolve(OWNER),
    keep: (owner: PasswordOwner, secret: Secret) => Promise.resolve(void typed.push(`${secret.reveal()} for ${owner.target}`)),
    current: () => Promise.resolve(undefined),
    announce: () => undefined,
  };
  binding = new FieldBinding(document.document, { environment: environment as ActiveEnvironment, variables: secrets, passwords: passwords as TypedPasswords });
}

beforeEach(() => {
  store = new FakeStore('the OS keychain');
  secrets = new SecretVariables(() => [store], new FakeLedger());
  settings = new Map();
  typed = [];
  told = [];
  Object.assign(vscode.window, { showErrorMessage: (message: string) => told.push(message) });
});

/** The connection and the variables that the file states now. */
const stated = () => {
  const { connection, variables } = JSON.parse(document.getText()) as { connection: Record<string, unknown>; variables?: Record<string, unknown> };
  return { connection, variables };
};
const variable = (key: string, more: object = {}) => ({ key, name: key, description: '', defaultValue: '', required: false, ...more });
const bind = (field: string, declared: ReturnType<typeof variable>, value?: { readonly plain: string } | { readonly secret: Secret }) => binding.bind(field, declared, value, (edit) => edit());
const useLiteral = (field: string) => binding.useLiteral(field, (edit) => edit());
const find = (key: string, target = TARGET) => secrets.find({ workspace: FOLDER, environment: 'development', key }, target);

describe('a field that is bound to a variable', () => {
  it('states and declares it, and its value goes to the settings', async () => {
    open({});
    await bind('port', variable('ORDERS_PORT', { name: 'Orders port', defaultValue: '5432', required: true }), { plain: '6543' });
    expect(stated()).toMatchObject({ connection: { port: { variable: 'ORDERS_PORT' } }, variables: { ORDERS_PORT: { name: 'Orders port', default: 5432, required: true } } });
    expect([...settings]).toEqual([['ORDERS_PORT', '6543']]);
  });

  it('sets nothing where no value is given, and repeats no key as a name', async () => {
    open({});
    await bind('host', variable('ORDERS_HOST'), { plain: '' });
    expect(stated().variables).toEqual({ ORDERS_HOST: {} });
    expect([...settings]).toEqual([]);
  });

  it.each([
    ['a key that has a meaning to the system', variable('PATH'), '', /PATH has a meaning/],
    ['a value that refers to itself', variable('ORDERS_HOST'), '$ORDERS_HOST', /ORDERS_HOST refers to itself/],
    ['a default that refers to itself', variable('ORDERS_HOST', { defaultValue: '$ORDERS_HOST' }), 'db', /ORDERS_HOST refers to itself/],
  ])('is not, with %s, which is said', async (_name, declared, plain, reason) => {
    open({});
    const before = document.getText();
    await bind('host', declared, { plain });
    expect(document.getText()).toBe(before);
    expect([...settings]).toEqual([]);
    expect(told).toEqual([expect.stringMatching(reason)]);
  });

  it('that there is not, is no field to bind', async () => {
    open({});
    const before = document.getText();
    await bind('hostname', variable('ORDERS_HOST'), { plain: 'db' });
    expect(document.getText()).toBe(before);
    expect([...settings]).toEqual([]);
  });
});

describe('a password that is bound to a variable', () => {
  it.each([
    ['as a secret', { secret: new Secret('$PW') }],
    ['as any text, whatever message brought it', { plain: '$PW' }],
  ])('goes %s to the store, for the target that the form shows and no other', async (_name, value) => {
    open({ password: { keychain: true } });
    await bind('password', variable('PW', { defaultValue: 'fallback' }), value);
    expect(stated()).toMatchObject({ connection: { password: { variable: 'PW' } }, variables: { PW: {} } });
    expect(document.getText()).not.toContain('fallback');
    expect([...settings]).toEqual([]);
    const found = await find('PW');
    expect(found.kind === 'found' && found.secret.reveal()).toBe('$PW');
    expect((await find('PW', 'postgresql://app@evil.host:5432')).kind).toBe('new-target');
    expect(told).toEqual([]);
  });

  it('that no store takes is said, without the password', async () => {
    open({ password: { keychain: true } });
    store.answer = 'refused';
    await bind('password', variable('PW'), { secret: new Secret('s3cret') });
    expect(told).toEqual(['The value of PW was not stored: the OS keychain is refused']);
  });
});

describe('a bound field that becomes a literal again', () => {
  it('takes the value in use, and its declaration goes with the last use', async () => {
    open({ port: { variable: 'ORDERS_PORT' } }, { ORDERS_PORT: {} });
    settings.set('ORDERS_PORT', '6543');
    await useLiteral('port');
    expect(stated()).toMatchObject({ connection: { port: 6543 } });
    expect(document.getText()).not.toContain('ORDERS_PORT');
  });

  it('leaves the declaration to the other field that uses it', async () => {
    open({ user: { variable: 'NAME' }, database: { variable: 'NAME' } }, { NAME: { default: 'orders' } });
    await useLiteral('user');
    expect(stated()).toMatchObject({ connection: { user: 'orders', database: { variable: 'NAME' } }, variables: { NAME: { default: 'orders' } } });
  });

  it('does not bring a value into the file that is a password, or shares a variable with one', async () => {
    open({ user: { variable: 'SHARED' }, database: { variable: 'DB_PASSWORD' }, password: { variable: 'SHARED' } }, { SHARED: {}, DB_PASSWORD: {} });
    settings.set('SHARED', 's3cret');
    settings.set('DB_PASSWORD', 's3cret');
    await useLiteral('user');
    await useLiteral('database');
    expect(document.getText()).not.toContain('s3cret');
    expect(stated().connection).toEqual({ host: 'db.internal', password: { variable: 'SHARED' } });
  });

  it('makes of the secret that may go to the target a password that waits for the save', async () => {
    open({ password: { variable: 'PW' } }, { PW: {} });
    await secrets.set({ workspace: FOLDER, environment: 'development', key: 'PW' }, new Secret('s3cret'), [TARGET]);
    await useLiteral('password');
    expect(stated().connection['password']).toEqual({ keychain: true });
    expect(typed).toEqual([`s3cret for ${TARGET}`]);
  });

  it('leaves a secret where it is that nobody agreed to send to the target', async () => {
    open({ password: { variable: 'PW' } }, { PW: {} });
    await secrets.set({ workspace: FOLDER, environment: 'development', key: 'PW' }, new Secret('s3cret'), ['postgresql://app@other.host:5432']);
    await useLiteral('password');
    expect(stated().connection['password']).toEqual({ keychain: true });
    expect(typed).toEqual([]);
  });

  it('is left alone when it is one already', async () => {
    open({});
    const before = document.getText();
    await useLiteral('host');
    expect(document.getText()).toBe(before);
  });
});
