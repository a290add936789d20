import type * as vscode from 'vscode';
import { EditorStore } from '../credentials/editor-store';
import { KeychainStore } from '../credentials/keychain-store';
import { MemoryStore } from '../credentials/store';
import { Vault } from '../credentials/vault';
import { folderSettings } from './settings';

const LEDGER_KEY = 'databaseElements.accounts';

/** The vault over keychain, VS Code's secret storage and memory, in the order the setting asks for. */
export function createVault(context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>): Vault {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- native module, loaded on first use
  const keychain = new KeychainStore(() => require('keytar') as unknown);
  const editor = new EditorStore(context.secrets);
  const memory = new MemoryStore();
  const stores = () => (folderSettings(undefined).settings.secretStore === 'memory' ? [memory] : [keychain, editor]);
  return new Vault(stores, {
    read: () => context.globalState.get<string[]>(LEDGER_KEY, []),
    write: (accounts) => context.globalState.update(LEDGER_KEY, accounts),
  });
}
