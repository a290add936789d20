import { pathToFileURL } from 'node:url';
import { KeychainStore } from '../credentials/keychain-store';
import { SecretVariables } from '../credentials/secret-variables';
import { MemoryStore, type SecretStore } from '../credentials/store';
import type { AccountLedger } from '../credentials/store-chain';
import { Vault } from '../credentials/vault';

/** The command line stores nothing, so there is nothing to remember. */
const ledger: AccountLedger = { read: () => [], write: () => Promise.resolve() };

/** The keychain that the extension fills; without a keychain there are no secrets. */
function stores(): () => readonly SecretStore[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- native module, loaded on first use
  const all = [new KeychainStore(() => require('keytar') as unknown), new MemoryStore()];
  return () => all;
}

export function passwordVault(): Vault {
  return new Vault(stores(), ledger);
}

export function secretVariables(): SecretVariables {
  return new SecretVariables(stores(), ledger);
}

/** The workspace of a folder, as the extension names it in the keychain. */
export function workspaceOf(folder: string): string {
  return pathToFileURL(folder).href;
}
