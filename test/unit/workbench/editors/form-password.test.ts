import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { PasswordOwner } from '../../../../src/credentials/account';
import { Secret } from '../../../../src/credentials/secret';
import { Vault } from '../../../../src/credentials/vault';
import { FormPassword } from '../../../../src/workbench/editors/form-password';
import type { TypedPasswords } from '../../../../src/workbench/typed-passwords';
import { FakeLedger, FakeStore } from '../../credentials/fakes';

vi.mock('vscode', async () => (await import('../fake-vscode')).fakeVscode());

let told: string[];

beforeEach(() => {
  told = [];
  Object.assign(vscode.window, { showErrorMessage: (message: string) => told.push(message) });
});

/** A fake document whose text is the host; an exclamation mark stands for an error in some field. */
function make(host: string) {
  let text = host;
  const document: unknown = { uri: vscode.Uri.parse('file:///shop/databases/orders.dbelement.json'), getText: () => text };
  const store = new FakeStore('the OS keychain');
  const vault = new Vault(() => [store], new FakeLedger());
  const owner = (at: string): PasswordOwner => ({ elementId: 'orders-1', environment: 'development', target: `postgresql://app@${at}:5432` });
  const passwords: unknown = {
    owner: (_uri: vscode.Uri, shown: string) => Promise.resolve(shown.includes('!') ? undefined : owner(shown)),
    keep: (of: PasswordOwner, secret: Secret) => vault.keepDraft(of, secret),
    move: (from: PasswordOwner, to: PasswordOwner) => vault.moveDraft(from, to),
  };
  const form = new FormPassword(document as vscode.TextDocument, passwords as TypedPasswords);
  const write = (next: string) => {
    text = next;
  };
  return {
    form,
    store,
    /** What a pull or another editor does. */
    changedElsewhere: write,
    edit: (next: string) => form.takenAlong(() => Promise.resolve(next).then(write)),
    targets: () => vault.drafts('orders-1').map(({ target }) => target),
  };
}

describe('the password that is typed into a form', () => {
  it('goes along when the person edits the target there, also over a text with an error', async () => {
    const { form, edit, targets } = make('db.internal');
    await form.keep(new Secret('typed'));
    await edit('!db2.internal');
    await edit('db2.internal');
    expect(targets()).toEqual(['postgresql://app@db2.internal:5432']);
  });

  it('is kept for the target as it stood before a field got an error', async () => {
    const { form, edit, targets } = make('db.internal');
    await edit('!db.internal');
    await form.keep(new Secret('typed'));
    expect(targets()).toEqual(['postgresql://app@db.internal:5432']);
  });

  it('does not go along with a target that came from elsewhere', async () => {
    const { form, edit, changedElsewhere, targets } = make('db.internal');
    await form.keep(new Secret('typed'));
    changedElsewhere('other.host');
    await edit('another.host');
    expect(targets()).toEqual(['postgresql://app@db.internal:5432']);
  });

  it('does not go along either when what came from elsewhere had an error that is mended in the form', async () => {
    const { form, edit, changedElsewhere, targets } = make('db.internal');
    await form.keep(new Secret('typed'));
    changedElsewhere('!other.host');
    await edit('other.host');
    expect(targets()).toEqual(['postgresql://app@db.internal:5432']);
  });

  it('is not kept where it cannot be told what it belongs to, which is said', async () => {
    const { form, targets } = make('!');
    await form.keep(new Secret('typed'));
    expect(targets()).toEqual([]);
    expect(told).toEqual(['The password was not kept, for the file has errors. Correct them and enter it again.']);
  });

  it('that no store takes is said, without the password', async () => {
    const { form, store } = make('db.internal');
    store.answer = 'refused';
    await form.keep(new Secret('typed'));
    expect(told).toEqual(['The password was not kept: the OS keychain is refused']);
  });

  it('belongs to the target that stands when the question for it is answered', async () => {
    const { form, changedElsewhere, targets } = make('db.internal');
    const kept = form.keep(new Secret('typed'));
    changedElsewhere('db2.internal');
    await kept;
    expect(targets()).toEqual(['postgresql://app@db2.internal:5432']);
  });
});
