import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { secretPlaceFindings } from '../../diagnosis/readiness/secret-place-rules';
import { gitIgnored } from '../../environments/git-ignore';
import type { ValueSources } from '../../environments/sources';
import { variablesOf, type WorkspaceVariable } from '../../environments/variables';
import type { ActiveEnvironment } from '../environment';
import { onFiles, onSettings } from '../quiet';
import type { WorkspaceElements } from '../workspace-elements';
import { SOURCE } from './problem-diagnostic';
import { lineDiagnostic } from './line-diagnostic';
import { WatchedProblems, type FoundProblems } from './watched-problems';

/** What decides whether a `.env` file is a problem; one of another name is looked at with the next change of an element. */
export const ENV_FILES_AND_IGNORED = '**/{.env*,*.env,.gitignore}';

/** Warns of `.env` files that hold a secret and are not ignored by git, and of lines in them that have no effect. */
export function envFileDiagnostics(elements: WorkspaceElements, environment: ActiveEnvironment): WatchedProblems {
  return new WatchedProblems(
    `${SOURCE}: .env`,
    async () => {
      await elements.ready;
      // git runs what a repository's settings say, hence not in Restricted Mode.
      if (!vscode.workspace.isTrusted) return undefined;
      const variables = variablesOf(elements.index.all(), databaseTypes);
      const found: FoundProblems = [];
      for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
        const own = variables.filter((variable) => variable.folder === uri.toString());
        for (const [file, diagnostics] of await diagnose(uri, await environment.allSources(uri), own)) found.push([vscode.Uri.joinPath(uri, file), diagnostics]);
      }
      return found;
    },
    (changed) => [
      onFiles(ENV_FILES_AND_IGNORED, changed),
      elements.index.onDidChange(changed),
      vscode.workspace.onDidGrantWorkspaceTrust(changed),
      vscode.workspace.onDidChangeWorkspaceFolders(changed),
      onSettings(changed),
    ],
  );
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
