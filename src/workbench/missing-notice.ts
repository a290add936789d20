import * as vscode from 'vscode';
import { coalesce } from './coalesce';
import { Disposables } from './disposables';
import { describeMissing, fillMissing, findMissing, type MissingServices } from './missing-values';
import { StoreAnswers } from './store-answers';

/** Says above the tree what this machine lacks, and once per window offers to fill it in: the first thing after a clone. */
export class MissingNotice {
  private readonly disposables = new Disposables();
  private readonly services: MissingServices;
  private readonly answers = new StoreAnswers();
  private offered = false;
  private turn = 0;

  constructor(
    services: Omit<MissingServices, 'answers'>,
    private readonly view: Pick<vscode.TreeView<unknown>, 'message'>,
  ) {
    this.services = { ...services, answers: this.answers };
    const look = coalesce(() => void this.look());
    // What was stored may be so no more.
    const lookAnew = () => {
      this.answers.forget();
      look();
    };
    this.disposables.add(
      services.elements.index.onDidChange(look),
      services.environment.onDidChange(look),
      services.passwords.onDidChange(lookAnew),
      vscode.workspace.onDidGrantWorkspaceTrust(lookAnew),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('databaseElements')) lookAnew();
      }),
    );
    look();
  }

  async fill(): Promise<void> {
    this.offered = true;
    await fillMissing(this.services);
    await this.look();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async look(): Promise<void> {
    const turn = ++this.turn;
    const sentence = describeMissing(await findMissing(this.services));
    if (turn !== this.turn) return;
    // The property takes undefined to remove the message, which its type does not say for exact optional properties.
    Object.assign(this.view, { message: sentence });
    if (sentence === undefined || this.offered) return;
    this.offered = true;
    const fill = 'Fill In...';
    if ((await vscode.window.showInformationMessage(sentence, fill)) === fill) await this.fill();
  }
}
