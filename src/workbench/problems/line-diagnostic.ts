import * as vscode from 'vscode';

/** A diagnostic on a whole line, which is 1-based; the editor cuts the range to the line's length. */
export function lineDiagnostic(line: number, message: string, severity: 'error' | 'warning', source: string, code?: string): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(range, message, severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning);
  diagnostic.source = source;
  if (code !== undefined) diagnostic.code = code;
  return diagnostic;
}
