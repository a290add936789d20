import type { Secret } from './secret';
import { StoreError, type SecretStore } from './store';

/** Remembers account names, never secrets, so that a secret stored for an earlier target can be offered. */
export interface AccountLedger {
  read(): readonly string[];
  /** `changed` is the account whose secret was stored or erased, also where the list stays as it is. */
  write(accounts: readonly string[], changed: string): PromiseLike<void>;
}

/**
 * The preferred store first, the next where a store is absent. A store that refuses is never passed over, so that a
 * secret does not end up in two places. Every method rejects with StoreError when a store refuses or none is there.
 */
export class StoreChain {
  /** `stores` is asked anew each time: a setting may change it. */
  constructor(
    private readonly stores: () => readonly SecretStore[],
    private readonly ledger: AccountLedger,
  ) {}

  /** The store that an error came from, for people; the preferred one when none is there. */
  labelOf(error: StoreError): string {
    return error instanceof Refusal ? error.store : (this.stores()[0]?.label ?? '');
  }

  /** Looks into every store that is there; `store` is the one that has it, else the one that would take it. */
  async read(account: string): Promise<{ readonly secret: Secret | undefined; readonly store: SecretStore }> {
    let first: SecretStore | undefined;
    for (const store of this.stores()) {
      try {
        const secret = await store.get(account);
        if (secret !== undefined) return { secret, store };
        first ??= store;
      } catch (error) {
        if (!isAbsent(error)) throw error instanceof StoreError ? new Refusal(store.label, error) : error;
      }
    }
    if (first === undefined) throw new StoreError('refused', 'No place to store a password answers.');
    return { secret: undefined, store: first };
  }

  async write(account: string, secret: Secret): Promise<void> {
    for (const store of this.stores()) {
      try {
        await store.set(account, secret);
        const known = this.ledger.read();
        await this.ledger.write(known.includes(account) ? known : [...known, account], account);
        return;
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
    throw new StoreError('refused', 'No place to store a password answers. The password was not stored.');
  }

  async erase(account: string): Promise<void> {
    for (const store of this.stores()) {
      try {
        await store.delete(account);
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
    const known = this.ledger.read();
    await this.ledger.write(known.filter((other) => other !== account), account);
  }
}

/** Tells which of the stores it was. */
class Refusal extends StoreError {
  constructor(
    readonly store: string,
    cause: StoreError,
  ) {
    super(cause.reason, cause.message, { cause });
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof StoreError && error.reason === 'absent';
}
