import * as vscode from 'vscode';
import { Secret } from '../../credentials/secret';
import { editTopLevel } from '../../elements/edit';
import type { FormMessage } from '../../protocol/messages';
import type { ReportLog } from '../testing/report-log';
import { FieldBinding, type BindingServices } from './field-binding';
import { FormEdits } from './form-edits';
import { FormPassword } from './form-password';
import { literalOf } from './form-state';
import type { PoolPanel } from './pool-panel';
import { showText } from './show-text';
import type { TestPanel } from './test-panel';
import { typedSecretProblem } from './typed-secret';

export interface RequestServices extends BindingServices {
  readonly log: ReportLog;
}

interface Panels {
  readonly test: TestPanel;
  readonly pool: PoolPanel;
}

/** Does what a person asks for in a form. */
export class FormRequests {
  private readonly password: FormPassword;
  private readonly edits: FormEdits;
  private readonly binding: FieldBinding;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly services: RequestServices,
    private readonly panels: Panels,
    private readonly redraw: () => Promise<unknown>,
  ) {
    this.password = new FormPassword(document, services.passwords);
    this.edits = new FormEdits(document, this.password, redraw);
    this.binding = new FieldBinding(document, services);
  }

  async receive(message: Exclude<FormMessage, { kind: 'ready' | 'look' }>): Promise<void> {
    const { edits, binding, panels } = this;
    switch (message.kind) {
      case 'setTitle':
        return this.takeOver('title', message.value, () => edits.edit((text) => editTopLevel(text, 'title', message.value)));
      case 'setDescription':
        return this.takeOver('description', message.value, () => edits.edit((text) => editTopLevel(text, 'description', message.value === '' ? undefined : message.value)));
      case 'setValue':
        return this.takeOver(message.key, message.value, () => edits.setBinding(message.key, (parameter) => literalOf(parameter, message.value)));
      case 'fillIn':
        await edits.fillIn(message.key, message.text);
        panels.test.outdate();
        return;
      case 'useNoSecret':
        return edits.setBinding(message.key, () => ({ none: true }));
      case 'setSecret': {
        const secret = new Secret(message.secret);
        void edits.enqueue(() => this.password.keep(secret)).then(() => { panels.test.outdate(); });
        return edits.setBinding(message.key, () => ({ keychain: true }));
      }
      case 'forgetSecret':
        await edits.enqueue(() => this.password.forget());
        panels.test.outdate();
        return;
      case 'bindVariable':
        return edits.rebind((takeAlong) => binding.bind(message.key, message.variable, message.value === undefined ? undefined : { plain: message.value }, takeAlong));
      case 'bindSecretVariable': {
        const secret = message.secret === undefined ? undefined : { secret: new Secret(message.secret) };
        return edits.rebind((takeAlong) => binding.bind(message.key, message.variable, secret, takeAlong));
      }
      case 'useLiteral':
        return edits.rebind((takeAlong) => binding.useLiteral(message.key, takeAlong));
      case 'chooseEnvironment':
        await vscode.commands.executeCommand('databaseElements.switchEnvironment');
        return;
      case 'choosePath':
        return edits.choosePath(message.key);
      case 'save':
        await edits.settled();
        // Saving by the editor, not by the document, lets VS Code put the file's editor in place of the untitled one.
        await vscode.workspace.save(this.document.uri);
        return;
      case 'test':
        await edits.settled();
        return panels.test.test();
      case 'cancelTest':
        panels.test.cancel();
        return;
      case 'runAction':
        if (await panels.test.runAction(message.id, (edit) => edits.enqueue(() => this.password.takenAlong(edit)))) await panels.test.test();
        return;
      case 'copyReport':
        return panels.test.copyReport();
      case 'showReport':
        this.services.log.show();
        return;
      case 'checkPool':
        await edits.settled();
        return panels.pool.check(message.plan);
      case 'cancelPoolCheck':
        panels.pool.cancel();
        return;
      case 'openAsText':
        return showText(this.document, message.place);
    }
  }
  /** Does what brings a typed text into the document, unless it does not belong there. */
  private async takeOver(field: string, text: string, work: () => Promise<unknown>): Promise<void> {
    const problem = typedSecretProblem(field, text);
    if (problem === undefined) {
      await work();
      return;
    }
    void vscode.window.showWarningMessage(problem);
    await this.redraw();
  }
}
