import * as vscode from 'vscode';
import { ELEMENT_FORM } from '../commands/ids';
import { ElementForm, type Attention, type FormServices } from './element-form';
import { webviewHtml } from './webview-html';

/** The open forms of `*.dbelement.json`. */
export class ElementForms {
  private readonly open = new Map<string, Set<ElementForm>>();
  private readonly pending = new Map<string, Attention>();

  constructor(
    private readonly webviewFolder: vscode.Uri,
    private readonly services: () => FormServices,
  ) {}

  resolve(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const key = document.uri.toString();
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.webviewFolder] };
    const form = new ElementForm(document, panel, this.services());
    const forms = this.open.get(key) ?? new Set();
    this.open.set(key, forms.add(form));
    panel.onDidDispose(() => {
      form.dispose();
      forms.delete(form);
    });
    const attention = this.pending.get(key);
    if (attention !== undefined) form.attend(attention);
    this.pending.delete(key);
    panel.webview.html = webviewHtml(panel.webview, this.webviewFolder, 'element-form', 'Database Element');
  }

  /** Opens the form of a file, or brings it to the front, and draws attention to a field or to the last test. */
  async show(uri: vscode.Uri, attention?: Attention): Promise<void> {
    const forms = this.open.get(uri.toString());
    if (attention !== undefined && (forms === undefined || forms.size === 0)) this.pending.set(uri.toString(), attention);
    await vscode.commands.executeCommand('vscode.openWith', uri, ELEMENT_FORM);
    if (attention !== undefined) for (const form of forms ?? []) form.attend(attention);
  }
}
