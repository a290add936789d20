import { parseAccount, passwordAccount, variableAccount, type PasswordOwner, type VariableOwner } from './account';
import type { SecretPresence, SecretVariables } from './secret-variables';
import type { Vault } from './vault';

/**
 * Whether stores hold secrets, each asked once: a keychain takes milliseconds for an answer, tens of them for one that says
 * no, and a locked one puts a dialog before each. Questions go one after the other, and none behind one that was refused.
 */
export class KnownPresence {
  private readonly answers = new Map<string, Promise<SecretPresence>>();
  private refusal: SecretPresence | undefined;
  /** Settles when every question that was asked has its answer. */
  private answered: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly vault: Pick<Vault, 'presence'>,
    private readonly variables: Pick<SecretVariables, 'presence'>,
  ) {}

  /** Of the password of an element, stored or typed. Never rejects with StoreError. */
  ofPassword(owner: PasswordOwner): Promise<SecretPresence> {
    return this.answer(passwordAccount(owner), () => this.vault.presence(owner));
  }

  /** Of the value of a secret variable. Never rejects with StoreError. */
  ofVariable(owner: VariableOwner): Promise<SecretPresence> {
    return this.answer(variableAccount(owner), () => this.variables.presence(owner));
  }

  /** A secret was stored or erased under this account, so that a store answers again. */
  forget(account: string): void {
    const owner = parseAccount(account);
    this.answers.delete(account);
    // What is stored for a target answers for others as well, see satisfiedTargets().
    for (const known of owner === undefined ? [] : [...this.answers.keys()]) {
      if (parseAccount(known)?.elementId === owner?.elementId) this.answers.delete(known);
    }
    this.retry();
  }

  /** A store that refused may answer now. */
  retry(): void {
    if (this.refusal !== undefined) this.forgetAll();
  }

  /** Everything is asked again. */
  forgetAll(): void {
    this.answers.clear();
    this.refusal = undefined;
  }

  private answer(account: string, ask: () => Promise<SecretPresence>): Promise<SecretPresence> {
    const known = this.answers.get(account);
    if (known !== undefined) return known;
    const asked = this.answered.then(async () => {
      const presence = this.refusal ?? (await ask());
      if (presence.kind === 'unavailable') this.refusal = presence;
      return presence;
    });
    this.answers.set(account, asked);
    this.answered = asked.catch(() => { this.answers.delete(account); });
    return asked;
  }
}
