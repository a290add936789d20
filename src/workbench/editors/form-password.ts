import * as vscode from 'vscode';
import type { PasswordOwner } from '../../credentials/account';
import type { Secret } from '../../credentials/secret';
import type { TypedPasswords } from '../typed-passwords';

/** The password of the element in one form, which belongs to the target that the form shows. */
export class FormPassword {
  private lastOwner: PasswordOwner | undefined;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly passwords: TypedPasswords,
  ) {}

  async keep(secret: Secret): Promise<void> {
    const owner = await this.ownerOrLast();
    if (owner === undefined) {
      void vscode.window.showErrorMessage('The password was not kept, for the file has errors. Correct them and enter it again.');
      return;
    }
    await guard('The password was not kept', () => this.passwords.keep(owner, secret));
  }

  async forget(): Promise<void> {
    const owner = await this.owner();
    if (owner !== undefined) await guard('The password was not forgotten', () => this.passwords.forget(owner));
  }

  /** A typed password stays with its form when the person edits the target there; edits made elsewhere do not take it along. */
  async takenAlong<T>(task: () => Promise<T>): Promise<T> {
    const before = await this.ownerOrLast();
    const result = await task();
    const after = await this.owner();
    if (before !== undefined && after !== undefined) await guard('The password was not kept', () => this.passwords.move(before, after));
    if (after !== undefined) this.lastOwner = after;
    return result;
  }

  private owner(): Promise<PasswordOwner | undefined> {
    return this.passwords.owner(this.document.uri, this.document.getText());
  }

  /** What a password belongs to as the form stands; while a field has an error, as it stood before. */
  private async ownerOrLast(): Promise<PasswordOwner | undefined> {
    this.lastOwner = (await this.owner()) ?? this.lastOwner;
    return this.lastOwner;
  }
}

async function guard(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    void vscode.window.showErrorMessage(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
