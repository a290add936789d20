import { beforeEach, describe, expect, it } from 'vitest';
import { draftAccount, passwordAccount, type PasswordOwner } from '../../../src/credentials/account';
import { Secret } from '../../../src/credentials/secret';
import { MemoryStore, type SecretStore } from '../../../src/credentials/store';
import { Vault } from '../../../src/credentials/vault';
import { FakeLedger, FakeStore } from './fakes';

const owner: PasswordOwner = { elementId: '0b8f6c1e-5a43', environment: 'development', target: 'postgresql://orders@localhost:5432' };
const moved = { ...owner, target: 'postgresql://orders@db.internal:5432' };
const account = passwordAccount(owner);
const draft = draftAccount(owner);

let keychain: FakeStore;
let editor: FakeStore;
let ledger: FakeLedger;
let stores: SecretStore[];
let vault: Vault;

beforeEach(() => {
  keychain = new FakeStore('the fake keychain');
  editor = new FakeStore('the fake editor storage');
  ledger = new FakeLedger();
  stores = [keychain, editor];
  vault = new Vault(() => stores, ledger);
});

const store = async (at: PasswordOwner, value: string) => {
  await vault.set(at, new Secret(value));
};

async function found(at: PasswordOwner, use = { draft: false }) {
  const lookup = await vault.find(at, use);
  return lookup.kind === 'found' ? { value: lookup.secret.reveal(), store: lookup.store, draft: lookup.draft } : lookup;
}

describe('finding a password', () => {
  it('takes the preferred store', async () => {
    keychain.secrets.set(account, 'from keychain');
    editor.secrets.set(account, 'from editor');
    expect(await found(owner)).toEqual({ value: 'from keychain', store: keychain.label, draft: false });
    expect(editor.calls).toEqual([]);
  });

  it('looks into the next store when the preferred has none', async () => {
    editor.secrets.set(account, 'from editor');
    expect(await found(owner)).toEqual({ value: 'from editor', store: editor.label, draft: false });
  });

  it('passes over a store that is absent', async () => {
    keychain.answer = 'absent';
    editor.secrets.set(account, 'from editor');
    expect(await found(owner)).toMatchObject({ value: 'from editor', store: editor.label });
  });

  it('names the store that would take the password when there is none', async () => {
    expect(await found(owner)).toEqual({ kind: 'missing', store: keychain.label, others: [] });
    keychain.answer = 'absent';
    expect(await found(owner)).toEqual({ kind: 'missing', store: editor.label, others: [] });
  });

  it('never passes over a store that refuses, and reports its reason', async () => {
    keychain.answer = 'refused';
    editor.secrets.set(account, 'from editor');
    expect(await found(owner)).toEqual({ kind: 'unavailable', store: keychain.label, reason: 'the fake keychain is refused' });
    expect(editor.calls).toEqual([]);
  });

  it('names the store that refused, not the absent one before it', async () => {
    keychain.answer = 'absent';
    editor.answer = 'refused';
    expect(await found(owner)).toEqual({ kind: 'unavailable', store: editor.label, reason: 'the fake editor storage is refused' });
  });

  it('says so when every store is absent', async () => {
    keychain.answer = 'absent';
    editor.answer = 'absent';
    expect(await found(owner)).toMatchObject({ kind: 'unavailable', reason: 'No place to store a password answers.' });
  });

  it('lets a defect through', async () => {
    keychain.answer = 'breaks';
    await expect(vault.find(owner, { draft: false })).rejects.toThrow(TypeError);
  });

  it('asks anew which stores there are', async () => {
    keychain.secrets.set(account, 'from keychain');
    await found(owner);
    stores = [new MemoryStore()];
    expect(await found(owner)).toMatchObject({ kind: 'missing', store: 'memory until this window closes' });
  });

  it('does not give it to another target, user, environment or element', async () => {
    await store(owner, 'secret');
    for (const other of [moved, { ...owner, target: 'postgresql://admin@localhost:5432' }, { ...owner, environment: 'production' }, { ...owner, elementId: 'other-id' }]) {
      expect(await found(other)).toMatchObject({ kind: 'missing' });
    }
  });
});

describe('a typed password', () => {
  beforeEach(async () => {
    keychain.secrets.set(account, 'stored');
    await vault.keepDraft(owner, new Secret('typed'));
  });

  it('is given only to who asks for it', async () => {
    expect(await found(owner, { draft: true })).toEqual({ value: 'typed', store: keychain.label, draft: true });
    expect(await found(owner, { draft: false })).toEqual({ value: 'stored', store: keychain.label, draft: false });
    expect(vault.drafts(owner.elementId)).toMatchObject([owner]);
  });

  it('is not given to a target that it was not typed for', async () => {
    expect(await found(moved, { draft: true })).toMatchObject({ kind: 'missing', others: [owner.target] });
    expect(await found({ ...owner, environment: 'production' }, { draft: true })).toMatchObject({ kind: 'missing', others: [] });
  });

  it('goes along when the person who typed it edits the target', async () => {
    await vault.moveDraft(owner, moved);
    expect(await found(moved, { draft: true })).toMatchObject({ value: 'typed', draft: true });
    expect(vault.drafts(owner.elementId)).toMatchObject([moved]);
  });

  it('is stored for its target by the save, and is no draft any more', async () => {
    await vault.moveDraft(owner, moved);
    await vault.saveDrafts(owner.elementId);
    expect(Object.fromEntries(keychain.secrets)).toEqual({ [account]: 'stored', [passwordAccount(moved)]: 'typed' });
    expect(vault.drafts(owner.elementId)).toEqual([]);
    expect(ledger.accounts).toEqual([passwordAccount(moved)]);
  });

  it('is stored for the environment that it was typed in, whatever is in use when it is saved', async () => {
    const production = { ...owner, environment: 'production' };
    await vault.keepDraft(production, new Secret('typed for production'));
    await vault.saveDrafts(owner.elementId);
    expect(await found(production)).toMatchObject({ value: 'typed for production' });
    expect(await found(owner)).toMatchObject({ value: 'typed' });
  });

  it('stays when the save fails', async () => {
    keychain.answer = 'refused';
    keychain.failing = 'set';
    await expect(vault.saveDrafts(owner.elementId)).rejects.toThrow('the fake keychain is refused');
    expect(keychain.secrets.get(draft)).toBe('typed');
    expect(vault.drafts(owner.elementId)).toHaveLength(1);
  });

  it('leaves the stored one when it is dropped', async () => {
    await vault.dropDrafts(owner.elementId);
    expect(await found(owner, { draft: true })).toMatchObject({ value: 'stored', draft: false });
    expect(keychain.secrets.has(draft)).toBe(false);
  });

  it('whose secret is gone, as after a restart with memory, is no draft after the next save', async () => {
    keychain.secrets.delete(draft);
    await vault.saveDrafts(owner.elementId);
    expect(vault.drafts(owner.elementId)).toEqual([]);
    expect(keychain.secrets.get(account)).toBe('stored');
  });
});

describe('storing', () => {
  it('falls through to the next store only where one is absent', async () => {
    keychain.answer = 'absent';
    await store(owner, 'secret');
    expect(editor.secrets.get(account)).toBe('secret');
  });

  it('never falls through where one refuses', async () => {
    keychain.answer = 'refused';
    await expect(vault.keepDraft(owner, new Secret('secret'))).rejects.toMatchObject({ name: 'StoreError', reason: 'refused' });
    expect(editor.calls).toEqual([]);
    expect(ledger.accounts).toEqual([]);
  });

  it('says that nothing was stored where every store is absent', async () => {
    stores = [];
    await expect(vault.keepDraft(owner, new Secret('secret'))).rejects.toThrow('The password was not stored.');
  });

  it('writes account names into the ledger, once, and never a secret', async () => {
    await store(owner, 'hunter2');
    await store(owner, 'hunter3');
    expect(ledger.accounts).toEqual([account]);
    expect(JSON.stringify(ledger)).not.toContain('hunter');
  });
});

describe('using the password of an earlier target', () => {
  beforeEach(() => store(owner, 'secret'));

  it('is offered for the same element and environment only, without drafts', async () => {
    await vault.keepDraft(owner, new Secret('typed'));
    expect(await found(moved)).toMatchObject({ kind: 'missing', others: [owner.target] });
    expect(await found({ ...moved, environment: 'production' })).toMatchObject({ others: [] });
    expect(await found({ ...moved, elementId: 'other-id' })).toMatchObject({ others: [] });
  });

  it('takes it as if it had been typed, to be stored with the next save', async () => {
    expect(await vault.reuse(moved, owner.target)).toBe(true);
    expect(await found(moved, { draft: true })).toMatchObject({ value: 'secret', draft: true });
    expect(await found(moved)).toMatchObject({ kind: 'missing' });
    await vault.saveDrafts(moved.elementId);
    expect(await found(moved)).toMatchObject({ value: 'secret' });
    expect(await found(owner)).toMatchObject({ value: 'secret' });
  });

  it('takes none of another element or environment', async () => {
    expect(await vault.reuse({ ...moved, elementId: 'other-id' }, owner.target)).toBe(false);
    expect(await vault.reuse({ ...moved, environment: 'production' }, owner.target)).toBe(false);
    expect(keychain.secrets.size).toBe(1);
  });

  it('works for environments with a space in their name', async () => {
    const spaced = { ...owner, environment: 'pre production' };
    await store(spaced, 'secret');
    expect(await found({ ...moved, environment: 'pre production' })).toMatchObject({ others: [owner.target] });
  });
});

describe('a server that has to prove who it is', () => {
  const full = { ...owner, target: `${owner.target} verify-full:public` };
  const ca = { ...owner, target: `${owner.target} verify-ca:public` };
  const own = { ...owner, target: `${owner.target} verify-full:sha256-1` };
  const targets = () => [...keychain.secrets.keys()];

  it('gets a password that was stored without that, and no other way round', async () => {
    await store(owner, 'secret');
    for (const checked of [full, ca, own]) expect(await found(checked)).toMatchObject({ value: 'secret' });
    await vault.forget(owner);
    await store(full, 'secret');
    for (const weaker of [owner, ca, own]) expect(await found(weaker)).toMatchObject({ kind: 'missing', others: [full.target] });
    expect(await found(full)).toMatchObject({ value: 'secret' });
  });

  it('gets a password that was stored for any server of its authority', async () => {
    await store(ca, 'secret');
    expect(await found(full)).toMatchObject({ value: 'secret' });
    expect(await found(own)).toMatchObject({ kind: 'missing' });
  });

  it('gets a typed password the same way', async () => {
    await vault.keepDraft(full, new Secret('typed'));
    expect(await found(owner, { draft: true })).toMatchObject({ kind: 'missing', others: [full.target] });
    await vault.keepDraft(owner, new Secret('typed'));
    expect(await found(full, { draft: true })).toMatchObject({ value: 'typed', draft: true });
  });

  it('shares one password with its address: the last that was stored, under the check of then', async () => {
    await store(full, 'old');
    await store(owner, 'new');
    expect(await found(full)).toMatchObject({ value: 'new' });
    expect(targets()).toEqual([passwordAccount(owner)]);
    await store(full, 'newer');
    expect(await found(owner)).toMatchObject({ kind: 'missing' });
    expect(targets()).toEqual([passwordAccount(full)]);
    expect(ledger.accounts).toEqual([passwordAccount(full)]);
  });

  it('is asked about once: with the save after that, the password goes both ways', async () => {
    await store(full, 'secret');
    expect(await vault.reuse(owner, full.target)).toBe(true);
    await vault.saveDrafts(owner.elementId);
    for (const each of [owner, full]) expect(await found(each)).toMatchObject({ value: 'secret' });
  });

  it.each([['as it is checked', full], ['as it is no more', owner]])('is forgotten %s, with all that its address has', async (_name, at) => {
    await store(full, 'secret');
    keychain.secrets.set(account, 'one that the ledger does not know');
    await vault.keepDraft(own, new Secret('typed'));
    await store(moved, 'other');
    await vault.forget(at);
    expect(targets()).toEqual([passwordAccount(moved)]);
    expect(ledger.accounts).toEqual([passwordAccount(moved)]);
  });

  it('is named before other addresses among those that have a password', async () => {
    await store(moved, 'other');
    await store(full, 'secret');
    expect(await found(owner)).toMatchObject({ others: [full.target, moved.target] });
  });
});

describe('forgetting', () => {
  it('removes the typed and the stored password of one target', async () => {
    await store(owner, 'secret');
    await store(moved, 'other');
    await vault.keepDraft(owner, new Secret('typed'));
    await vault.forget(owner);
    expect([...keychain.secrets.keys()]).toEqual([passwordAccount(moved)]);
    expect(ledger.accounts).toEqual([passwordAccount(moved)]);
  });

  it('removes all passwords of an element, in every environment and from every store', async () => {
    const production = { ...owner, environment: 'production' };
    const other = { ...owner, elementId: 'other-id' };
    for (const each of [owner, moved, production, other]) await store(each, 'secret');
    editor.secrets.set(account, 'an older one');
    await vault.keepDraft(owner, new Secret('typed'));
    await vault.forgetElement(owner.elementId);
    expect([...keychain.secrets.keys()]).toEqual([passwordAccount(other)]);
    expect(editor.secrets.size).toBe(0);
    expect(ledger.accounts).toEqual([passwordAccount(other)]);
  });

  it('keeps the account in the ledger when the store refuses, so that it can be tried again', async () => {
    await store(owner, 'secret');
    keychain.answer = 'refused';
    await expect(vault.forget(owner)).rejects.toMatchObject({ reason: 'refused' });
    expect(ledger.accounts).toEqual([account]);
  });
});
