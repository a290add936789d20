import { draftAccount, parseAccount, passwordAccount, type PasswordOwner } from './account';
import type { Secret } from './secret';
import { StoreError, type SecretStore } from './store';

/** Remembers account names, never secrets, so that a password stored for an earlier target can be offered. */
export interface AccountLedger {
  read(): readonly string[];
  write(accounts: readonly string[]): PromiseLike<void>;
}

export type PasswordLookup =
  | { readonly kind: 'found'; readonly secret: Secret; readonly store: string; readonly draft: boolean }
  /** `others`: targets of the same element and environment that have a stored password. */
  | { readonly kind: 'missing'; readonly store: string; readonly others: readonly string[] }
  /** A store is there but did not answer; nothing is concluded from that. */
  | { readonly kind: 'unavailable'; readonly store: string; readonly reason: string };

/** A password that was typed into a form and waits for the save. */
type Draft = Omit<PasswordOwner, 'target'>;

/**
 * Passwords of elements: the preferred store first, the next where a store is absent. A store that refuses is never
 * passed over, so that a password does not end up in two places.
 */
export class Vault {
  /** `stores` is asked anew each time: a setting may change it. */
  constructor(
    private readonly stores: () => readonly SecretStore[],
    private readonly ledger: AccountLedger,
  ) {}

  /** The stored password. A form also takes the one that was typed into it; nobody else may, for it is bound to no target. */
  async find(owner: PasswordOwner, use: { readonly draft: boolean }): Promise<PasswordLookup> {
    try {
      if (use.draft && this.hasDraft(owner)) {
        const draft = await this.read(draftAccount(owner));
        if (draft.secret !== undefined) return { kind: 'found', secret: draft.secret, store: draft.store.label, draft: true };
      }
      const stored = await this.read(passwordAccount(owner));
      if (stored.secret !== undefined) return { kind: 'found', secret: stored.secret, store: stored.store.label, draft: false };
      return { kind: 'missing', store: stored.store.label, others: this.otherTargets(owner) };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { kind: 'unavailable', store: this.stores()[0]?.label ?? '', reason: error.message };
    }
  }

  /** Keeps a typed password until the document is saved; survives a reload of the window. */
  async keepDraft(draft: Draft, secret: Secret): Promise<void> {
    await this.write(draftAccount(draft), secret);
  }

  async dropDraft(draft: Draft): Promise<void> {
    await this.erase(draftAccount(draft));
  }

  hasDraft(draft: Draft): boolean {
    return this.ledger.read().includes(draftAccount(draft));
  }

  /** Binds the typed password to its target; the draft goes only after the password is safely stored. */
  async saveDraft(owner: PasswordOwner): Promise<boolean> {
    const { secret } = await this.read(draftAccount(owner));
    if (secret === undefined) return false;
    await this.write(passwordAccount(owner), secret);
    await this.erase(draftAccount(owner));
    return true;
  }

  /** Stores the password of another target for this one; the person has agreed to it. */
  async reuse(owner: PasswordOwner, otherTarget: string): Promise<boolean> {
    const { secret } = await this.read(passwordAccount({ ...owner, target: otherTarget }));
    if (secret === undefined) return false;
    await this.write(passwordAccount(owner), secret);
    return true;
  }

  /** Forgets the typed and the stored password of this target. */
  async forget(owner: PasswordOwner): Promise<void> {
    await this.erase(draftAccount(owner));
    await this.erase(passwordAccount(owner));
  }

  /** Forgets all passwords of an element, in every environment. */
  async forgetElement(elementId: string): Promise<void> {
    for (const account of this.ledger.read()) {
      if (parseAccount(account)?.elementId === elementId) await this.erase(account);
    }
  }

  private otherTargets(owner: PasswordOwner): string[] {
    return this.ledger.read().flatMap((account) => {
      const other = parseAccount(account);
      const same = other?.elementId === owner.elementId && other.environment === owner.environment;
      return same && other.target !== owner.target && other.target !== 'draft' ? [other.target] : [];
    });
  }

  /** Looks into every store that is there; `store` is the one that has it, else the one that would take it. */
  private async read(account: string): Promise<{ readonly secret: Secret | undefined; readonly store: SecretStore }> {
    let first: SecretStore | undefined;
    for (const store of this.stores()) {
      try {
        const secret = await store.get(account);
        if (secret !== undefined) return { secret, store };
        first ??= store;
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
    if (first === undefined) throw new StoreError('refused', 'No place to store a password answers.');
    return { secret: undefined, store: first };
  }

  private async write(account: string, secret: Secret): Promise<void> {
    for (const store of this.stores()) {
      try {
        await store.set(account, secret);
        const known = this.ledger.read();
        if (!known.includes(account)) await this.ledger.write([...known, account]);
        return;
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
    throw new StoreError('refused', 'No place to store a password answers. The password was not stored.');
  }

  private async erase(account: string): Promise<void> {
    for (const store of this.stores()) {
      try {
        await store.delete(account);
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
    const known = this.ledger.read();
    if (known.includes(account)) await this.ledger.write(known.filter((other) => other !== account));
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof StoreError && error.reason === 'absent';
}
