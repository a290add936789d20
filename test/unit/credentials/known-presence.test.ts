import { beforeEach, describe, expect, it } from 'vitest';
import { draftAccount, passwordAccount, variableAccount } from '../../../src/credentials/account';
import { KnownPresence } from '../../../src/credentials/known-presence';
import { Secret } from '../../../src/credentials/secret';
import { SecretVariables } from '../../../src/credentials/secret-variables';
import { Vault } from '../../../src/credentials/vault';
import { FakeLedger, FakeStore } from './fakes';

const owner = (elementId: string) => ({ elementId, environment: 'development', target: 'postgresql://app@db:5432' });
const variable = (key: string) => ({ workspace: 'file:///shop', environment: 'development', key });

let store: FakeStore;
let vault: Vault;
let known: KnownPresence;

beforeEach(() => {
  store = new FakeStore('the OS keychain');
  const ledger = new FakeLedger();
  vault = new Vault(() => [store], ledger);
  known = new KnownPresence(vault, new SecretVariables(() => [store], ledger));
});

describe('KnownPresence', () => {
  it('asks for each secret once, however often and at the same time it is wanted', async () => {
    await vault.set(owner('element-1'), new Secret('x'));
    store.calls.length = 0;
    const kinds = async () => (await Promise.all([known.ofPassword(owner('element-1')), known.ofPassword(owner('element-2')), known.ofPassword(owner('element-1')), known.ofVariable(variable('PW'))])).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['stored', 'missing', 'stored', 'missing']);
    expect(await kinds()).toEqual(['stored', 'missing', 'stored', 'missing']);
    expect(store.calls).toEqual([`get ${passwordAccount(owner('element-1'))}`, `get ${passwordAccount(owner('element-2'))}`, `get ${variableAccount(variable('PW'))}`]);
  });

  it('asks again for each target that a password may answer for', async () => {
    const checked = { ...owner('element-1'), target: `${owner('element-1').target} verify-full:public` };
    expect((await known.ofPassword(checked)).kind).toBe('missing');
    await vault.set(owner('element-1'), new Secret('x'));
    known.forget(passwordAccount(owner('element-1')));
    expect((await known.ofPassword(checked)).kind).toBe('stored');
  });

  it('asks a thousand questions of a store that refuses once, and again when it may have changed its mind', async () => {
    store.answer = 'refused';
    const all = () => Promise.all(Array.from({ length: 1000 }, (_, index) => known.ofPassword(owner(`element-${String(index)}`))));
    expect(new Set((await all()).map(({ kind }) => kind))).toEqual(new Set(['unavailable']));
    expect(store.calls).toHaveLength(1);
    store.answer = 'works';
    expect((await all()).map(({ kind }) => kind)).toContain('unavailable');
    known.forgetAll();
    expect(new Set((await all()).map(({ kind }) => kind))).toEqual(new Set(['missing']));
  });

  it.each([
    ['a password', passwordAccount(owner('element-1')), () => known.ofPassword(owner('element-1'))],
    ['a typed password', draftAccount(owner('element-1')), () => known.ofPassword(owner('element-1'))],
    ['a variable', variableAccount(variable('PW')), () => known.ofVariable(variable('PW'))],
  ])('asks again for %s that was stored since', async (_name, account, presence) => {
    expect((await presence()).kind).toBe('missing');
    known.forget('another account');
    await presence();
    expect(store.calls).toHaveLength(1);
    known.forget(account);
    await presence();
    expect(store.calls).toHaveLength(2);
  });

  it('does not ask again for one variable because another was stored', async () => {
    await known.ofVariable(variable('PW'));
    known.forget(variableAccount(variable('OTHER')));
    await known.ofVariable(variable('PW'));
    expect(store.calls).toHaveLength(1);
  });

  it('knows a password that is typed and not saved yet', async () => {
    await vault.keepDraft(owner('element-1'), new Secret('typed'));
    expect((await known.ofPassword(owner('element-1'))).kind).toBe('stored');
  });

  it('goes on after a store that broke', async () => {
    store.answer = 'breaks';
    await expect(known.ofPassword(owner('element-1'))).rejects.toThrow(TypeError);
    store.answer = 'works';
    expect((await known.ofPassword(owner('element-1'))).kind).toBe('missing');
  });
});
