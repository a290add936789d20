import { beforeEach, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { PasswordOwner } from '../../../../src/credentials/account';
import { Secret } from '../../../../src/credentials/secret';
import { SecretVariables } from '../../../../src/credentials/secret-variables';
import { Vault } from '../../../../src/credentials/vault';
import { databaseTypes } from '../../../../src/databases/registry';
import { elementOfText } from '../../../../src/databases/typed-element';
import { isLiteral, isVariableBinding, type Binding } from '../../../../src/elements/parameter';
import { FieldBinding } from '../../../../src/workbench/editors/field-binding';
import { FormPassword } from '../../../../src/workbench/editors/form-password';
import type { ActiveEnvironment } from '../../../../src/workbench/environment';
import { FailureActions } from '../../../../src/workbench/testing/failure-actions';
import type { TypedPasswords } from '../../../../src/workbench/typed-passwords';
import { FakeLedger, FakeStore } from '../../credentials/fakes';
import { FakeDocument } from './fake-document';

// While a question is open, a pull may bring another host. A password goes along with the person's own edits only.

vi.mock('vscode', async () => {
  const { fakeVscode } = await import('../fake-vscode');
  const fake = fakeVscode();
  return { ...fake, ...(await import('./fake-document')).FakeDocument.api, workspace: { ...fake.workspace, getWorkspaceFolder: () => ({ uri: fake.Uri.parse('file:///shop'), name: 'shop' }), asRelativePath: () => 'databases/orders.dbelement.json' } };
});
vi.mock('../../../../src/workbench/locate', () => ({ locate: () => ({ folder: 'file:///shop', path: 'databases/orders.dbelement.json' }) }));

const HERE = 'postgresql://app@db.internal:5432';
const values = new Map<string, string>();
const store = new FakeStore('the OS keychain');
const vault = new Vault(() => [store], new FakeLedger());
const variables = new SecretVariables(() => [store], new FakeLedger());
let shown: FakeDocument;
let form: FormPassword;
/** What happens while the keychain asks the person. */
let whileAsked: () => void;
let passwords: TypedPasswords;
let environment: ActiveEnvironment;

function text(host: unknown): string {
  return JSON.stringify({ id: 'orders-1', type: 'postgresql', title: 'Orders', connection: { host, database: 'd', user: 'app', password: { keychain: true } }, variables: { HOST: {} } });
}

function hostOf(binding: Binding | undefined): string {
  return isVariableBinding(binding) ? (values.get(binding.variable) ?? '') : isLiteral(binding) ? String(binding) : '';
}

function open(host: unknown): void {
  shown = new FakeDocument(vscode.Uri.parse('file:///shop/databases/orders.dbelement.json'), text(host));
  Object.assign(vscode.workspace, { applyEdit: FakeDocument.api.applyEdit(shown) });
  form = new FormPassword(shown.document, passwords);
}

beforeEach(() => {
  store.secrets.clear();
  values.clear();
  values.set('HOST', 'db.internal');
  whileAsked = () => undefined;
  const fakePasswords: unknown = {
    owner: (_uri: vscode.Uri, of: string): Promise<PasswordOwner | undefined> => {
      const element = elementOfText(of, databaseTypes)?.element;
      return Promise.resolve(element && { elementId: element.id, environment: 'development', target: `postgresql://app@${hostOf(element.bindings.connection['host'])}:5432` });
    },
    keep: (of: PasswordOwner, secret: Secret) => vault.keepDraft(of, secret),
    move: (from: PasswordOwner, to: PasswordOwner) => (from.target === to.target ? Promise.resolve() : vault.moveDraft(from, to)),
    current: async (of: PasswordOwner) => {
      whileAsked();
      const found = await vault.find(of, { draft: true });
      return found.kind === 'found' ? found.secret : undefined;
    },
    announce: () => undefined,
  };
  const fakeEnvironment: unknown = { name: 'development', setValue: (_folder: unknown, key: string, value: string) => Promise.resolve(void values.set(key, value)) };
  passwords = fakePasswords as TypedPasswords;
  environment = fakeEnvironment as ActiveEnvironment;
});

const targets = (): string[] => vault.drafts('orders-1').map(({ target }) => target);

function actions(): FailureActions {
  const unused: unknown = undefined;
  type Rest = ConstructorParameters<typeof FailureActions>;
  return new FailureActions(vault, variables, passwords, environment, unused as Rest[4], unused as Rest[5], unused as Rest[6]);
}

it.each([
  ['stays where it was typed for when a pull changes the host meanwhile', 'evil.host', [HERE]],
  ['goes along with the value that answers the question', undefined, ['postgresql://app@new.internal:5432']],
])('a typed password %s', async (_name, pulled, expected) => {
  open({ variable: 'HOST' });
  await form.keep(new Secret('typed'));
  vi.spyOn(vscode.window, 'showInputBox').mockImplementation(() => {
    if (pulled !== undefined) shown.write(text(pulled));
    return Promise.resolve('new.internal');
  });
  await actions().run({ kind: 'setVariable', variable: 'HOST', secret: false, label: '' }, shown.document, form.takenAlong);
  expect(values.get('HOST')).toBe('new.internal');
  expect(targets()).toEqual(expected);
});

it('a stored password that becomes the value of a variable may go where it belonged, not where a pull leads while the keychain asks', async () => {
  open('db.internal');
  await vault.set({ elementId: 'orders-1', environment: 'development', target: HERE }, new Secret('stored'));
  whileAsked = () => { shown.write(text('evil.host')); };
  await new FieldBinding(shown.document, { environment, variables, passwords }).bind('password', { key: 'PW', name: 'PW', description: '', defaultValue: '', required: true }, undefined, form.takenAlong);
  expect(shown.getText()).toContain('"variable": "PW"');
  const mayGoTo = async (host: string) => (await variables.find({ workspace: 'file:///shop', environment: 'development', key: 'PW' }, `postgresql://app@${host}:5432`)).kind === 'found';
  expect([await mayGoTo('db.internal'), await mayGoTo('evil.host')]).toEqual([true, false]);
});
