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

/**
 * The operating system's keychain, by keytar, whose native part is loaded on first use. It is asked one question at a time:
 * a locked keychain holds each back for as long as its own dialog is open, in a thread of the pool that files and sockets of
 * the process need too.
 */
export class KeychainStore implements SecretStore {
  readonly label = 'the OS keychain';
  private keytar: Keytar | undefined;
  private probing: Promise<void> | undefined;
  /** Settles when every question that was asked has its answer. */
  private answered: Promise<unknown> = Promise.resolve();

  /** `load` requires keytar; it throws where a system library is missing. */
  constructor(private readonly load: () => unknown) {}

  async get(account: string): Promise<Secret | undefined> {
    const value = (await this.lookUp(account)) ?? (await this.lookUpUnlocked(account));
    return value === null || value === '' ? undefined : new Secret(value);
  }

  async set(account: string, secret: Secret): Promise<void> {
    await this.ask((keytar) => keytar.setPassword(SERVICE, account, secret.reveal()));
  }

  async delete(account: string): Promise<void> {
    await this.ask((keytar) => keytar.deletePassword(SERVICE, account));
  }

  private lookUp(account: string): Promise<string | null> {
    return this.ask((keytar) => keytar.getPassword(SERVICE, account));
  }

  /** Looks again where the keychain may have been locked at first: it can be unlocked at any moment. */
  private async lookUpUnlocked(account: string): Promise<string | null> {
    if (process.platform !== 'linux') return null;
    await this.expectUnlocked();
    return this.lookUp(account);
  }

  /** A locked Secret Service answers like an empty one; only writing tells them apart. One probe at a time: two would remove each other's. */
  private expectUnlocked(): Promise<void> {
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

  private ask<T>(question: (keytar: Keytar) => Promise<T>): Promise<T> {
    const answer = this.answered.then(() => this.askNow(question));
    this.answered = answer.catch(() => undefined);
    return answer;
  }

  private async askNow<T>(question: (keytar: Keytar) => Promise<T>): Promise<T> {
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
