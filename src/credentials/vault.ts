import { draftAccount, parseAccount, passwordAccount, type PasswordOwner } from './account';
import type { Secret } from './secret';
import { StoreError, type SecretStore } from './store';
import { StoreChain, type AccountLedger } from './store-chain';

export type { AccountLedger } from './store-chain';

export type PasswordLookup =
  | { readonly kind: 'found'; readonly secret: Secret; readonly store: string; readonly draft: boolean }
  /** `others`: targets of the same element and environment that have a stored password. */
  | { readonly kind: 'missing'; readonly store: string; readonly others: readonly string[] }
  /** A store is there but did not answer; nothing is concluded from that. */
  | { readonly kind: 'unavailable'; readonly store: string; readonly reason: string };

/** A password that was typed into a form and waits for the save. */
type Draft = Omit<PasswordOwner, 'target'>;

/** Passwords of elements, each bound to its target. */
export class Vault {
  private readonly chain: StoreChain;

  /** `stores` is asked anew each time: a setting may change it. */
  constructor(
    stores: () => readonly SecretStore[],
    private readonly ledger: AccountLedger,
  ) {
    this.chain = new StoreChain(stores, ledger);
  }

  /** The stored password. A form also takes the one that was typed into it; nobody else may, for it is bound to no target. */
  async find(owner: PasswordOwner, use: { readonly draft: boolean }): Promise<PasswordLookup> {
    try {
      if (use.draft && this.hasDraft(owner)) {
        const draft = await this.chain.read(draftAccount(owner));
        if (draft.secret !== undefined) return { kind: 'found', secret: draft.secret, store: draft.store.label, draft: true };
      }
      const stored = await this.chain.read(passwordAccount(owner));
      if (stored.secret !== undefined) return { kind: 'found', secret: stored.secret, store: stored.store.label, draft: false };
      return { kind: 'missing', store: stored.store.label, others: this.otherTargets(owner) };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { kind: 'unavailable', store: this.chain.labelOf(error), reason: error.message };
    }
  }

  /** Keeps a typed password until the document is saved; survives a reload of the window. */
  async keepDraft(draft: Draft, secret: Secret): Promise<void> {
    await this.chain.write(draftAccount(draft), secret);
  }

  async dropDraft(draft: Draft): Promise<void> {
    await this.chain.erase(draftAccount(draft));
  }

  hasDraft(draft: Draft): boolean {
    return this.ledger.read().includes(draftAccount(draft));
  }

  /** Binds the typed password to its target; the draft goes only after the password is safely stored. */
  async saveDraft(owner: PasswordOwner): Promise<boolean> {
    const { secret } = await this.chain.read(draftAccount(owner));
    if (secret === undefined) return false;
    await this.chain.write(passwordAccount(owner), secret);
    await this.chain.erase(draftAccount(owner));
    return true;
  }

  /** Takes the password of another target as if it had been typed; the person has agreed to it. */
  async reuse(owner: PasswordOwner, otherTarget: string): Promise<boolean> {
    const { secret } = await this.chain.read(passwordAccount({ ...owner, target: otherTarget }));
    if (secret === undefined) return false;
    await this.keepDraft(owner, secret);
    return true;
  }

  /** Forgets the typed and the stored password of this target. */
  async forget(owner: PasswordOwner): Promise<void> {
    await this.chain.erase(draftAccount(owner));
    await this.chain.erase(passwordAccount(owner));
  }

  /** Forgets all passwords of an element, in every environment. */
  async forgetElement(elementId: string): Promise<void> {
    for (const account of this.ledger.read()) {
      if (parseAccount(account)?.elementId === elementId) await this.chain.erase(account);
    }
  }

  private otherTargets(owner: PasswordOwner): string[] {
    return this.ledger.read().flatMap((account) => {
      const other = parseAccount(account);
      const same = other?.elementId === owner.elementId && other.environment === owner.environment;
      return same && other.target !== owner.target && other.target !== 'draft' ? [other.target] : [];
    });
  }
}
