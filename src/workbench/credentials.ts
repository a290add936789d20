import * as vscode from 'vscode';
import { EditorStore } from '../credentials/editor-store';
import { KeychainStore } from '../credentials/keychain-store';
import { loadKeytar } from '../credentials/load-keytar';
import { SecretVariables } from '../credentials/secret-variables';
import { MemoryStore, StoreError, type SecretStore } from '../credentials/store';
import { Vault } from '../credentials/vault';
import { folderSettings } from './settings';

const LEDGER_KEY = 'databaseElements.accounts';

/** Passwords of elements and values of secret variables, in the same stores: keychain, VS Code's secret storage, or memory, as the setting asks for. */
export function createCredentials(context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>): { readonly vault: Vault; readonly variables: SecretVariables } {
  const keychain = new KeychainStore(loadKeytar);
  const editor = new EditorStore(context.secrets);
  const memory = new MemoryStore();
  const refuse = () => Promise.reject(new StoreError('refused', 'Secrets are neither read nor stored in Restricted Mode. Trust this workspace first.'));
  const restricted: SecretStore = { label: 'Restricted Mode', get: refuse, set: refuse, delete: refuse };
  const stores = () =>
    !vscode.workspace.isTrusted ? [restricted] : (folderSettings(undefined).settings.secretStore === 'memory' ? [memory] : [keychain, editor]);
  const ledger = {
    read: () => context.globalState.get<string[]>(LEDGER_KEY, []),
    write: (accounts: readonly string[]) => context.globalState.update(LEDGER_KEY, accounts),
  };
  return { vault: new Vault(stores, ledger), variables: new SecretVariables(stores, ledger) };
}
