import { expect, it, vi } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments';
import { taskRequests } from '../../../src/cli/task-requests';
import { passwordAccount } from '../../../src/credentials/account';
import { Vault } from '../../../src/credentials/vault';
import { databaseTypes } from '../../../src/databases/registry';
import { typedElement } from '../../../src/databases/typed-element';
import { FakeLedger, FakeStore } from '../credentials/fakes';
import { entryOf } from '../environments/entries';

const store = new FakeStore('the fake keychain');
vi.mock('../../../src/cli/secret-stores', () => ({ passwordVault: () => new Vault(() => [store], new FakeLedger()), secretVariableFinder: () => () => undefined }));

const ADDRESS = 'postgresql://app@db.internal:5432';

/** What `test` with these options asks of a worker. */
function requestWith(...options: readonly string[]) {
  const args = parseArguments(['test', ...options]);
  const entry = entryOf('databases/orders.dbelement.json', { type: 'postgresql', connection: { host: 'db.internal', database: 'orders', user: 'app', password: { keychain: true } } });
  const typed = typedElement(entry.element, databaseTypes);
  if (args === 'help' || typed === undefined) throw new Error('nothing to test');
  const sources = { environment: 'development', settings: {}, process: {}, envFiles: [], secretKeys: new Set<string>() };
  return taskRequests('/shop', sources, args, new AbortController().signal)(entry, typed);
}

it('--timeout bounds the search for the secrets as well as the test', () => {
  expect(requestWith('--timeout', '0.2')).toMatchObject({ deadlineMs: 200, resolveMs: 200 });
  expect(requestWith()).not.toHaveProperty('deadlineMs');
  expect(requestWith()).not.toHaveProperty('resolveMs');
});

it('names the strictest check that a password may be stored for, where none is stored for that of the element', async () => {
  const owner = { elementId: 'orders-1', environment: 'development', target: ADDRESS };
  const strictest = `${ADDRESS} verify-full:public`;
  store.secrets.set(passwordAccount({ ...owner, target: strictest }), 's3cret');
  expect(await requestWith().findPassword(owner)).toEqual({ kind: 'missing', store: 'the fake keychain', others: [strictest] });
});
