import { draftAccount, parseAccount, passwordAccount, type PasswordOwner } from './account';
import { addressOfTarget, satisfiedTargets } from './checked-target';
import type { Secret } from './secret';
import type { SecretPresence } from './secret-variables';
import { StoreError, type SecretStore } from './store';
import { StoreChain, type AccountLedger } from './store-chain';

export type { AccountLedger } from './store-chain';

export type PasswordLookup =
  | { readonly kind: 'found'; readonly secret: Secret; readonly store: string; readonly draft: boolean }
  /** `others`: targets of the same element and environment that have a stored password, those of the same address first. */
  | { readonly kind: 'missing'; readonly store: string; readonly others: readonly string[] }
  /** A store is there but did not answer; nothing is concluded from that. */
  | { readonly kind: 'unavailable'; readonly store: string; readonly reason: string };

/** Passwords of elements, each bound to its target. An address has one stored password, under the check that it was saved with. */
export class Vault {
  private readonly chain: StoreChain;

  /** `stores` is asked anew each time: a setting may change it. */
  constructor(
    stores: () => readonly SecretStore[],
    private readonly ledger: AccountLedger,
  ) {
    this.chain = new StoreChain(stores, ledger);
  }

  /** The password that may go to a target. A form also takes the one that was typed into it. */
  async find(owner: PasswordOwner, use: { readonly draft: boolean }): Promise<PasswordLookup> {
    try {
      let store = '';
      for (const target of satisfiedTargets(owner.target)) {
        const satisfied = { ...owner, target };
        if (use.draft && this.ledger.read().includes(draftAccount(satisfied))) {
          const draft = await this.chain.read(draftAccount(satisfied));
          if (draft.secret !== undefined) return { kind: 'found', secret: draft.secret, store: draft.store.label, draft: true };
        }
        const stored = await this.chain.read(passwordAccount(satisfied));
        if (stored.secret !== undefined) return { kind: 'found', secret: stored.secret, store: stored.store.label, draft: false };
        store = stored.store.label;
      }
      return { kind: 'missing', store, others: this.otherTargets(owner, use) };
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

  /** Stores a password for a target, in place of the one that its address had. Rejects with StoreError. */
  async set(owner: PasswordOwner, secret: Secret): Promise<void> {
    await this.chain.write(passwordAccount(owner), secret);
    for (const other of this.ofSameAddress(owner)) {
      if (!other.draft && other.target !== owner.target) await this.chain.erase(passwordAccount(other));
    }
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

  /** Forgets the typed and the stored password of this target's address, however its server is checked. */
  async forget(owner: PasswordOwner): Promise<void> {
    const targets = new Set([...satisfiedTargets(owner.target), ...this.ofSameAddress(owner).map((other) => other.target)]);
    for (const target of targets) {
      await this.chain.erase(draftAccount({ ...owner, target }));
      await this.chain.erase(passwordAccount({ ...owner, target }));
    }
  }

  /** Forgets all passwords of an element, in every environment. */
  async forgetElement(elementId: string): Promise<void> {
    for (const account of this.ledger.read()) {
      if (parseAccount(account)?.elementId === elementId) await this.chain.erase(account);
    }
  }

  private otherTargets(owner: PasswordOwner, use: { readonly draft: boolean }): string[] {
    const others = this.ofSameElement(owner).filter((other) => other.target !== owner.target && (use.draft || !other.draft)).map((other) => other.target);
    const near = this.ofSameAddress(owner).map((other) => other.target);
    return [...new Set([...others.filter((target) => near.includes(target)), ...others])];
  }

  private ofSameAddress(owner: PasswordOwner) {
    return this.ofSameElement(owner).filter((other) => addressOfTarget(other.target) === addressOfTarget(owner.target));
  }

  private ofSameElement({ elementId, environment }: PasswordOwner) {
    return this.owners().filter((other) => other.elementId === elementId && other.environment === environment);
  }

  private owners() {
    return this.ledger.read().flatMap((account) => parseAccount(account) ?? []);
  }
}
