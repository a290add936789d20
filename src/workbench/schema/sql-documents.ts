import * as vscode from 'vscode';
import { COPY_SQL, RUN_SQL } from '../commands/ids';

const SCHEME = 'database-elements-sql';

/** Statements to be read; `run` is what the first line offers to do with them. */
export interface SqlText {
  readonly text: string;
  readonly run?: { readonly title: string; readonly work: () => Promise<void> };
}

/** Statements as read-only documents, with what can be done with them above the first line. */
export class SqlDocuments implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider {
  private readonly texts = new Map<string, SqlText>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor() {
    const of = (uri: unknown) => (uri instanceof vscode.Uri ? this.texts.get(uri.toString()) : undefined);
    this.registration = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.registerCodeLensProvider({ scheme: SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => { this.texts.delete(uri.toString()); }),
      vscode.commands.registerCommand(RUN_SQL, (uri: unknown) => of(uri)?.run?.work()),
      vscode.commands.registerCommand(COPY_SQL, async (uri: unknown) => {
        await vscode.env.clipboard.writeText(of(uri)?.text ?? '');
        vscode.window.setStatusBarMessage('$(check) Statements copied', 3000);
      }),
    );
  }

  /** Opens statements under a name, in place of those that were shown under it. */
  async show(name: string, sql: SqlText): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name.replace(/[\\/]/g, '-')}.sql` });
    this.texts.set(uri.toString(), sql);
    this.changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString())?.text ?? '';
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const sql = this.texts.get(uri.toString());
    const top = new vscode.Range(0, 0, 0, 0);
    const copy = new vscode.CodeLens(top, { title: '$(copy) Copy Statements', command: COPY_SQL, arguments: [uri] });
    return sql?.run === undefined ? [copy] : [new vscode.CodeLens(top, { title: `$(play) ${sql.run.title}`, command: RUN_SQL, arguments: [uri] }), copy];
  }

  dispose(): void {
    this.registration.dispose();
  }
}
