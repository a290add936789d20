import { Secret } from './secret';
import { StoreError, type SecretStore } from './store';

/** VS Code's SecretStorage, as far as it is used. */
export interface EditorSecrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** The editor's own encrypted storage, for machines without a keychain: containers, headless Linux, remotes. */
export class EditorStore implements SecretStore {
  readonly label = "VS Code's secret storage";

  constructor(private readonly secrets: EditorSecrets) {}

  async get(account: string): Promise<Secret | undefined> {
    const value = await ask(() => this.secrets.get(account));
    return value === undefined || value === '' ? undefined : new Secret(value);
  }

  async set(account: string, secret: Secret): Promise<void> {
    await ask(() => this.secrets.store(account, secret.reveal()));
  }

  async delete(account: string): Promise<void> {
    await ask(() => this.secrets.delete(account));
  }
}

/** The storage is always there, so one that fails has refused. */
async function ask<T>(question: () => PromiseLike<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError('refused', `VS Code's secret storage does not answer (${reason}).`, { cause: error });
  }
}
