import * as vscode from 'vscode';
import { ELEMENT_FORM } from '../commands/ids';
import { ElementForm, type FormServices } from './element-form';
import { webviewHtml } from './webview-html';

/** The open forms of `*.dbelement.json`. */
export class ElementForms {
  private readonly open = new Map<string, Set<ElementForm>>();
  private readonly pendingFocus = new Map<string, string>();

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
    const focus = this.pendingFocus.get(key);
    if (focus !== undefined) form.focus(focus);
    this.pendingFocus.delete(key);
    panel.webview.html = webviewHtml(panel.webview, this.webviewFolder, 'element-form', 'Database Element');
  }

  /** Opens the form of a file, or brings it to the front; `key` names the field that gets the caret. */
  async show(uri: vscode.Uri, key?: string): Promise<void> {
    const forms = this.open.get(uri.toString());
    if (key !== undefined && (forms === undefined || forms.size === 0)) this.pendingFocus.set(uri.toString(), key);
    await vscode.commands.executeCommand('vscode.openWith', uri, ELEMENT_FORM);
    if (key !== undefined) for (const form of forms ?? []) form.focus(key);
  }
}
