import * as vscode from 'vscode';
import { EditorStore } from '../credentials/editor-store';
import { KeychainStore } from '../credentials/keychain-store';
import { KnownPresence } from '../credentials/known-presence';
import { loadKeytar } from '../credentials/load-keytar';
import { SecretVariables } from '../credentials/secret-variables';
import { MemoryStore, StoreError, type SecretStore } from '../credentials/store';
import type { AccountLedger } from '../credentials/store-chain';
import { Vault } from '../credentials/vault';
import { secretStoreSetting } from './settings';

const LEDGER_KEY = 'databaseElements.accounts';

export interface Credentials {
  readonly vault: Vault;
  readonly variables: SecretVariables;
  readonly presence: KnownPresence;
  /** Fires when a secret was stored or erased, by whatever part of the extension. */
  readonly onDidChange: vscode.Event<void>;
}

/** Passwords of elements and values of secret variables, in the same stores: keychain, VS Code's secret storage, or memory, as the setting asks for. */
export function createCredentials(context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState' | 'subscriptions'>): Credentials {
  const keychain = new KeychainStore(loadKeytar);
  const editor = new EditorStore(context.secrets);
  const memory = new MemoryStore();
  const refuse = () => Promise.reject(new StoreError('refused', 'Secrets are neither read nor stored in Restricted Mode. Trust this workspace first.'));
  const restricted: SecretStore = { label: 'Restricted Mode', get: refuse, set: refuse, delete: refuse };
  const stores = () =>
    !vscode.workspace.isTrusted ? [restricted] : (secretStoreSetting() === 'memory' ? [memory] : [keychain, editor]);
  const changed = new vscode.EventEmitter<void>();
  context.subscriptions.push(changed);
  const ledger: AccountLedger = {
    read: () => context.globalState.get<string[]>(LEDGER_KEY, []),
    write: async (accounts, account) => {
      await context.globalState.update(LEDGER_KEY, accounts);
      presence.forget(account);
      changed.fire();
    },
  };
  const vault = new Vault(stores, ledger);
  const variables = new SecretVariables(stores, ledger);
  const presence = new KnownPresence(vault, variables);
  return { vault, variables, presence, onDidChange: changed.event };
}
