import { Secret } from './secret';
import type { SecretStore } from './store';

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
    const value = await this.secrets.get(account);
    return value === undefined || value === '' ? undefined : new Secret(value);
  }

  async set(account: string, secret: Secret): Promise<void> {
    await this.secrets.store(account, secret.reveal());
  }

  async delete(account: string): Promise<void> {
    await this.secrets.delete(account);
  }
}
