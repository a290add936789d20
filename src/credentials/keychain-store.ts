import * as z from 'zod/mini';
import { Secret } from './secret';
import { StoreError, type SecretStore } from './store';

const SERVICE = 'Database Elements';
/** Holds no secret, and is there for a moment only. */
const PROBE = `probe ${process.pid}`;
const LOCKED = /locked collection|dismissed|not allowed/i;

/** The part of keytar that is used. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const keytarShape = z.looseObject({ getPassword: z.function(), setPassword: z.function(), deletePassword: z.function() });

/** The operating system's keychain, by keytar, whose native part is loaded on first use. */
export class KeychainStore implements SecretStore {
  readonly label = 'the OS keychain';
  private keytar: Keytar | undefined;
  private probing: Promise<void> | undefined;

  /** `load` requires keytar; it throws where a system library is missing. */
  constructor(private readonly load: () => unknown) {}

  async get(account: string): Promise<Secret | undefined> {
    const value = await this.ask((keytar) => keytar.getPassword(SERVICE, account));
    if (value === null) await this.expectUnlocked();
    return value === null || value === '' ? undefined : new Secret(value);
  }

  async set(account: string, secret: Secret): Promise<void> {
    await this.ask((keytar) => keytar.setPassword(SERVICE, account, secret.reveal()));
  }

  async delete(account: string): Promise<void> {
    await this.ask((keytar) => keytar.deletePassword(SERVICE, account));
  }

  /** A locked Secret Service answers like an empty one; only writing tells them apart. One probe at a time: two would remove each other's. */
  private expectUnlocked(): Promise<void> {
    if (process.platform !== 'linux') return Promise.resolve();
    this.probing ??= this.probe().finally(() => {
      this.probing = undefined;
    });
    return this.probing;
  }

  private async probe(): Promise<void> {
    try {
      await this.ask(async (keytar) => {
        await keytar.setPassword(SERVICE, PROBE, 'unlocked');
        await keytar.deletePassword(SERVICE, PROBE);
      });
    } catch (error) {
      // Any other failure of the probe says nothing of the entry that was asked for.
      if (error instanceof StoreError && LOCKED.test(error.message)) throw error;
    }
  }

  private async ask<T>(question: (keytar: Keytar) => Promise<T>): Promise<T> {
    try {
      this.keytar ??= this.loaded();
      return await question(this.keytar);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw explain(error);
    }
  }

  /** Whatever keeps the native module from loading, it means that there is no keychain for this process. */
  private loaded(): Keytar {
    try {
      const loaded = this.load();
      if (!keytarShape.safeParse(loaded).success) throw new Error('keytar has not the functions expected of it');
      return loaded as Keytar;
    } catch (error) {
      throw new StoreError('absent', `There is no OS keychain here (${error instanceof Error ? error.message : String(error)}).`, { cause: error });
    }
  }
}

/** What libsecret and D-Bus say where there is no keychain at all; anything else is one that says no. */
const ABSENT = /autolaunch|machine-id|Could not connect|ServiceUnknown|not provided by any|not available|NoServer|connect to.*bus|\/bus: No such file|session does not exist/i;

function explain(error: unknown): StoreError {
  const message = error instanceof Error ? error.message : String(error);
  if (ABSENT.test(message)) return new StoreError('absent', `There is no OS keychain here (${message}).`, { cause: error });
  return new StoreError('refused', `The OS keychain is locked or refuses (${message}). Unlock it and try again.`, { cause: error });
}
