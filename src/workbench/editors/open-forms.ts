import * as vscode from 'vscode';
import { webviewHtml } from './webview-html';

/** A form as its window knows it; `attend` draws attention to a part of it. */
export interface OpenForm<Attention> {
  attend(attention: Attention): void;
  dispose(): void;
}

/** What sets one kind of form apart. */
export interface FormKind<Attention> {
  readonly viewType: string;
  /** Name of its script and its styles. */
  readonly bundle: string;
  readonly title: string;
  make(document: vscode.TextDocument, panel: vscode.WebviewPanel): OpenForm<Attention>;
  /** The first save of an untitled document put a file, and a form of its own, in its place; returns what that form is to draw attention to. */
  firstSaved?(untitled: vscode.Uri, file: vscode.Uri): Attention;
}

/** The open forms of one kind of file. */
export class OpenForms<Attention> {
  private readonly open = new Map<string, Set<OpenForm<Attention>>>();
  private readonly pending = new Map<string, Attention>();

  constructor(
    private readonly webviewFolder: vscode.Uri,
    private readonly kind: FormKind<Attention>,
  ) {}

  resolve(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const key = document.uri.toString();
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.webviewFolder] };
    const form = this.kind.make(document, panel);
    const forms = this.open.get(key) ?? new Set();
    this.open.set(key, forms.add(form));
    panel.onDidDispose(() => {
      form.dispose();
      forms.delete(form);
    });
    const attention = this.pending.get(key) ?? this.afterFirstSave(document);
    if (attention !== undefined) form.attend(attention);
    this.pending.delete(key);
    panel.webview.html = webviewHtml(panel.webview, this.webviewFolder, this.kind.bundle, this.kind.title);
  }

  private afterFirstSave({ uri, isUntitled }: vscode.TextDocument): Attention | undefined {
    const untitled = uri.with({ scheme: 'untitled' });
    return isUntitled || !this.open.delete(untitled.toString()) ? undefined : this.kind.firstSaved?.(untitled, uri);
  }

  /** Opens the form of a file, or brings it to the front, and draws attention to a part of it. */
  async show(uri: vscode.Uri, attention?: Attention): Promise<void> {
    const forms = this.open.get(uri.toString());
    if (attention !== undefined && (forms === undefined || forms.size === 0)) this.pending.set(uri.toString(), attention);
    await vscode.commands.executeCommand('vscode.openWith', uri, this.kind.viewType);
    if (attention !== undefined) for (const form of forms ?? []) form.attend(attention);
  }
}
