import { pathToFileURL } from 'node:url';
import { KeychainStore } from '../credentials/keychain-store';
import { loadKeytar } from '../credentials/load-keytar';
import { SecretVariables } from '../credentials/secret-variables';
import { StoreError, type SecretStore } from '../credentials/store';
import type { AccountLedger } from '../credentials/store-chain';
import { Vault } from '../credentials/vault';
import type { FindSecretVariable } from '../environments/secret-value';

/** The command line stores nothing, so there is nothing to remember. */
const ledger: AccountLedger = { read: () => [], write: () => Promise.resolve() };

/** Holds nothing, where this machine has no keychain; the label says where the form stores what it is given. */
const NOTHING: SecretStore = {
  label: 'the keychain of the machine that VS Code runs on',
  get: () => Promise.resolve(undefined),
  set: () => Promise.reject(new StoreError('refused', 'The command line stores nothing.')),
  delete: () => Promise.resolve(),
};

/** The keychain that the extension fills; without a keychain there are no secrets. */
function stores(): () => readonly SecretStore[] {
  const all = [new KeychainStore(loadKeytar), NOTHING];
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
