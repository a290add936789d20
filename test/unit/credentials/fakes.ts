import { Secret } from '../../../src/credentials/secret';
import { StoreError, type SecretStore } from '../../../src/credentials/store';
import type { AccountLedger } from '../../../src/credentials/vault';

/** Keeps secrets in plain sight of the test, and says no when told to. */
export class FakeStore implements SecretStore {
  readonly secrets = new Map<string, string>();
  readonly calls: string[] = [];
  /** How the store answers: it works, is not there, is locked, or fails in a way that nobody foresaw. */
  answer: 'works' | 'absent' | 'refused' | 'breaks' = 'works';
  /** Only this operation fails. */
  failing: 'get' | 'set' | 'delete' | 'all' = 'all';

  constructor(readonly label: string) {}

  get(account: string): Promise<Secret | undefined> {
    return this.ask('get', account, () => {
      const value = this.secrets.get(account);
      return value === undefined ? undefined : new Secret(value);
    });
  }

  set(account: string, secret: Secret): Promise<void> {
    return this.ask('set', account, () => void this.secrets.set(account, secret.reveal()));
  }

  delete(account: string): Promise<void> {
    return this.ask('delete', account, () => void this.secrets.delete(account));
  }

  private async ask<T>(operation: 'get' | 'set' | 'delete', account: string, work: () => T): Promise<T> {
    await Promise.resolve();
    this.calls.push(`${operation} ${account}`);
    if (this.answer === 'works' || (this.failing !== 'all' && this.failing !== operation)) return work();
    if (this.answer === 'breaks') throw new TypeError(`${this.label} broke`);
    throw new StoreError(this.answer, `${this.label} is ${this.answer}`);
  }
}

export class FakeLedger implements AccountLedger {
  accounts: readonly string[] = [];

  read(): readonly string[] {
    return this.accounts;
  }

  write(accounts: readonly string[]): Promise<void> {
    this.accounts = accounts;
    return Promise.resolve();
  }
}
