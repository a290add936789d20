import * as vscode from 'vscode';
import type { Credentials } from './credentials';
import { Disposables } from './disposables';
import { describeMissing, fillMissing, findMissing, type MissingServices } from './missing-values';
import { onSettings, Quiet } from './quiet';

/** Says above the tree what this machine lacks, and once per window offers to fill it in: the first thing after a clone. */
export class MissingNotice {
  private readonly disposables = new Disposables();
  private offered = false;
  private turn = 0;

  constructor(
    private readonly services: MissingServices,
    credentials: Pick<Credentials, 'onDidChange'>,
    private readonly view: Pick<vscode.TreeView<unknown>, 'message'>,
  ) {
    const quiet = new Quiet(() => this.look());
    this.disposables.add(
      quiet,
      services.elements.index.onDidChange(quiet.soon),
      services.environment.onDidChange(quiet.soon),
      credentials.onDidChange(quiet.soon),
      vscode.workspace.onDidGrantWorkspaceTrust(quiet.soon),
      onSettings(quiet.soon),
    );
    void this.look();
  }

  async fill(): Promise<void> {
    this.offered = true;
    await fillMissing(this.services);
    await this.look();
  }

  dispose(): void {
    this.turn++;
    this.disposables.dispose();
  }

  private async look(): Promise<void> {
    const turn = ++this.turn;
    const sentence = describeMissing(await findMissing(this.services));
    if (turn !== this.turn) return;
    // The property takes undefined to remove the message, which its type does not say for exact optional properties.
    Object.assign(this.view, { message: sentence });
    void vscode.commands.executeCommand('setContext', 'databaseElements.missing', sentence !== undefined);
    if (sentence === undefined || this.offered) return;
    this.offered = true;
    const fill = 'Fill In...';
    if ((await vscode.window.showInformationMessage(sentence, fill)) === fill) await this.fill();
  }
}
