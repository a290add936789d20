import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { root } from '../../machine/locations.mjs';
import { until } from '../../servers/until';

/** The colour themes that every picture of the window is looked at in. */
export const themes = {
  light: { label: 'Light Modern', base: 'vs', bodyClass: 'vscode-light' },
  dark: { label: 'Dark Modern', base: 'vs-dark', bodyClass: 'vscode-dark' },
  highContrast: { label: 'Dark High Contrast', base: 'hc-black', bodyClass: 'vscode-high-contrast' },
  highContrastLight: { label: 'Light High Contrast', base: 'hc-light', bodyClass: 'vscode-high-contrast-light' },
} as const;

const outputFolder = path.join(root, 'test/e2e/output');

/** What a person does in the window of VS Code. Every step waits for its condition and is bounded in time. */
export class Workbench {
  readonly #window: { readonly page: Page };

  /** The page is asked of the window each time: a window that starts later has none yet. */
  constructor(window: { readonly page: Page }) {
    this.#window = window;
  }

  get page(): Page {
    return this.#window.page;
  }

  /** Runs a command through the command palette, by its title with its category: `Database Elements: Refresh`. */
  async runCommand(title: string): Promise<void> {
    // An extension's commands appear, and are enabled, when it is ready: until then the palette does not list them.
    await until(`the command "${title}"`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      const row = this.#quickInput().locator('.monaco-list-row').filter({ has: this.page.getByText(title, { exact: true }) });
      await this.#quickInput().locator('input').fill(`>${title}`, { timeout: 5000 });
      await row.first().click({ timeout: 5000 });
      return true;
    });
  }

  /** Chooses an entry of the open quick pick by a part of its text. */
  async quickPick(text: string | RegExp): Promise<void> {
    const row = this.#quickInput().locator('.monaco-list-row').filter({ hasText: text }).first();
    const label = await row.getAttribute('aria-label');
    await row.click();
    // A list that follows takes over the rows, and with them texts that it does not show.
    await this.#quickInput().locator(`.monaco-list-row[aria-label=${JSON.stringify(label)}]`).waitFor({ state: 'hidden' });
  }

  /** The texts of the entries of the open quick pick. */
  async quickPickEntries(): Promise<string[]> {
    const rows = this.#quickInput().locator('.monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
  }

  /** Types into the open input box and accepts. */
  async quickInput(text: string): Promise<void> {
    const input = this.#quickInput().locator('input');
    await input.fill(text);
    await input.press('Enter');
  }

  /** Chooses a file in the open file dialog. */
  async chooseFile(file: string): Promise<void> {
    await this.#quickInput().locator('input').fill(file);
    await this.quickPick(path.basename(file));
  }

  /** Reloads the window as a person does, which keeps what is not saved. */
  async reloadWindow(): Promise<void> {
    await this.page.evaluate(() => { document.body.dataset['beforeReload'] = 'true'; });
    await this.runCommand('Developer: Reload Window');
    await this.page.locator('body[data-before-reload]').waitFor({ state: 'detached', timeout: 60_000 });
    await this.page.locator('.monaco-workbench .activitybar .action-item').first().waitFor({ timeout: 90_000 });
  }

  /** Waits until the quick pick or input box is open that has this title or hint. */
  async question(text: string): Promise<void> {
    const widget = this.#quickInput();
    await until(`the question "${text}"`, async () => {
      const title = await widget.locator('.quick-input-title').innerText({ timeout: 1000 });
      return `${title} ${(await widget.locator('input').getAttribute('placeholder')) ?? ''}`.includes(text);
    }, 15_000);
  }

  /** Leaves the open quick pick or input box. */
  async escape(): Promise<void> {
    await this.#quickInput().locator('input').press('Escape');
    await this.#quickInput().waitFor({ state: 'hidden' });
  }

  /** The message under the open input box, e.g. why the value is not accepted. */
  quickInputMessage(): Locator {
    return this.#quickInput().locator('.quick-input-message');
  }

  #quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Opens the extension's container in the side bar. */
  async openView(title = 'Database Elements'): Promise<void> {
    const tab = this.page.locator('.activitybar [role="tab"]').filter({ has: this.page.locator(`[aria-label^="${title}"]`) });
    const opened = this.page.locator('.part.sidebar .composite.title').filter({ hasText: title });
    await tab.waitFor();
    // A window that is still restoring its side bar may open or close it after the click.
    await until(`the view "${title}"`, async () => {
      if (!(await opened.isVisible())) await tab.click();
      await opened.waitFor({ timeout: 3000 });
      return true;
    });
  }

  /** A row of a tree in the side bar, by its label. */
  treeItem(label: string): Locator {
    const name = this.page.locator('.label-name').filter({ hasText: new RegExp(`^${escape(label)}$`) });
    return this.page.locator('.part.sidebar .monaco-list-row').filter({ has: name });
  }

  /** A file or folder in the Explorer, by its name. */
  explorerRow(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row').filter({ has: this.page.locator('.label-name', { hasText: new RegExp(`^${escape(name)}$`) }) });
  }

  /** Waits until a row says a text under the pointer. */
  async hoverSays(label: string, text: string): Promise<void> {
    await this.treeItem(label).locator('.label-name').hover();
    const hover = this.page.locator('.workbench-hover').filter({ hasText: text });
    await hover.waitFor();
    await this.page.mouse.move(0, 0);
    await hover.waitFor({ state: 'hidden' });
  }

  /** Opens or closes a row of a tree. */
  async toggleTreeItem(label: string): Promise<void> {
    await this.treeItem(label).locator('.monaco-tl-twistie').click();
  }

  /** Presses a button that a row shows under the pointer. */
  async treeItemAction(label: string, action: string): Promise<void> {
    const row = this.treeItem(label);
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${action}"]`).click();
  }

  /** Presses a button in the title of a view. */
  async viewAction(view: string, action: string): Promise<void> {
    const sideBar = this.page.locator('.part.sidebar');
    // A container's only view shares its title with the container.
    const header = sideBar.locator('.pane-header:visible').filter({ hasText: view }).or(sideBar.locator('.composite.title').filter({ hasText: view }));
    await header.last().hover();
    await header.last().locator(`.action-label[aria-label^="${action}"]`).click();
  }

  /** Chooses an entry of the context menu of a row. */
  async contextMenu(label: string, entry: string): Promise<void> {
    await this.treeItem(label).click({ button: 'right' });
    // The menu acts on release of the button, and only once the pointer is on the entry.
    const item = this.page.locator('.monaco-menu .action-item').filter({ hasText: entry }).first();
    await item.hover();
    await item.click();
    await item.waitFor({ state: 'hidden' });
  }

  /** A notification, by a part of its text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item, .notification-toast').filter({ hasText: text }).first();
  }

  /** Presses a button of a notification. */
  async notificationAction(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).locator('.monaco-button').filter({ hasText: button }).click();
  }

  /** Presses a button of the open dialog and returns what the dialog said. */
  async dialog(button: string): Promise<string> {
    const box = this.page.locator('.monaco-dialog-box');
    const text = await box.locator('.dialog-message-container').innerText();
    await box.locator('.monaco-button').filter({ hasText: button }).click();
    await box.waitFor({ state: 'hidden' });
    return text;
  }

  /** Opens a file of the workspace by its path there. */
  async openFile(relativePath: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.#quickInput().locator('input').fill(relativePath);
    await this.#quickInput().locator('.monaco-list-row').filter({ hasText: path.basename(relativePath) }).first().click();
    await this.editorTab(path.basename(relativePath)).waitFor();
  }

  /** The tab of an open editor; its class `dirty` says that it is not saved. */
  editorTab(name: string): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name });
  }

  /** The content of the custom editor that is in front. */
  formFrame(): FrameLocator {
    return this.page.locator('.webview-container:visible iframe.webview, iframe.webview.ready:visible').first().contentFrame().frameLocator('#active-frame');
  }

  /** Replaces the first occurrence of a text in the text editor in front. */
  async replaceInText(text: string, replacement: string): Promise<void> {
    const editor = this.page.locator('.editor-instance .monaco-editor:visible').last();
    await editor.locator('.view-lines').click();
    await this.page.keyboard.press('Control+Home');
    await this.page.keyboard.press('Control+F');
    const input = this.page.locator('.find-widget.visible .find-part .input').first();
    await input.fill(text);
    await this.page.locator('.find-widget.visible .matchesCount').filter({ hasText: /^1 of/ }).waitFor();
    // Leaves the match selected.
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.insertText(replacement);
  }

  /** Puts the caret at the start of a line of the text editor in front. */
  async goToLine(line: number): Promise<void> {
    await this.runCommand('Go to Line/Column...');
    await this.quickInput(`:${String(line)}`);
    // Keys that come before the editor has the focus again go nowhere.
    await this.page.locator('#status\\.editor\\.selection').filter({ hasText: `Ln ${String(line)},` }).waitFor();
    await this.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
  }

  /** Presses what stands above a line of the text editor in front. */
  async codeLens(label: string): Promise<void> {
    await this.page.locator('.editor-instance .codelens-decoration a:visible').filter({ hasText: label }).first().click();
  }

  /** Chooses what the light bulb offers at the caret. */
  async quickFix(label: string): Promise<void> {
    const fix = this.page.locator('.action-widget .monaco-list-row').filter({ hasText: label });
    // Asked too early, before the problem is known to the editor, there is nothing to offer.
    await until(`the quick fix "${label}"`, async () => {
      await this.page.keyboard.press('Control+.');
      await fix.first().waitFor({ timeout: 5000 });
      return true;
    });
    await fix.first().click();
    await fix.first().waitFor({ state: 'hidden' });
  }

  /** The rows of the Problems panel that hold a text. */
  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  }

  /** Leaves Restricted Mode. */
  async trustWorkspace(): Promise<void> {
    await this.runCommand('Workspaces: Manage Workspace Trust');
    await this.page.locator('.workspace-trust-editor .monaco-button:visible').filter({ hasText: /^Trust$/ }).first().click();
    await this.page.locator('.statusbar').getByText('Restricted Mode').waitFor({ state: 'detached' });
    await this.page.locator('.monaco-modal-editor-block [aria-label^="Close"]').first().click();
  }

  /** Closes all editors; what is not saved is thrown away. */
  async closeAllEditors(): Promise<void> {
    await this.runCommand('View: Close All Editors');
    const discard = this.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: "Don't Save" });
    await until('the editors to be closed', async () => {
      if (await discard.isVisible()) await discard.click();
      return (await this.page.locator('.tabs-container .tab').count()) === 0;
    });
  }

  /** Saves the editor in front and waits until it is no longer dirty. */
  async save(): Promise<void> {
    await this.runCommand('File: Save');
    await this.page.locator('.tabs-container .tab.active.dirty').waitFor({ state: 'hidden' });
  }

  /** Changes the colour theme and waits until the window has it. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.#quickInput().locator('input').fill(themes[theme].label);
    await this.quickPick(themes[theme].label);
    await this.page.locator(`.monaco-workbench.${themes[theme].base}`).waitFor();
  }

  /** Writes a picture of the window, or of a part of it, into test/e2e/output and returns its path. */
  async screenshot(name: string, part: Page | Locator = this.page): Promise<string> {
    await mkdir(outputFolder, { recursive: true });
    const file = path.join(outputFolder, `${name}.png`);
    await part.screenshot({ path: file });
    return file;
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
