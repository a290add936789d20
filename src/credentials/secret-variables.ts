import { canonicalUri, parseVariableAccount, variableAccount, variableTargetAccount, type VariableOwner } from './account';
import { satisfiedTargets } from './checked-target';
import { Secret } from './secret';
import { StoreError, type SecretStore } from './store';
import { StoreChain, type AccountLedger } from './store-chain';

export type SecretVariableLookup =
  | { readonly kind: 'found'; readonly secret: Secret; readonly store: string }
  /** None is stored. `agreed`: a person has agreed that the variable's value, wherever else it stands, goes to this target; `allowed` as below. */
  | { readonly kind: 'missing'; readonly store: string; readonly agreed: boolean; readonly allowed: readonly string[] }
  /** A value is stored, and nobody has agreed to send it to this target yet; `allowed` are the targets it may go to, as far as they are known. */
  | { readonly kind: 'new-target'; readonly store: string; readonly target: string; readonly allowed: readonly string[] }
  /** A store is there but did not answer; nothing is concluded from that. */
  | { readonly kind: 'unavailable'; readonly store: string; readonly reason: string };

/** Whether a value is stored, without the value. */
export type SecretPresence =
  | { readonly kind: 'stored'; readonly store: string }
  | { readonly kind: 'missing'; readonly store: string }
  | { readonly kind: 'unavailable'; readonly store: string; readonly reason: string };

/** What stands in a store beside a value: the account's name says all, stores just take no empty text. */
const ALLOWED = new Secret('allowed');

/**
 * Values of secret variables in the current application. A value goes only to targets (see checked-target.ts) that a
 * person has agreed to, or that demand more of their server. That is kept in the store, not only in the ledger, so that the command line obeys it as well.
 */
export class SecretVariables {
  private readonly chain: StoreChain;

  /** `stores` is asked anew each time: a setting may change it. */
  constructor(
    stores: () => readonly SecretStore[],
    private readonly ledger: AccountLedger,
  ) {
    this.chain = new StoreChain(stores, ledger);
  }

  /** The value for a connection to `target`. Never rejects with StoreError. */
  async find(owner: VariableOwner, target: string): Promise<SecretVariableLookup> {
    return this.answer(async () => {
      const { secret, store } = await this.chain.read(variableAccount(owner));
      const agreed = await this.isAgreed(owner, target);
      if (secret === undefined) return { kind: 'missing', store: store.label, agreed, allowed: this.allowedTargets(owner) };
      if (!agreed) return { kind: 'new-target', store: store.label, target, allowed: this.allowedTargets(owner) };
      return { kind: 'found', secret, store: store.label };
    });
  }

  /** Whether a value is stored. Never rejects with StoreError. */
  async presence(owner: VariableOwner): Promise<SecretPresence> {
    return this.answer(async () => {
      const { secret, store } = await this.chain.read(variableAccount(owner));
      return { kind: secret === undefined ? 'missing' : 'stored', store: store.label };
    });
  }

  /**
   * Stores a value; `targets` are those that the person has in view while typing it. Targets agreed to earlier stay.
   * Rejects with StoreError when no store takes it.
   */
  async set(owner: VariableOwner, secret: Secret, targets: readonly string[] = []): Promise<void> {
    await this.chain.write(variableAccount(owner), secret);
    for (const target of targets) await this.allow(owner, target);
  }

  /** The person has agreed that the value may go to this target. Rejects with StoreError. */
  async allow(owner: VariableOwner, target: string): Promise<void> {
    await this.chain.write(variableTargetAccount(owner, target), ALLOWED);
  }

  /** Forgets the value and where it may go. Rejects with StoreError. */
  async delete(owner: VariableOwner): Promise<void> {
    for (const target of this.allowedTargets(owner)) await this.chain.erase(variableTargetAccount(owner, target));
    await this.chain.erase(variableAccount(owner));
  }

  /** Takes the values of a renamed variable along, in every environment; the old ones go last. Rejects with StoreError. */
  async rename(workspace: string, from: string, to: string): Promise<void> {
    for (const owner of this.stored(workspace).filter(({ key }) => key === from)) {
      const { secret } = await this.chain.read(variableAccount(owner));
      if (secret === undefined) continue;
      await this.set({ ...owner, key: to }, secret, this.allowedTargets(owner));
      await this.delete(owner);
    }
  }

  /** The values that are stored for a workspace folder, as far as the ledger knows. */
  stored(workspace: string): VariableOwner[] {
    return this.accounts().flatMap((account) =>
      account.target === undefined && account.workspace === canonicalUri(workspace) ? [{ workspace, environment: account.environment, key: account.key }] : [],
    );
  }

  private async isAgreed(owner: VariableOwner, target: string): Promise<boolean> {
    for (const satisfied of satisfiedTargets(target)) {
      if ((await this.chain.read(variableTargetAccount(owner, satisfied))).secret !== undefined) return true;
    }
    return false;
  }

  /** The targets that the value may go to, as far as the ledger knows. */
  allowedTargets(owner: VariableOwner): string[] {
    const own = variableAccount(owner);
    return this.accounts().flatMap((account) => (account.target !== undefined && variableAccount(account) === own ? [account.target] : []));
  }

  private accounts() {
    return this.ledger.read().flatMap((account) => parseVariableAccount(account) ?? []);
  }

  private async answer<T>(ask: () => Promise<T>): Promise<T | Extract<SecretPresence, { kind: 'unavailable' }>> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { kind: 'unavailable', store: this.chain.labelOf(error), reason: error.message };
    }
  }
}
