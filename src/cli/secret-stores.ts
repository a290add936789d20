import { pathToFileURL } from 'node:url';
import { KeychainStore } from '../credentials/keychain-store';
import { loadKeytar } from '../credentials/load-keytar';
import { SecretVariables } from '../credentials/secret-variables';
import { MemoryStore, type SecretStore } from '../credentials/store';
import type { AccountLedger } from '../credentials/store-chain';
import { Vault } from '../credentials/vault';
import type { FindSecretVariable } from '../environments/secret-value';

/** The command line stores nothing, so there is nothing to remember. */
const ledger: AccountLedger = { read: () => [], write: () => Promise.resolve() };

/** The keychain that the extension fills; without a keychain there are no secrets. */
function stores(): () => readonly SecretStore[] {
  const all = [new KeychainStore(loadKeytar), new MemoryStore()];
  return () => all;
}

export function passwordVault(): Vault {
  return new Vault(stores(), ledger);
}

export function secretVariables(): SecretVariables {
  return new SecretVariables(stores(), ledger);
}

/**
 * Looks secret variables of a folder up. Whoever calls the command has set its process environment and its `.env`
 * files, and nobody is there to be asked about them; a stored value still goes only where a person has agreed to.
 */
export function secretVariableFinder(folder: string): FindSecretVariable {
  const variables = secretVariables();
  const workspace = workspaceOf(folder);
  return async ({ key, environment, target }) => {
    const found = await variables.find({ workspace, environment, key }, target);
    return found.kind === 'missing' ? { ...found, agreed: true } : found;
  };
}

/** The workspace of a folder, as the extension names it in the keychain. */
export function workspaceOf(folder: string): string {
  return pathToFileURL(folder).href;
}
