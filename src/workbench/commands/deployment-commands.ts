import * as vscode from 'vscode';
import type { SecretVariables } from '../../credentials/secret-variables';
import { databaseTypes } from '../../databases/registry';
import { checkReadiness, isReady } from '../../diagnosis/readiness/check-readiness';
import type { Finding } from '../../diagnosis/readiness/finding';
import { gatherReadiness } from '../../diagnosis/readiness/gather';
import { envExample } from '../../environments/env-example';
import { variablesOf } from '../../environments/variables';
import { Disposables } from '../disposables';
import { envFileCandidates, envFilesOf, readOptional, type ActiveEnvironment } from '../environment';
import { ENV_FILES_AND_IGNORED } from '../problems/env-file-problems';
import { lineDiagnostic } from '../problems/line-diagnostic';
import { onFiles, onSettings, Quiet } from '../quiet';
import { folderSettings } from '../settings';
import type { WorkspaceElements } from '../workspace-elements';
import { exists } from './new-file';

const SOURCE = 'Deployment Readiness';
const SETTINGS_FILE = '.vscode/settings.json';

/** Says what stands between the workspace and a deployment, in the Problems panel. */
export class Deployment {
  private readonly collection = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly disposables = new Disposables();
  /** The environment whose findings are shown; they go as they are mended. */
  private checked: string | undefined;
  private turn = 0;

  constructor(
    private readonly elements: WorkspaceElements,
    private readonly environment: ActiveEnvironment,
    private readonly secrets: SecretVariables,
  ) {
    const quiet = new Quiet(() => this.checkAgain());
    this.disposables.add(
      this.collection,
      quiet,
      onFiles(ENV_FILES_AND_IGNORED, quiet.soon),
      elements.index.onDidChange(quiet.soon),
      onSettings(quiet.soon),
    );
  }

  /** Asks for an environment, checks it, and shows each finding at its place. */
  async check(): Promise<void> {
    const known = await this.environment.known();
    const ordered = ['production', ...known.filter((name) => name !== 'production')];
    const environment = await vscode.window.showQuickPick(ordered, { placeHolder: 'Check the readiness of which environment?' });
    if (environment === undefined) return;
    this.turn++;
    const findings = await this.findings(environment);
    this.checked = environment;
    this.show(environment, findings);
    await announce(environment, findings);
  }

  /** Writes `.env.example` of a folder; one that is there is replaced only after asking. */
  async writeExample(): Promise<void> {
    await this.elements.ready;
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const variables = variablesOf(this.elements.index.all(), databaseTypes).filter((variable) => variable.folder === folder.uri.toString());
      if (variables.length === 0) continue;
      const file = vscode.Uri.joinPath(folder.uri, '.env.example');
      const replace = 'Replace';
      if ((await exists(file)) && (await vscode.window.showWarningMessage(`${folder.name}/.env.example is there already. Replace it?`, { modal: true }, replace)) !== replace) continue;
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(envExample(variables)));
      await vscode.window.showTextDocument(file);
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async checkAgain(): Promise<void> {
    const { checked } = this;
    if (checked === undefined) return;
    const turn = ++this.turn;
    const findings = await this.findings(checked);
    if (turn === this.turn) this.show(checked, findings);
  }

  private async findings(environment: string): Promise<Finding[]> {
    await this.elements.ready;
    const folders = await Promise.all(
      (vscode.workspace.workspaceFolders ?? []).map(async ({ uri }) => {
        const settingsText = await readOptional(vscode.Uri.joinPath(uri, SETTINGS_FILE));
        return {
          folder: uri.toString(),
          // git runs what a repository's settings say, hence not in Restricted Mode.
          path: uri.scheme === 'file' && vscode.workspace.isTrusted ? uri.fsPath : undefined,
          settings: folderSettings(uri),
          ...(settingsText === undefined ? {} : { settingsFile: { file: SETTINGS_FILE, text: settingsText } }),
          readFile: envFilesOf(uri),
          files: await envFileCandidates(uri),
          hasSecret: async (key: string) =>
            vscode.workspace.isTrusted && (await this.secrets.presence({ workspace: uri.toString(), environment, key })).kind === 'stored',
        };
      }),
    );
    return checkReadiness(
      await gatherReadiness({
        environment,
        types: databaseTypes,
        entries: this.elements.index.all(),
        process: process.env,
        folders,
        textOf: async (entry) => (await readOptional(vscode.Uri.parse(entry.uri, true))) ?? '',
      }),
    );
  }

  private show(environment: string, findings: readonly Finding[]): void {
    this.collection.clear();
    // What stands in the panel without a check is not said twice.
    for (const finding of findings.filter(({ standing }) => standing !== true)) {
      const uri = vscode.Uri.joinPath(vscode.Uri.parse(finding.folder, true), finding.file);
      const diagnostic = lineDiagnostic(finding.line, `${environment}: ${finding.message} ${finding.remedy}`.trimEnd(), finding.severity, SOURCE, finding.code);
      this.collection.set(uri, [...(this.collection.get(uri) ?? []), diagnostic]);
    }
  }
}

async function announce(environment: string, findings: readonly Finding[]): Promise<void> {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const warnings = findings.length - errors;
  if (findings.length === 0) {
    void vscode.window.showInformationMessage(`${environment} is ready: every required variable is set, and nothing speaks against a deployment.`);
    return;
  }
  const counts = [errors === 0 ? [] : [`${errors} ${errors === 1 ? 'error' : 'errors'}`], warnings === 0 ? [] : [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`]].flat().join(' and ');
  const show = 'Show Problems';
  const message = isReady(findings) ? `${environment} is ready, with ${counts}.` : `${environment} is not ready: ${counts}.`;
  if ((await vscode.window.showWarningMessage(message, show)) === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
