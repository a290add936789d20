import { draftAccount, parseAccount, passwordAccount, type PasswordOwner } from './account';
import type { Secret } from './secret';
import type { SecretPresence } from './secret-variables';
import { StoreError, type SecretStore } from './store';
import { StoreChain, type AccountLedger } from './store-chain';

export type { AccountLedger } from './store-chain';

export type PasswordLookup =
  | { readonly kind: 'found'; readonly secret: Secret; readonly store: string; readonly draft: boolean }
  /** `others`: targets of the same element and environment that have a stored password. */
  | { readonly kind: 'missing'; readonly store: string; readonly others: readonly string[] }
  /** A store is there but did not answer; nothing is concluded from that. */
  | { readonly kind: 'unavailable'; readonly store: string; readonly reason: string };

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

  /** The stored password. A form also takes the one that was typed into it for this very target. */
  async find(owner: PasswordOwner, use: { readonly draft: boolean }): Promise<PasswordLookup> {
    try {
      if (use.draft && this.ledger.read().includes(draftAccount(owner))) {
        const draft = await this.chain.read(draftAccount(owner));
        if (draft.secret !== undefined) return { kind: 'found', secret: draft.secret, store: draft.store.label, draft: true };
      }
      const stored = await this.chain.read(passwordAccount(owner));
      if (stored.secret !== undefined) return { kind: 'found', secret: stored.secret, store: stored.store.label, draft: false };
      return { kind: 'missing', store: stored.store.label, others: this.otherTargets(owner, use) };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { kind: 'unavailable', store: this.chain.labelOf(error), reason: error.message };
    }
  }

  /** Whether a form would find a password, stored or typed. Never rejects with StoreError. */
  async presence(owner: PasswordOwner): Promise<SecretPresence> {
    const found = await this.find(owner, { draft: true });
    return found.kind === 'found' ? { kind: 'stored', store: found.store } : found;
  }

  /** Stores a password for a target. Rejects with StoreError. */
  async set(owner: PasswordOwner, secret: Secret): Promise<void> {
    await this.chain.write(passwordAccount(owner), secret);
  }

  /** Keeps a typed password until the document is saved; survives a reload of the window. One per element and environment. */
  async keepDraft(owner: PasswordOwner, secret: Secret): Promise<void> {
    await this.chain.write(draftAccount(owner), secret);
    for (const other of this.drafts(owner.elementId)) {
      if (other.environment === owner.environment && other.target !== owner.target) await this.chain.erase(draftAccount(other));
    }
  }

  /** The typed passwords of an element that wait for the save. */
  drafts(elementId: string): PasswordOwner[] {
    return this.owners().filter((owner) => owner.draft && owner.elementId === elementId);
  }

  /** Takes a typed password along when the person who typed it edits the target in the same form. */
  async moveDraft(from: PasswordOwner, to: PasswordOwner): Promise<void> {
    const { secret } = await this.chain.read(draftAccount(from));
    if (secret !== undefined) await this.keepDraft(to, secret);
  }

  async dropDrafts(elementId: string): Promise<void> {
    for (const draft of this.drafts(elementId)) await this.chain.erase(draftAccount(draft));
  }

  /** Stores the typed passwords of an element for the targets they were typed for; each draft goes only after that. */
  async saveDrafts(elementId: string): Promise<void> {
    for (const draft of this.drafts(elementId)) {
      const { secret } = await this.chain.read(draftAccount(draft));
      if (secret !== undefined) await this.set(draft, secret);
      await this.chain.erase(draftAccount(draft));
    }
  }

  /** Takes the password of another target as if it had been typed; the person has agreed to it. */
  async reuse(owner: PasswordOwner, otherTarget: string): Promise<boolean> {
    const other = { ...owner, target: otherTarget };
    const { secret } = await this.chain.read(passwordAccount(other));
    const typed = secret ?? (await this.chain.read(draftAccount(other))).secret;
    if (typed === undefined) return false;
    await this.keepDraft(owner, typed);
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

  private otherTargets(owner: PasswordOwner, use: { readonly draft: boolean }): string[] {
    const others = this.owners().filter((other) => other.elementId === owner.elementId && other.environment === owner.environment && other.target !== owner.target && (use.draft || !other.draft));
    return [...new Set(others.map((other) => other.target))];
  }

  private owners() {
    return this.ledger.read().flatMap((account) => parseAccount(account) ?? []);
  }
}
