import * as vscode from 'vscode';
import type { FormState } from '../../protocol/form-state';
import { formMessage, type FormLook, type FormMessage, type HostMessage } from '../../protocol/messages';
import { Disposables } from '../disposables';
import type { PoolChecks } from '../testing/pool-checks';
import { listenToForm } from './form-channel';
import { FormRequests, type RequestServices } from './form-requests';
import { FormSource, type SourceServices } from './form-source';
import { LatestReading } from './latest-reading';
import { PoolPanel } from './pool-panel';
import { showText } from './show-text';
import { TestPanel, type TestPanelServices } from './test-panel';

export interface FormServices extends SourceServices, RequestServices, TestPanelServices {
  readonly poolChecks: PoolChecks;
}

/** What a form can be asked to bring into view. */
export type Attention = Extract<HostMessage, { kind: 'focus' | 'goOn' | 'showTest' | 'showPoolCheck' }>;

/** One open form: shows the document, which is the only truth, and passes on what the person asks for. */
export class ElementForm {
  private readonly disposables = new Disposables();
  private readonly source: FormSource;
  private readonly requests: FormRequests;
  private readonly testPanel: TestPanel;
  private readonly poolPanel: PoolPanel;
  /** For the store answers late. */
  private readonly drawing = new LatestReading(
    () => this.source.read(),
    async (form) => {
      this.post({ kind: 'state', form });
      await this.showPoolCheck();
    },
  );
  private ready = false;
  private whenReady: Attention | undefined;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly panel: vscode.WebviewPanel,
    private readonly services: FormServices,
    private readonly looks: (look: FormLook) => void,
  ) {
    this.source = new FormSource(document, services);
    this.testPanel = new TestPanel(document, services, (key) => { this.attend({ kind: 'focus', key }); });
    this.poolPanel = new PoolPanel(document, services);
    this.requests = new FormRequests(document, services, { test: this.testPanel, pool: this.poolPanel }, () => this.redraw());
    this.disposables.add(
      listenToForm(panel.webview, formMessage, {
        receive: (message) => this.receive(message),
        failed: () => this.redraw(),
        log: services.log,
      }),
      ...this.redrawnBy(),
      services.tests.onDidChange((uri) => {
        if (!this.shows(uri)) return;
        this.showTest();
        // A store that was locked may have answered the test.
        if (services.tests.state(uri).kind !== 'running') void this.redraw();
      }),
      services.poolChecks.onDidChange((uri) => {
        if (this.shows(uri)) void this.showPoolCheck();
      }),
    );
  }

  /** Puts the focus into the form, or brings the last test or the pool check into view; now, or when the form has loaded. */
  attend(message: Attention): void {
    if (this.ready) this.post(message);
    else this.whenReady = message;
  }

  dispose(): void {
    this.ready = false;
    this.disposables.dispose();
  }

  private async receive(message: FormMessage): Promise<void> {
    if (message.kind === 'ready') await this.open();
    else if (message.kind === 'look') this.looks(message.look);
    else await this.requests.receive(message);
  }

  private redrawnBy(): { dispose(): unknown }[] {
    const { passwords, environment, elements } = this.services;
    const redraw = () => void this.redraw();
    const redrawWithTest = () => {
      redraw();
      this.showTest();
    };
    return [
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === this.document) redrawWithTest();
      }),
      vscode.workspace.onDidSaveTextDocument((saved) => {
        if (saved === this.document) redraw();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('databaseElements')) redraw();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(redraw),
      passwords.onDidChange(redraw),
      environment.onDidChange(redrawWithTest),
      elements.index.onDidChange(redraw),
    ];
  }

  private async open(): Promise<void> {
    this.ready = true;
    const form = await this.redraw();
    // Of something that is no element, it is the text that is of use, at the place that is to be mended.
    if (form?.kind === 'unreadable' && this.panel.active) {
      await showText(this.document, form.problems[0]);
      return;
    }
    this.showTest();
    await this.showPoolCheck();
    if (this.whenReady !== undefined) this.post(this.whenReady);
    this.whenReady = undefined;
  }

  private async redraw(): Promise<FormState | undefined> {
    return this.ready ? this.drawing.again() : undefined;
  }

  private showTest(): void {
    this.post({ kind: 'test', test: this.testPanel.view() });
  }

  private async showPoolCheck(): Promise<void> {
    const poolCheck = await this.poolPanel.view();
    if (poolCheck !== undefined) this.post({ kind: 'poolCheck', poolCheck });
  }

  private shows(uri: vscode.Uri): boolean {
    return uri.toString() === this.document.uri.toString();
  }

  private post(message: HostMessage): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}
