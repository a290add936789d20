import { describe, expect, it } from 'vitest';
import { EditorStore, type EditorSecrets } from '../../../src/credentials/editor-store';
import { KeychainStore } from '../../../src/credentials/keychain-store';
import { Secret } from '../../../src/credentials/secret';
import { MemoryStore, StoreError, type SecretStore } from '../../../src/credentials/store';

/** keytar over a map. */
class FakeKeytar {
  readonly passwords = new Map<string, string>();

  getPassword(service: string, account: string): Promise<string | null> {
    return Promise.resolve(this.passwords.get(`${service}|${account}`) ?? null);
  }

  setPassword(service: string, account: string, password: string): Promise<void> {
    this.passwords.set(`${service}|${account}`, password);
    return Promise.resolve();
  }

  deletePassword(service: string, account: string): Promise<boolean> {
    return Promise.resolve(this.passwords.delete(`${service}|${account}`));
  }
}

/** A keytar whose every function fails with a message. */
function fakeFailingKeytar(message: string): FakeKeytar {
  const fail = () => Promise.reject(new Error(message));
  return Object.assign(new FakeKeytar(), { getPassword: fail, setPassword: fail, deletePassword: fail });
}

/** VS Code's SecretStorage over a map. */
class FakeEditorSecrets implements EditorSecrets {
  readonly values = new Map<string, string>();

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.values.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}

const stores: readonly (readonly [string, () => SecretStore])[] = [
  ['MemoryStore', () => new MemoryStore()],
  ['KeychainStore', () => { const keytar = new FakeKeytar(); return new KeychainStore(() => keytar); }],
  ['EditorStore', () => new EditorStore(new FakeEditorSecrets())],
];

describe.each(stores)('%s', (_name, make) => {
  it('gives back what was stored, and forgets what was deleted', async () => {
    const store = make();
    expect(await store.get('account')).toBeUndefined();
    await store.set('account', new Secret('first'));
    await store.set('account', new Secret('pässwörd 密码 "\\'));
    expect((await store.get('account'))?.reveal()).toBe('pässwörd 密码 "\\');
    expect(await store.get('other')).toBeUndefined();
    await store.delete('account');
    await store.delete('account');
    expect(await store.get('account')).toBeUndefined();
  });

  it('has a name for people', () => {
    expect(make().label).toMatch(/^[\w' ]{5,}$/);
  });
});

async function errorOf(store: SecretStore, operation: 'get' | 'set' | 'delete'): Promise<unknown> {
  const asked = operation === 'set' ? store.set('account', new Secret('hunter2')) : store[operation]('account');
  return asked.then(() => undefined, (error: unknown) => error);
}

describe('KeychainStore', () => {
  it('keeps passwords under one service', async () => {
    const keytar = new FakeKeytar();
    await new KeychainStore(() => keytar).set('account', new Secret('x'));
    expect([...keytar.passwords.keys()]).toEqual(['Database Elements|account']);
  });

  it('loads keytar on first use, once', async () => {
    let loads = 0;
    const store = new KeychainStore(() => { loads += 1; return new FakeKeytar(); });
    expect(loads).toBe(0);
    await store.get('a');
    await store.get('b');
    expect(loads).toBe(1);
  });

  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'absent'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'absent'],
    ['Could not connect: No such file or directory', 'absent'],
    ['Cannot spawn a message bus without a machine-id: Unable to load /var/lib/dbus/machine-id', 'absent'],
    ['Cannot create an item in a locked collection', 'refused'],
    ['Prompt dismissed', 'refused'],
    ['User interaction is not allowed.', 'refused'],
    ['User canceled the operation.', 'refused'],
    ['Access is denied.', 'refused'],
  ])('takes "%s" for %s', async (message, reason) => {
    for (const operation of ['get', 'set', 'delete'] as const) {
      const error = await errorOf(new KeychainStore(() => fakeFailingKeytar(message)), operation);
      expect(error).toBeInstanceOf(StoreError);
      expect(error).toMatchObject({ reason, cause: { message } });
      expect((error as StoreError).message).toContain(message);
      expect((error as StoreError).message).not.toContain('hunter2');
    }
  });

  it.each([
    ['a missing libsecret', () => { throw new Error('libsecret-1.so.0: cannot open shared object file: No such file or directory'); }],
    ['a missing keytar', () => { throw new Error("Cannot find module 'keytar'"); }],
    ['something else than keytar', () => ({ getPassword: 'no function' })],
    ['nothing', () => undefined],
  ])('takes %s for absent, and tries again the next time', async (_name, load) => {
    let broken = true;
    const store = new KeychainStore(() => (broken ? load() : new FakeKeytar()));
    expect(await errorOf(store, 'get')).toMatchObject({ name: 'StoreError', reason: 'absent' });
    broken = false;
    expect(await store.get('account')).toBeUndefined();
  });

  it('takes an empty password for none', async () => {
    const keytar = new FakeKeytar();
    keytar.passwords.set('Database Elements|account', '');
    expect(await new KeychainStore(() => keytar).get('account')).toBeUndefined();
  });

  it('asks one question at a time, and goes on after one that failed', async () => {
    let open = 0;
    let together = 0;
    const answer = async (error?: Error): Promise<null> => {
      open += 1;
      together = Math.max(together, open);
      await new Promise(setImmediate);
      open -= 1;
      if (error) throw error;
      return null;
    };
    const locked = new Error('Cannot create an item in a locked collection');
    const keytar = Object.assign(new FakeKeytar(), { getPassword: () => answer(), setPassword: () => answer(locked) });
    const store = new KeychainStore(() => keytar);
    const errors = await Promise.all([errorOf(store, 'set'), errorOf(store, 'set'), errorOf(store, 'delete')]);
    expect(errors).toMatchObject([{ reason: 'refused' }, { reason: 'refused' }, undefined]);
    await Promise.all(['a', 'b', 'c'].map((account) => store.get(account).catch(() => undefined)));
    expect(together).toBe(1);
  });

  it.runIf(process.platform === 'linux')('finds a password when the keychain is unlocked just after it was asked', async () => {
    const keytar = new FakeKeytar();
    keytar.passwords.set('Database Elements|account', 'hunter2');
    const getPassword = keytar.getPassword.bind(keytar);
    // A locked Secret Service answers like an empty one.
    let isLocked = true;
    const unlockedAfterwards = Object.assign(keytar, {
      getPassword: (service: string, account: string) => {
        if (!isLocked) return getPassword(service, account);
        isLocked = false;
        return Promise.resolve(null);
      },
    });
    expect((await new KeychainStore(() => unlockedAfterwards).get('account'))?.reveal()).toBe('hunter2');
  });
});

describe('EditorStore', () => {
  it.each(['get', 'set', 'delete'] as const)('reports a storage that fails on %s as one that refuses', async (operation) => {
    const fail = () => Promise.reject(new Error('the encryption key is lost'));
    const error = await errorOf(new EditorStore({ get: fail, store: fail, delete: fail }), operation);
    expect(error).toMatchObject({ name: 'StoreError', reason: 'refused', cause: { message: 'the encryption key is lost' } });
    expect((error as StoreError).message).toContain('the encryption key is lost');
  });

  it('takes an empty password for none', async () => {
    const secrets = new FakeEditorSecrets();
    secrets.values.set('account', '');
    expect(await new EditorStore(secrets).get('account')).toBeUndefined();
  });
});
