import * as vscode from 'vscode';
import type { PasswordOwner } from '../../credentials/account';
import type { Secret } from '../../credentials/secret';
import type { TakeAlong, TypedPasswords } from '../typed-passwords';

/** The password of the element in one form, which belongs to the target that the form shows. */
export class FormPassword {
  /** What a password belonged to when that could last be told, and the text of the form since. */
  private last: { readonly owner: PasswordOwner; readonly text: string } | undefined;

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
  readonly takenAlong: TakeAlong = async (edit) => {
    const before = await this.ownerOrLast();
    const result = await edit();
    const text = this.document.getText();
    const after = await this.owner(text);
    if (before !== undefined && after !== undefined) await guard('The password was not kept', () => this.passwords.move(before, after));
    const owner = after ?? before;
    this.last = owner === undefined ? undefined : { owner, text };
    return result;
  };

  private owner(text = this.document.getText()): Promise<PasswordOwner | undefined> {
    return this.passwords.owner(this.document.uri, text);
  }

  /** What a password belongs to as the form stands; while a field has an error, as it stood before, unless the error came from elsewhere. */
  private async ownerOrLast(): Promise<PasswordOwner | undefined> {
    let text: string;
    let owner: PasswordOwner | undefined;
    do {
      text = this.document.getText();
      owner = await this.owner(text);
    } while (text !== this.document.getText());
    if (owner !== undefined) this.last = { owner, text };
    else if (this.last?.text !== text) this.last = undefined;
    return this.last?.owner;
  }
}

async function guard(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    void vscode.window.showErrorMessage(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
