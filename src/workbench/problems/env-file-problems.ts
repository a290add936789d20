import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { secretPlaceFindings } from '../../diagnosis/readiness/secret-place-rules';
import { gitIgnored } from '../../environments/git-ignore';
import type { ValueSources } from '../../environments/sources';
import { variablesOf, type WorkspaceVariable } from '../../environments/variables';
import { Disposables } from '../disposables';
import type { ActiveEnvironment } from '../environment';
import { onFiles, onSettings, Quiet } from '../quiet';
import type { WorkspaceElements } from '../workspace-elements';
import { SOURCE } from './problem-diagnostic';
import { lineDiagnostic } from './line-diagnostic';

/** What decides whether a `.env` file is a problem; one of another name is looked at with the next change of an element. */
export const ENV_FILES_AND_IGNORED = '**/{.env*,*.env,.gitignore}';

/** Warns of `.env` files that hold a secret and are not ignored by git, and of lines in them that have no effect. */
export class EnvFileProblems {
  private readonly collection = vscode.languages.createDiagnosticCollection(`${SOURCE}: .env`);
  private readonly disposables = new Disposables();
  private turn = 0;

  constructor(
    private readonly elements: WorkspaceElements,
    private readonly environment: ActiveEnvironment,
  ) {
    const quiet = new Quiet(() => this.look());
    this.disposables.add(
      this.collection,
      quiet,
      onFiles(ENV_FILES_AND_IGNORED, quiet.soon),
      elements.index.onDidChange(quiet.soon),
      vscode.workspace.onDidGrantWorkspaceTrust(quiet.soon),
      vscode.workspace.onDidChangeWorkspaceFolders(quiet.soon),
      onSettings(quiet.soon),
    );
    quiet.soon();
  }

  dispose(): void {
    this.turn++;
    this.disposables.dispose();
  }

  private async look(): Promise<void> {
    const turn = ++this.turn;
    await this.elements.ready;
    // git runs what a repository's settings say, hence not in Restricted Mode.
    if (!vscode.workspace.isTrusted) return;
    const variables = variablesOf(this.elements.index.all(), databaseTypes);
    const found: [vscode.Uri, vscode.Diagnostic[]][] = [];
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const own = variables.filter((variable) => variable.folder === uri.toString());
      for (const [file, diagnostics] of await diagnose(uri, await this.environment.allSources(uri), own)) found.push([vscode.Uri.joinPath(uri, file), diagnostics]);
    }
    if (turn !== this.turn) return;
    this.collection.clear();
    for (const [uri, diagnostics] of found) this.collection.set(uri, diagnostics);
  }
}

/** The diagnostics of a folder's `.env` files; `all` are the sources of every environment that it knows. */
async function diagnose(folder: vscode.Uri, [first, ...others]: readonly ValueSources[], variables: readonly WorkspaceVariable[]): Promise<Map<string, vscode.Diagnostic[]>> {
  const found = new Map<string, vscode.Diagnostic[]>();
  if (first === undefined) return found;
  const files = new Map([first, ...others].flatMap(({ envFiles }) => envFiles).map((file) => [file.name, file]));
  const secrets = variables.filter((variable) => variable.secret).map((variable) => variable.key);
  const suspects = [...files.values()].filter((file) => secrets.some((key) => Object.hasOwn(file.values, key))).map((file) => file.name);
  // git is asked only when its answer matters.
  const git = folder.scheme === 'file' && suspects.length > 0 ? await gitIgnored(folder.fsPath, suspects) : { kind: 'unknown' as const };
  const isIgnored = (file: string) => (git.kind === 'known' ? git.ignored.has(file) : undefined);
  const add = (file: string, diagnostic: vscode.Diagnostic) => found.set(file, [...(found.get(file) ?? []), diagnostic]);
  for (const { file, line, message, remedy, severity, code } of secretPlaceFindings(variables, { folder: folder.toString(), sources: first, others, hasSecret: () => false, isIgnored })) {
    add(file, lineDiagnostic(line, `${message} ${remedy}`, severity, SOURCE, code));
  }
  for (const { file, line, message, remedy } of [...files.values()].flatMap(({ problems = [] }) => problems)) add(file, lineDiagnostic(line, `${message} ${remedy}`, 'warning', SOURCE, 'env-file'));
  return found;
}
