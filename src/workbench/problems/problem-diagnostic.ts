import * as vscode from 'vscode';
import type { Problem, ProblemCode } from '../../elements/problem';
import { SHOW_PROBLEM } from '../commands/ids';

export const SOURCE = 'Database Elements';

/** A problem as the Problems panel shows it. Its code is a link to the very place in the text: the row itself opens the file's default editor, which is the form. */
export function toDiagnostic(uri: vscode.Uri, problem: Problem): vscode.Diagnostic {
  const range = new vscode.Range(problem.start.line - 1, problem.start.column - 1, problem.end.line - 1, problem.end.column - 1);
  const severity = problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range, problem.message, severity);
  diagnostic.source = SOURCE;
  const place = encodeURIComponent(JSON.stringify([uri.toString(), problem.start.line, problem.start.column]));
  diagnostic.code = { value: problem.code, target: vscode.Uri.parse(`command:${SHOW_PROBLEM}?${place}`) };
  return diagnostic;
}

/** The code of a diagnostic of ours. */
export function codeOf({ code }: vscode.Diagnostic): ProblemCode | undefined {
  return typeof code === 'object' ? (code.value as ProblemCode) : undefined;
}

/** Opens the text of a file at a place that counts as Problem's does. */
export async function showProblem(uri: unknown, line: unknown, column: unknown): Promise<void> {
  if (typeof uri !== 'string' || typeof line !== 'number' || typeof column !== 'number') return;
  const position = new vscode.Position(line - 1, column - 1);
  await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.parse(uri, true), 'default', { selection: new vscode.Range(position, position) });
}

const SYNTAX: readonly ProblemCode[] = ['malformed-json', 'duplicate-key'];

/** VS Code's own JSON support reads every document that is open, and says the same of its syntax: one mistake is one entry. */
export function isSaidByVsCode({ code }: Problem, document: vscode.TextDocument): boolean {
  return SYNTAX.includes(code) && /^jsonc?$/.test(document.languageId) && vscode.extensions.getExtension('vscode.json-language-features') !== undefined && vscode.workspace.getConfiguration('json', document).get('validate.enable', true);
}
