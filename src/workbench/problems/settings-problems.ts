import * as vscode from 'vscode';
import { describeFileProblem, type FileProblem } from '../../environments/file-problem';
import { readSettings } from '../../environments/settings';
import { parseSettingsFile } from '../../environments/settings-file';
import { readOptional } from '../environment';
import { onFiles, onSettings } from '../quiet';
import { personalSetting } from '../settings';
import type { ReportLog } from '../testing/report-log';
import { SOURCE } from './problem-diagnostic';
import { lineDiagnostic } from './line-diagnostic';
import { WatchedProblems } from './watched-problems';

const FOLDER_SETTINGS = '.vscode/settings.json';

/** A problem and the file that it is in; the person's own settings have a name, but no file that an extension may know. */
interface PlacedProblem extends FileProblem {
  readonly uri?: vscode.Uri;
}

/** Says which settings are not usable, at their place in the Problems panel, and once in a message: elements do not find their values then. */
export function settingsDiagnostics(log: Pick<ReportLog, 'warn'>): WatchedProblems {
  const said = new Set<string>();
  return new WatchedProblems(
    `${SOURCE}: settings`,
    async () => {
      const problems = (await Promise.all(settingsFiles().map(problemsIn))).flat();
      say([...problems, ...ownProblems()], said, log);
      return problems.map(({ uri, line, message, remedy, severity }) => [uri, [lineDiagnostic(line, `${message} ${remedy}`, severity, SOURCE, 'settings')]]);
    },
    (changed) => [onFiles(`**/{${FOLDER_SETTINGS},*.code-workspace}`, changed), vscode.workspace.onDidChangeWorkspaceFolders(changed), onSettings(changed)],
  );
}

/** Tells what was not `said` yet: all of it to the log, the first error in a message. */
function say(problems: readonly PlacedProblem[], said: Set<string>, log: Pick<ReportLog, 'warn'>): void {
  const unsaid = problems.filter((problem) => !said.has(describeFileProblem(problem)));
  for (const problem of unsaid) {
    said.add(describeFileProblem(problem));
    log.warn(describeFileProblem(problem));
  }
  const [first, ...others] = unsaid.filter(({ severity }) => severity === 'error');
  if (first !== undefined) void offer(first, others.length);
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
