import { describe, expect, it } from 'vitest';
import { canonicalUri, parseAccount, parseVariableAccount, variableAccount, variableTargetAccount } from '../../../src/credentials/account';
import { Secret } from '../../../src/credentials/secret';
import { SecretVariables } from '../../../src/credentials/secret-variables';
import { MemoryStore, StoreError, type SecretStore } from '../../../src/credentials/store';
import { FakeStore } from './fakes';

const owner = { workspace: 'file:///home/me/shop', environment: 'development', key: 'ORDERS_DB_PASSWORD' };
const target = 'postgresql://app@db.internal:5432';

function failing(reason: 'absent' | 'refused'): SecretStore {
  const fail = () => Promise.reject(new StoreError(reason, `It is ${reason}.`));
  return { label: 'the OS keychain', get: fail, set: fail, delete: fail };
}

function vaultOf(...stores: readonly SecretStore[]) {
  let accounts: readonly string[] = [];
  const ledger = {
    read: () => accounts,
    write: (changed: readonly string[]) => {
      accounts = changed;
      return Promise.resolve();
    },
  };
  return { vault: new SecretVariables(() => stores, ledger), accounts: () => accounts };
}

describe('a stored value', () => {
  it('is found for the target that it was stored for', async () => {
    const { vault } = vaultOf(new MemoryStore());
    await vault.set(owner, new Secret('s3cret'), [target]);
    const found = await vault.find(owner, target);
    expect(found).toMatchObject({ kind: 'found', store: 'memory until this window closes' });
    expect(found.kind === 'found' && found.secret.reveal()).toBe('s3cret');
  });

  it.each([
    ['another workspace', { workspace: 'file:///home/me/clone' }],
    ['another environment', { environment: 'production' }],
    ['another key', { key: 'ORDERS_DB_PASSWORD2' }],
  ])('is not that of %s', async (_name, change) => {
    const { vault } = vaultOf(new MemoryStore());
    await vault.set(owner, new Secret('s3cret'), [target]);
    expect(await vault.find({ ...owner, ...change }, target)).toMatchObject({ kind: 'missing' });
    expect(await vault.presence({ ...owner, ...change })).toMatchObject({ kind: 'missing' });
  });

  it.each(['postgresql://app@evil.example:5432', 'postgresql://root@db.internal:5432', 'mysql://app@db.internal:5432', 'postgresql://app@db.internal:5433', ''])('goes to %j only when that is allowed', async (other) => {
    const { vault } = vaultOf(new MemoryStore());
    await vault.set(owner, new Secret('s3cret'), [target]);
    const asked = await vault.find(owner, other);
    expect(asked).toEqual({ kind: 'new-target', store: 'memory until this window closes', target: other, allowed: [target] });
    await vault.allow(owner, other);
    expect(await vault.find(owner, other)).toMatchObject({ kind: 'found' });
    expect(await vault.find(owner, target)).toMatchObject({ kind: 'found' });
  });

  it('elsewhere goes to a target only when that is allowed too', async () => {
    const { vault } = vaultOf(new MemoryStore());
    expect(await vault.find(owner, target)).toMatchObject({ kind: 'missing', agreed: false, allowed: [] });
    await vault.allow(owner, target);
    expect(await vault.find(owner, target)).toMatchObject({ kind: 'missing', agreed: true, allowed: [target] });
    expect(await vault.find({ ...owner, key: 'OTHER' }, target)).toMatchObject({ kind: 'missing', agreed: false });
    expect(await vault.find(owner, 'postgresql://app@other:5432')).toMatchObject({ kind: 'missing', agreed: false, allowed: [target] });
  });

  it.each(['stored', 'elsewhere'])('%s goes on when its server is checked, and is asked about when it is not any more', async (place) => {
    const { vault } = vaultOf(new MemoryStore());
    const checked = `${target} verify-full:public`;
    if (place === 'stored') await vault.set(owner, new Secret('s3cret'), [target]);
    else await vault.allow(owner, target);
    expect(await vault.find(owner, checked)).toMatchObject(place === 'stored' ? { kind: 'found' } : { agreed: true });
    await vault.delete(owner);
    if (place === 'stored') await vault.set(owner, new Secret('s3cret'), [checked]);
    else await vault.allow(owner, checked);
    const expected = { allowed: [checked], ...(place === 'stored' ? { kind: 'new-target' } : { agreed: false }) };
    for (const other of [target, `${target} verify-ca:public`, `${target} verify-full:sha256-1`]) expect(await vault.find(owner, other)).toMatchObject(expected);
  });

  it('keeps its targets when it is replaced, and loses them when it is deleted', async () => {
    const { vault, accounts } = vaultOf(new MemoryStore());
    await vault.set(owner, new Secret('one'), [target]);
    await vault.set(owner, new Secret('two'));
    expect(await vault.find(owner, target)).toMatchObject({ kind: 'found' });
    await vault.delete(owner);
    expect(accounts()).toEqual([]);
    await vault.set(owner, new Secret('three'));
    expect(await vault.find(owner, target)).toMatchObject({ kind: 'new-target', allowed: [] });
  });

  it('follows a renamed variable in every environment', async () => {
    const { vault, accounts } = vaultOf(new MemoryStore());
    await vault.set(owner, new Secret('dev'), [target]);
    await vault.set({ ...owner, environment: 'production' }, new Secret('prod'));
    await vault.set({ ...owner, workspace: 'file:///other' }, new Secret('other'));
    await vault.rename(owner.workspace, owner.key, 'NEW_KEY');
    expect(await vault.find({ ...owner, key: 'NEW_KEY' }, target)).toMatchObject({ kind: 'found' });
    expect(await vault.presence({ ...owner, key: 'NEW_KEY', environment: 'production' })).toMatchObject({ kind: 'stored' });
    expect(await vault.presence(owner)).toMatchObject({ kind: 'missing' });
    expect(vault.stored('file:///other')).toEqual([{ workspace: 'file:///other', environment: 'development', key: owner.key }]);
    expect(accounts().filter((account) => account.includes(`shop development ${owner.key}`))).toEqual([]);
  });

  it('that was erased from outside does not keep the others from following', async () => {
    const store = new MemoryStore();
    const { vault } = vaultOf(store);
    await vault.set(owner, new Secret('dev'));
    await vault.set({ ...owner, environment: 'production' }, new Secret('prod'));
    await store.delete(variableAccount(owner));
    await vault.rename(owner.workspace, owner.key, 'NEW_KEY');
    expect(await vault.presence({ ...owner, key: 'NEW_KEY', environment: 'production' })).toMatchObject({ kind: 'stored' });
  });

  it('stands nowhere in the ledger', async () => {
    const { vault, accounts } = vaultOf(new MemoryStore());
    await vault.set(owner, new Secret('s3cret'), [target]);
    expect(accounts()).toHaveLength(2);
    expect(JSON.stringify(accounts())).not.toContain('s3cret');
  });

  it('is held to its targets without a ledger, as on the command line', async () => {
    const store = new MemoryStore();
    await vaultOf(store).vault.set(owner, new Secret('s3cret'), [target]);
    const { vault } = vaultOf(store);
    expect(await vault.find(owner, target)).toMatchObject({ kind: 'found' });
    expect(await vault.find(owner, 'postgresql://app@other:5432')).toMatchObject({ kind: 'new-target', allowed: [] });
  });
});

describe('stores', () => {
  it('go to the next one where one is absent', async () => {
    const { vault } = vaultOf(failing('absent'), new MemoryStore());
    await vault.set(owner, new Secret('s3cret'), [target]);
    expect(await vault.find(owner, target)).toMatchObject({ kind: 'found', store: 'memory until this window closes' });
  });

  it('are not passed over when one refuses', async () => {
    const memory = new MemoryStore();
    await vaultOf(memory).vault.set(owner, new Secret('s3cret'), [target]);
    const { vault } = vaultOf(failing('refused'), memory);
    expect(await vault.find(owner, target)).toEqual({ kind: 'unavailable', store: 'the OS keychain', reason: 'It is refused.' });
    expect(await vault.presence(owner)).toMatchObject({ kind: 'unavailable' });
    await expect(vault.set(owner, new Secret('x'))).rejects.toThrow(StoreError);
  });

  it('say so when there is none', async () => {
    const none = { ...failing('absent'), label: 'the editor' };
    expect(await vaultOf(failing('absent'), none).vault.find(owner, target)).toMatchObject({ kind: 'unavailable', store: 'the OS keychain' });
  });

  it('do not hide a defect of theirs', async () => {
    const store = new FakeStore('the OS keychain');
    store.answer = 'breaks';
    await expect(vaultOf(store).vault.presence(owner)).rejects.toThrow(TypeError);
  });
});

describe('accounts', () => {
  it.each([
    owner,
    { workspace: 'file:///home/me/my%20shop', environment: 'my own env', key: 'A' },
    { workspace: 'vscode-remote://ssh-remote%2Bhost/shop', environment: '100 %', key: '_a1' },
  ])('are read back: %j', (given) => {
    const read = { ...given, workspace: canonicalUri(given.workspace) };
    expect(parseVariableAccount(variableAccount(given))).toEqual(read);
    expect(parseVariableAccount(variableTargetAccount(given, target))).toEqual({ ...read, target });
  });

  it.each([
    ['file:///c%3A/Users/me', 'file:///C:/Users/me'],
    ['file:///home/me/a%2Bb%40c', 'file:///home/me/a+b@c'],
    ['file:///home/me/shop/', 'file:///home/me/shop'],
    ['file:///%E5%95%86%E5%BA%97', 'file:///商店'],
  ])('are the same for %s and %s', (a, b) => {
    expect(variableAccount({ ...owner, workspace: a })).toBe(variableAccount({ ...owner, workspace: b }));
  });

  it('differ for names that only look alike', () => {
    expect(variableAccount({ ...owner, workspace: 'file:///a%2520b' })).not.toBe(variableAccount({ ...owner, workspace: 'file:///a%20b' }));
  });

  it('are never those of an element, whose id has no colon', () => {
    expect(parseAccount(variableAccount(owner))).toBeUndefined();
    expect(parseAccount(variableTargetAccount(owner, target))).toBeUndefined();
    expect(parseVariableAccount('6f1c0000 development postgresql://a@b:1')).toBeUndefined();
  });
});
