import { expect, it } from 'vitest';
import { findStoredPassword } from '../../../src/cli/stored-password';
import { passwordAccount, type PasswordOwner } from '../../../src/credentials/account';
import { Vault } from '../../../src/credentials/vault';
import { weakerCheck } from '../../../src/diagnosis/explanations/weaker-check';
import { FakeStore } from '../credentials/fakes';

const address = 'postgresql://orders@db.internal:5432';
const full = `${address} verify-full:public`;
const owner: PasswordOwner = { elementId: '0b8f6c1e-5a43', environment: 'production', target: address };

/** Looks for the password of `target`, where one is stored for `stored`. The ledger is empty, as on the command line. */
async function find(target: string, stored: string | undefined, strictest = full) {
  const keychain = new FakeStore('the fake keychain');
  if (stored !== undefined) keychain.secrets.set(passwordAccount({ ...owner, target: stored }), 'hunter2');
  const vault = new Vault(() => [keychain], { read: () => [], write: () => Promise.resolve() });
  const found = await findStoredPassword(vault, { ...owner, target }, () => Promise.resolve(strictest));
  return { found, asked: keychain.calls.length };
}

it('tells a password that was stored for a stricter check, and does not use it', async () => {
  const { found } = await find(address, full);
  expect(found).toEqual({ kind: 'missing', store: 'the fake keychain', others: [full] });
  expect(weakerCheck(full, address)).toContain('This element no longer does');
});

it('tells one that was stored for a check of the same authorities without the name', async () => {
  const own = `${address} verify-full:sha256-00`;
  expect((await find(address, `${address} verify-ca:sha256-00`, own)).found).toMatchObject({ kind: 'missing', others: [own] });
});

it.each<[string, string, string | undefined]>([
  ['is stored nowhere', address, undefined],
  ['is stored for another address', address, 'postgresql://orders@elsewhere:5432'],
  ['is missing under the strictest check', full, undefined],
])('knows of no other target when the password %s', async (_what, target, stored) => {
  expect((await find(target, stored)).found).toEqual({ kind: 'missing', store: 'the fake keychain', others: [] });
});

it('asks the store once for a password that is there', async () => {
  const { found, asked } = await find(address, address);
  expect(found.kind === 'found' && found.secret.reveal()).toBe('hunter2');
  expect(asked).toBe(1);
});
