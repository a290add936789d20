import * as vscode from 'vscode';
import type { PasswordOwner } from '../../credentials/account';
import { Secret } from '../../credentials/secret';
import type { SecretPresence, SecretVariables } from '../../credentials/secret-variables';
import { databaseTypes } from '../../databases/registry';
import { elementOfText } from '../../databases/typed-element';
import { editParameter, editTopLevel } from '../../elements/edit';
import { bindingOf } from '../../elements/element';
import { fullNameOf } from '../../elements/full-name';
import type { TextEdit } from '../../elements/json-edit';
import { findParameter, isVariableBinding, parameterKey, type Binding, type ParameterDescription } from '../../elements/parameter';
import { parseElement } from '../../elements/parse';
import type { ValueSources } from '../../environments/sources';
import { variablesOf } from '../../environments/variables';
import { formMessage, type FormMessage, type HostMessage } from '../../protocol/messages';
import type { SecretState } from '../../protocol/form-state';
import { Disposables } from '../disposables';
import type { ActiveEnvironment } from '../environment';
import type { FailureActions } from '../testing/failure-actions';
import type { ConnectionTests } from '../testing/connection-tests';
import type { PoolChecks } from '../testing/pool-checks';
import type { ReportLog } from '../testing/report-log';
import type { TypedPasswords } from '../typed-passwords';
import { locate, type WorkspaceElements } from '../workspace-elements';
import { FieldBinding } from './field-binding';
import { offeredVariable } from './variable-view';
import { copyReport } from '../testing/copy-report';
import { choosePathIn } from './choose-path';
import { formState, literalOf } from './form-state';
import { subjectOf } from './form-subject';
import { PoolPanel } from './pool-panel';
import { testView } from './test-view';
import { editText } from './text-edits';

export interface FormServices {
  readonly elements: WorkspaceElements;
  readonly variables: SecretVariables;
  readonly environment: ActiveEnvironment;
  readonly passwords: TypedPasswords;
  readonly tests: ConnectionTests;
  readonly poolChecks: PoolChecks;
  readonly actions: FailureActions;
  readonly log: ReportLog;
}

/** One open form: shows the document, and turns what the person does into edits of it. The document is the only truth. */
export class ElementForm {
  private readonly disposables = new Disposables();
  /** Ends when every change that was asked for is made. */
  private work: Promise<unknown> = Promise.resolve();
  private redraws = 0;
  /** The text that the shown test was made from. */
  private testedText: string | undefined;
  private ready = false;
  private whenReady: HostMessage | undefined;
  private lastOwner: PasswordOwner | undefined;
  private readonly binding: FieldBinding;
  private readonly poolPanel: PoolPanel;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly panel: vscode.WebviewPanel,
    private readonly services: FormServices,
  ) {
    const { webview } = panel;
    const { tests, poolChecks, passwords, log, environment, elements } = services;
    this.binding = new FieldBinding(document, services);
    this.poolPanel = new PoolPanel(document, services);
    this.disposables.add(
      webview.onDidReceiveMessage((message: unknown) => {
        const parsed = formMessage.safeParse(message);
        if (parsed.success) {
          this.receive(parsed.data).catch((error: unknown) => {
            void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
            void this.redraw();
          });
        }
        // The message's body is not logged: it could hold a password.
        else log.warn('A form sent a message that is not understood.');
      }),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document) this.redrawAll();
      }),
      vscode.workspace.onDidSaveTextDocument((saved) => {
        if (saved === document) void this.redraw();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('databaseElements')) void this.redraw();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.redraw()),
      passwords.onDidChange(() => void this.redraw()),
      environment.onDidChange(() => void this.redraw()),
      elements.index.onDidChange(() => void this.redraw()),
      tests.onDidChange((uri) => {
        if (uri.toString() !== document.uri.toString()) return;
        this.showTest();
        // A store that was locked may have answered the test.
        if (tests.state(uri).kind !== 'running') void this.redraw();
      }),
      poolChecks.onDidChange((uri) => {
        if (uri.toString() === document.uri.toString()) void this.showPoolCheck();
      }),
    );
  }

  /** Puts the caret into a field, or brings the last test or the pool check into view; now, or when the form has loaded. */
  attend(message: Extract<HostMessage, { kind: 'focus' | 'showTest' | 'showPoolCheck' }>): void {
    if (this.ready) this.post(message);
    else this.whenReady = message;
  }

  /** Tests what is on the screen. */
  async test(): Promise<void> {
    if (!vscode.workspace.isTrusted || locate(this.document.uri) === undefined) return;
    const subject = subjectOf(this.document);
    if (subject === undefined) {
      const problem = parseElement(this.document.getText(), databaseTypes).problems.find((candidate) => candidate.severity === 'error');
      void vscode.window.showWarningMessage(`The element cannot be tested yet: ${problem?.message ?? 'it has errors.'}`);
      const parameter = parameterAt(problem?.path, this.document.getText());
      if (parameter !== undefined) this.attend({ kind: 'focus', key: parameterKey(parameter) });
      return;
    }
    this.testedText = this.document.getText();
    await this.services.tests.run(subject);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async receive(message: FormMessage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        await this.redraw();
        this.showTest();
        await this.showPoolCheck();
        if (this.whenReady !== undefined) this.post(this.whenReady);
        this.whenReady = undefined;
        return;
      case 'setTitle':
        return this.edit((text) => editTopLevel(text, 'title', message.value));
      case 'setDescription':
        return this.edit((text) => editTopLevel(text, 'description', message.value === '' ? undefined : message.value));
      case 'setValue':
        return this.setBinding(message.key, (parameter) => literalOf(parameter, message.value));
      case 'useNoSecret':
        return this.setBinding(message.key, () => ({ none: true }));
      case 'setSecret': {
        const secret = new Secret(message.secret);
        void this.enqueue(() => this.keepSecret(secret));
        return this.setBinding(message.key, () => ({ keychain: true }));
      }
      case 'forgetSecret':
        return this.enqueue(() => this.forgetSecret());
      case 'bindVariable':
        return this.rebind(() => this.binding.bind(message.key, message.variable, message.value === undefined ? undefined : { plain: message.value }));
      case 'bindSecretVariable': {
        const secret = message.secret === undefined ? undefined : { secret: new Secret(message.secret) };
        return this.rebind(() => this.binding.bind(message.key, message.variable, secret));
      }
      case 'useLiteral':
        return this.rebind(() => this.binding.useLiteral(message.key));
      case 'chooseEnvironment':
        await vscode.commands.executeCommand('databaseElements.switchEnvironment');
        return;
      case 'choosePath':
        return this.choosePath(message.key);
      case 'save':
        await this.work;
        // Saving by the editor, not by the document, lets VS Code put the file's editor in place of the untitled one.
        await vscode.workspace.save(this.document.uri);
        return;
      case 'test':
        await this.work;
        return this.test();
      case 'cancelTest':
        this.services.tests.cancel(this.document.uri);
        return;
      case 'runAction':
        return this.runAction(message.id);
      case 'copyReport':
        return copyReport(this.services.tests.state(this.document.uri));
      case 'showReport':
        this.services.log.show();
        return;
      case 'checkPool':
        await this.work;
        return this.poolPanel.check(message.plan);
      case 'cancelPoolCheck':
        this.poolPanel.cancel();
        return;
      case 'openAsText':
        // Takes the form's place, as "Reopen Editor With..." does; the form that has the focus is the active editor.
        await vscode.commands.executeCommand('workbench.action.reopenTextEditor');
        return;
    }
  }

  private setBinding(key: string, binding: (parameter: ParameterDescription) => Binding | undefined): Promise<void> {
    return this.edit((text) => {
      const type = databaseTypes.find(parseElement(text, databaseTypes).typeId ?? '');
      const parameter = type === undefined ? undefined : findParameter(type, key);
      if (type === undefined || parameter === undefined) return [];
      return editParameter(text, parameter, binding(parameter), type);
    });
  }

  private async edit(compute: (text: string) => readonly TextEdit[]): Promise<void> {
    const edited = await this.enqueue(() => this.takingPasswordAlong(() => editText(this.document, compute)));
    if (edited) return;
    // A refused edit leaves the form ahead of the document; drawing again puts it right.
    void vscode.window.showErrorMessage('The file does not take the change. Is it read-only?');
    await this.redraw();
  }

  /** The form waits for an answer, also where only a setting or a store changes. */
  private async rebind(task: () => Promise<void>): Promise<void> {
    await this.enqueue(() => this.takingPasswordAlong(task));
    await this.redraw();
  }

  /** What changes the document or its password happens in the order of the messages; a save or a test waits for it. */
  private enqueue<T>(task: () => Promise<T>): Promise<T> {
    const done = this.work.then(task);
    this.work = done.catch(() => undefined);
    return done;
  }

  private async keepSecret(secret: Secret): Promise<void> {
    const owner = await this.currentOwner();
    if (owner === undefined) {
      void vscode.window.showErrorMessage('The password was not kept, for the file has errors. Correct them and enter it again.');
      return;
    }
    await this.guard('The password was not kept', () => this.services.passwords.keep(owner, secret));
  }

  /** What a password belongs to as the form stands; while a field has an error, as it stood before. */
  private async currentOwner(): Promise<PasswordOwner | undefined> {
    this.lastOwner = (await this.services.passwords.owner(this.document.uri, this.document.getText())) ?? this.lastOwner;
    return this.lastOwner;
  }

  /** A typed password stays with its form when the person edits the target there; edits made elsewhere do not take it along. */
  private async takingPasswordAlong<T>(task: () => Promise<T>): Promise<T> {
    const before = await this.currentOwner();
    const result = await task();
    const after = await this.services.passwords.owner(this.document.uri, this.document.getText());
    if (before !== undefined && after !== undefined) await this.guard('The password was not kept', () => this.services.passwords.move(before, after));
    if (after !== undefined) this.lastOwner = after;
    return result;
  }

  private async forgetSecret(): Promise<void> {
    const owner = await this.services.passwords.owner(this.document.uri, this.document.getText());
    if (owner !== undefined) await this.guard('The password was not forgotten', () => this.services.passwords.forget(owner));
  }

  private async choosePath(key: string): Promise<void> {
    const location = locate(this.document.uri);
    if (location === undefined) return;
    const folder = vscode.Uri.parse(location.folder, true);
    const path = await choosePathIn(folder);
    if (path !== undefined) await this.setBinding(key, () => path);
  }

  private async runAction(id: number): Promise<void> {
    const state = this.services.tests.state(this.document.uri);
    const action = state.kind === 'done' ? state.outcome.failure?.actions[id] : undefined;
    if (action === undefined) return;
    const again = await this.takingPasswordAlong(() => this.services.actions.run(action, this.document));
    if (again) await this.test();
  }

  private async guard(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      void vscode.window.showErrorMessage(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private redrawAll(): void {
    void this.redraw();
    this.showTest();
  }

  /** Draws the document. Of several that overlap, for the store answers late, only the last is shown. */
  private async redraw(): Promise<void> {
    if (!this.ready) return;
    const turn = ++this.redraws;
    const location = locate(this.document.uri);
    const sources = await this.sources(location?.folder);
    const text = this.document.getText();
    const secrets = await this.secrets(text);
    const folder = location?.folder;
    const offered = variablesOf(this.services.elements.index.all().filter((entry) => entry.folder === folder), databaseTypes);
    const presence = folder === undefined ? new Map<string, SecretPresence>() : await this.presence(text, folder);
    if (turn !== this.redraws) return;
    const id = elementId(text);
    const form = formState({
      text,
      fullName: location === undefined ? vscode.workspace.asRelativePath(this.document.uri) : fullNameOf(location.path),
      types: databaseTypes,
      sources,
      environmentProtected: this.services.environment.isProtected,
      variables: offered.map((variable) => offeredVariable(variable, sources)),
      presence,
      trusted: vscode.workspace.isTrusted,
      unsaved: this.document.isDirty || this.document.isUntitled || (id !== undefined && this.services.passwords.waits(id)),
      fresh: this.document.isUntitled,
      secrets,
    });
    this.post({ kind: 'state', form });
    await this.showPoolCheck();
  }

  private async sources(folder: string | undefined): Promise<ValueSources> {
    if (folder !== undefined) return this.services.environment.sources(vscode.Uri.parse(folder, true));
    return { environment: this.services.environment.name, settings: {}, process: {}, envFiles: [], secretKeys: new Set() };
  }

  private async secrets(text: string): Promise<ReadonlyMap<string, SecretState>> {
    const owner = await this.services.passwords.owner(this.document.uri, text);
    const kept = elementOfText(text, databaseTypes)?.type.parameters.filter((parameter) => parameter.kind === 'secret') ?? [];
    if (owner === undefined || kept.length === 0) return new Map();
    const state = await this.services.passwords.state(owner);
    return new Map(kept.map((parameter) => [parameterKey(parameter), state]));
  }

  /** Where the secret variables of the text have their values; nothing is asked in Restricted Mode. */
  private async presence(text: string, folder: string): Promise<ReadonlyMap<string, SecretPresence>> {
    const typed = elementOfText(text, databaseTypes);
    const found = new Map<string, SecretPresence>();
    for (const parameter of typed?.type.parameters ?? []) {
      const binding = typed === undefined || parameter.kind !== 'secret' ? undefined : bindingOf(typed.element, parameter);
      if (!isVariableBinding(binding)) continue;
      const owner = { workspace: folder, environment: this.services.environment.name, key: binding.variable };
      const asked = vscode.workspace.isTrusted ? await this.services.variables.presence(owner) : undefined;
      found.set(binding.variable, asked ?? { kind: 'unavailable', store: '', reason: 'Secrets are not read in Restricted Mode.' });
    }
    return found;
  }

  private async showPoolCheck(): Promise<void> {
    const poolCheck = await this.poolPanel.view();
    if (poolCheck !== undefined) this.post({ kind: 'poolCheck', poolCheck });
  }

  private showTest(): void {
    const outdated = this.testedText !== undefined && this.testedText !== this.document.getText();
    this.post({ kind: 'test', test: testView(this.services.tests.state(this.document.uri), outdated) });
  }

  private post(message: HostMessage): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}

function elementId(text: string): string | undefined {
  return elementOfText(text, databaseTypes)?.element.id ?? /"id"\s*:\s*"([A-Za-z0-9-]{8,64})"/.exec(text)?.[1];
}

function parameterAt(path: readonly (string | number)[] | undefined, text: string): ParameterDescription | undefined {
  const type = databaseTypes.find(parseElement(text, databaseTypes).typeId ?? '');
  return type?.parameters.find((parameter) => parameter.group === path?.[0] && parameter.name === path[1]);
}
