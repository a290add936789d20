import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { editParameter } from '../../elements/edit';
import type { TextEdit } from '../../elements/json-edit';
import { findParameter, type Binding, type ParameterDescription } from '../../elements/parameter';
import { parseElement } from '../../elements/parse';
import { locate } from '../locate';
import { choosePathIn } from './choose-path';
import { connectionFill, describeLeft, hostAndPort } from './connection-fill';
import type { TakeAlong } from '../typed-passwords';
import type { FormPassword } from './form-password';
import { editText } from './text-edits';

/** What a person does in a form, turned into edits of its document, in the order in which it was done. */
export class FormEdits {
  /** Ends when every change that was asked for is made. */
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly password: FormPassword,
    /** Draws the form, which waits for an answer where the document did not change. */
    private readonly redraw: () => Promise<unknown>,
  ) {}

  /** Resolves when what was asked for before is done. */
  async settled(): Promise<void> {
    await this.work;
  }

  /** What changes the document or its password happens in the order of the messages. */
  enqueue<T>(task: () => Promise<T>): Promise<T> {
    const done = this.work.then(task);
    this.work = done.catch(() => undefined);
    return done;
  }

  /** False when the file does not take it, which is said. */
  async edit(compute: (text: string) => readonly TextEdit[]): Promise<boolean> {
    const { version } = this.document;
    const edited = await this.enqueue(() => this.password.takenAlong(() => editText(this.document, compute)));
    if (!edited) void vscode.window.showErrorMessage('The file does not take the change. Is it read-only?');
    if (this.document.version === version) await this.redraw();
    return edited;
  }

  async setBinding(key: string, binding: (parameter: ParameterDescription) => Binding | undefined): Promise<void> {
    await this.edit((text) => {
      const type = databaseTypes.find(parseElement(text, databaseTypes).typeId ?? '');
      const parameter = type === undefined ? undefined : findParameter(type, key);
      if (type === undefined || parameter === undefined) return [];
      return editParameter(text, parameter, binding(parameter), type);
    });
  }

  /** Splits a connection string that was entered into a field into all the fields that it states, and tells what became of it. */
  async fillIn(key: string, text: string): Promise<void> {
    const type = databaseTypes.find(parseElement(this.document.getText(), databaseTypes).typeId ?? '');
    const fill = type === undefined ? undefined : (connectionFill(text, type) ?? (key === 'host' ? hostAndPort(text, type) : undefined));
    if (type === undefined || fill === undefined || fill.type !== type) {
      void vscode.window.showWarningMessage(`${fill === undefined ? `This cannot be read as a connection string of ${type?.label ?? 'this type'}` : `This is a connection string of ${fill.type.label}, and the element is one of ${type?.label ?? 'another type'}`}. Nothing of it was taken over.`);
      await this.redraw();
      return;
    }
    const { secret } = fill;
    const edited = this.edit((now) => fill.edits(now));
    // Before whatever is asked for next: a test, or the save.
    await this.enqueue(async () => {
      if ((await edited) && secret !== undefined) await this.password.keep(secret);
    });
    if (!(await edited)) return;
    const left = describeLeft(fill);
    if (left !== undefined) void vscode.window.showInformationMessage(left);
    else vscode.window.setStatusBarMessage('$(check) The connection string was split into the fields', 5000);
  }

  /** An edit that may leave the document as it is and change a setting or a store. */
  async rebind(task: (takeAlong: TakeAlong) => Promise<void>): Promise<void> {
    await this.enqueue(() => task(this.password.takenAlong));
    await this.redraw();
  }

  async choosePath(key: string): Promise<void> {
    const location = locate(this.document.uri);
    if (location === undefined) return;
    const path = await choosePathIn(vscode.Uri.parse(location.folder, true));
    if (path !== undefined) await this.setBinding(key, () => path);
  }
}
