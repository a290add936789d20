import type { Secret } from './secret';

/** A place that keeps secrets under account names. */
export interface SecretStore {
  /** For people: "the OS keychain". */
  readonly label: string;
  /** Undefined when there is none; rejects with StoreError when the store cannot tell. */
  get(account: string): Promise<Secret | undefined>;
  set(account: string, secret: Secret): Promise<void>;
  delete(account: string): Promise<void>;
}

/** `absent`: this machine has no such store, another may serve. `refused`: it is there but locked or denied access. */
export class StoreError extends Error {
  constructor(
    readonly reason: 'absent' | 'refused',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreError';
  }
}

/** Secrets that are gone when the process ends. */
export class MemoryStore implements SecretStore {
  readonly label = 'memory until this window closes';
  private readonly secrets = new Map<string, Secret>();

  get(account: string): Promise<Secret | undefined> {
    return Promise.resolve(this.secrets.get(account));
  }

  set(account: string, secret: Secret): Promise<void> {
    this.secrets.set(account, secret);
    return Promise.resolve();
  }

  delete(account: string): Promise<void> {
    this.secrets.delete(account);
    return Promise.resolve();
  }
}
