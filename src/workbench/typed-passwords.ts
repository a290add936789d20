import * as vscode from 'vscode';
import type { PasswordOwner } from '../credentials/account';
import { describeTarget } from '../credentials/checked-target';
import type { Secret } from '../credentials/secret';
import type { Vault } from '../credentials/vault';
import { databaseTypes } from '../databases/registry';
import { elementOfText } from '../databases/typed-element';
import { connectionTarget } from '../diagnosis/connection-target';
import { weakenedFrom } from '../diagnosis/explanations/weaker-check';
import { plainValues } from '../diagnosis/prepare';
import { tlsFileReader } from '../diagnosis/tls-files';
import { ELEMENT_SUFFIX } from '../elements/full-name';
import type { SecretState } from '../protocol/form-state';
import { Disposables } from './disposables';
import type { ActiveEnvironment } from './environment';
import { locate } from './locate';

/**
 * Runs an edit of the person's own, after which a password that waits in the form belongs to the new target. No question
 * belongs into it: what others change while its dialog is open would count as the person's edit.
 */
export type TakeAlong = <T>(edit: () => Promise<T>) => Promise<T>;

/** Passwords typed into forms: kept as drafts, bound to their target with the save, dropped when the document is. */
export class TypedPasswords {
  private readonly disposables = new Disposables();
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly renamed = new Set<string>();
  /** Fires with the id of an element whose password changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly vault: Vault,
    private readonly environment: ActiveEnvironment,
  ) {
    this.disposables.add(
      this.changed,
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document.fileName.endsWith(ELEMENT_SUFFIX)) void this.store(idOf(document.getText()));
      }),
      vscode.workspace.onWillRenameFiles(({ files }) => {
        for (const { oldUri } of files) this.renamed.add(oldUri.toString());
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.fileName.endsWith(ELEMENT_SUFFIX)) void this.settle(document);
      }),
    );
  }

  /** What a password is bound to, as the text stands; undefined while the text has errors. */
  async owner(uri: vscode.Uri, text: string): Promise<PasswordOwner | undefined> {
    const typed = elementOfText(text, databaseTypes);
    const folder = locate(uri)?.folder;
    if (typed === undefined || folder === undefined) return undefined;
    const sources = await this.environment.sources(vscode.Uri.parse(folder, true));
    const values = plainValues(typed.element, typed.type, sources);
    return { elementId: typed.element.id, environment: sources.environment, target: await connectionTarget(typed.type, values, tlsFileReader(vscode.Uri.parse(folder, true).fsPath)) };
  }

  /** Rejects with StoreError when no store takes it. */
  async keep(owner: PasswordOwner, secret: Secret): Promise<void> {
    await this.vault.keepDraft(owner, secret);
    this.changed.fire(owner.elementId);
  }

  /** The person who typed the password edits its target in the same form. */
  async move(from: PasswordOwner, to: PasswordOwner): Promise<void> {
    if (!this.waits(from.elementId) || (from.target === to.target && from.environment === to.environment)) return;
    await this.vault.moveDraft(from, to);
    this.changed.fire(to.elementId);
  }

  /** Stores a password that was entered outside a form. Rejects with StoreError. */
  async storeFor(owner: PasswordOwner, secret: Secret): Promise<void> {
    await this.vault.set(owner, secret);
    this.changed.fire(owner.elementId);
  }

  async forget(owner: PasswordOwner): Promise<void> {
    await this.vault.forget(owner);
    this.changed.fire(owner.elementId);
  }

  /** Tells the forms that the password of an element changed by another way. */
  announce(elementId: string): void {
    this.changed.fire(elementId);
  }

  /** The password that a test from the form would use. */
  async current(owner: PasswordOwner): Promise<Secret | undefined> {
    const found = await this.vault.find(owner, { draft: true });
    return found.kind === 'found' ? found.secret : undefined;
  }

  waits(elementId: string): boolean {
    return this.vault.drafts(elementId).length > 0;
  }

  /** Where the password of an element is, for its form. Nothing is read in Restricted Mode. */
  async state(owner: PasswordOwner): Promise<SecretState> {
    if (!vscode.workspace.isTrusted) return { kind: 'unavailable', store: '', reason: 'Passwords are not read in Restricted Mode.' };
    const found = await this.vault.find(owner, { draft: true });
    switch (found.kind) {
      case 'found':
        return { kind: found.draft ? 'typed' : 'stored', store: found.store };
      case 'missing': {
        const reason = whyNot(found.others, owner.target);
        return { kind: 'missing', store: found.store, ...(reason === undefined ? {} : { reason }) };
      }
      case 'unavailable':
        return { kind: 'unavailable', store: found.store, reason: found.reason };
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Stores the typed passwords of a saved document. A failure is said; what was typed is kept. */
  private async store(elementId: string | undefined): Promise<void> {
    if (elementId === undefined || !vscode.workspace.isTrusted || !this.waits(elementId)) return;
    try {
      await this.vault.saveDrafts(elementId);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(`The password was not stored: ${reason} It is kept until you save again.`);
    }
    this.changed.fire(elementId);
  }

  /**
   * A document that closes with a typed password discards it, except where the document goes on under another name: an
   * untitled one that was saved, a file that was renamed.
   */
  private async settle(document: vscode.TextDocument): Promise<void> {
    const id = idOf(document.getText());
    if (id === undefined || !this.waits(id)) return;
    if (document.isUntitled) {
      const saved = await savedText(document.uri);
      if (saved !== undefined && idOf(saved) === id) return this.store(id);
    }
    const goesOn = vscode.workspace.textDocuments.some((other) => other !== document && !other.isClosed && other.fileName.endsWith(ELEMENT_SUFFIX) && idOf(other.getText()) === id);
    if (goesOn || this.renamed.delete(document.uri.toString())) return;
    try {
      await this.vault.dropDrafts(id);
    } catch {
      // A store that refuses now keeps the draft, which the form shows when it opens again.
    }
    this.changed.fire(id);
  }
}

/** Why a password that is stored for an element is not used. */
function whyNot(stored: readonly string[], target: string): string | undefined {
  const [other] = stored;
  const weakened = weakenedFrom(stored, target);
  if (weakened !== undefined) return `The stored password was saved ${weakened.difference}`;
  return other === undefined ? undefined : `A password is stored for ${describeTarget(other)}, not for ${describeTarget(target)}.`;
}

function idOf(text: string): string | undefined {
  return elementOfText(text, databaseTypes)?.element.id;
}

async function savedText(untitled: vscode.Uri): Promise<string | undefined> {
  const folder = locate(untitled)?.folder;
  if (folder === undefined) return undefined;
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(folder, true).with({ path: untitled.path })));
  } catch {
    return undefined;
  }
}
