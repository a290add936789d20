import * as vscode from 'vscode';
import { describeFileProblem, type FileProblem } from '../../environments/file-problem';
import { readSettings } from '../../environments/settings';
import { parseSettingsFile } from '../../environments/settings-file';
import { Disposables } from '../disposables';
import { readOptional } from '../environment';
import { onFiles, onSettings, Quiet } from '../quiet';
import { personalSetting } from '../settings';
import type { ReportLog } from '../testing/report-log';
import { SOURCE } from './problem-diagnostic';
import { lineDiagnostic } from './line-diagnostic';

const FOLDER_SETTINGS = '.vscode/settings.json';

/** A problem and the file that it is in; the person's own settings have a name, but no file that an extension may know. */
interface PlacedProblem extends FileProblem {
  readonly uri?: vscode.Uri;
}

/** Says which settings are not usable, at their place in the Problems panel, and once in a message: elements do not find their values then. */
export class SettingsProblems {
  private readonly collection = vscode.languages.createDiagnosticCollection(`${SOURCE}: settings`);
  private readonly disposables = new Disposables();
  private readonly said = new Set<string>();
  private turn = 0;

  constructor(private readonly log: Pick<ReportLog, 'warn'>) {
    const quiet = new Quiet(() => this.look());
    this.disposables.add(
      this.collection,
      quiet,
      onFiles(`**/{${FOLDER_SETTINGS},*.code-workspace}`, quiet.soon),
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
    const files = await Promise.all(settingsFiles().map(problemsIn));
    if (turn !== this.turn) return;
    this.collection.clear();
    for (const problems of files) {
      for (const { uri, line, message, remedy, severity } of problems) {
        this.collection.set(uri, [...(this.collection.get(uri) ?? []), lineDiagnostic(line, `${message} ${remedy}`, severity, SOURCE, 'settings')]);
      }
    }
    this.say([...files.flat(), ...ownProblems()]);
  }

  private say(problems: readonly PlacedProblem[]): void {
    const unsaid = problems.filter((problem) => !this.said.has(describeFileProblem(problem)));
    for (const problem of unsaid) {
      this.said.add(describeFileProblem(problem));
      this.log.warn(describeFileProblem(problem));
    }
    const [first, ...others] = unsaid.filter(({ severity }) => severity === 'error');
    if (first !== undefined) void offer(first, others.length);
  }
}

/** Every file of the workspace that settings stand in, with the key that they stand under. */
function settingsFiles(): { readonly uri: vscode.Uri; readonly at: readonly string[] }[] {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const shared = workspaceFile === undefined || workspaceFile.scheme === 'untitled' ? [] : [{ uri: workspaceFile, at: ['settings'] }];
  return [...shared, ...workspaceFolders.map(({ uri }) => ({ uri: vscode.Uri.joinPath(uri, FOLDER_SETTINGS), at: [] }))];
}

async function problemsIn({ uri, at }: ReturnType<typeof settingsFiles>[number]): Promise<(PlacedProblem & { readonly uri: vscode.Uri })[]> {
  const text = await readOptional(uri).catch(() => undefined);
  if (text === undefined) return [];
  return parseSettingsFile(vscode.workspace.asRelativePath(uri), text, at).problems.map((problem) => ({ ...problem, uri }));
}

/** What is wrong in the person's own settings. */
function ownProblems(): PlacedProblem[] {
  return readSettings(personalSetting).problems.map(({ severity, message, remedy }) => ({ file: 'User settings', line: 1, severity, message, remedy }));
}

async function offer({ uri, file, line, message, remedy }: PlacedProblem, others: number): Promise<void> {
  const open = 'Open Settings';
  const more = others === 0 ? '' : ` ${others === 1 ? 'One more is' : `${others} more are`} in the Problems panel.`;
  const place = uri === undefined ? file : `${file}:${line}`;
  if ((await vscode.window.showWarningMessage(`${place}: ${message} ${remedy}${more}`, open)) !== open) return;
  if (uri === undefined) await vscode.commands.executeCommand('workbench.action.openSettingsJson');
  else await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line - 1, 0, line - 1, 0) });
}
