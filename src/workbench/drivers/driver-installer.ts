import * as vscode from 'vscode';
import type { DatabaseType, DriverPackage } from '../../databases/contract';
import { databaseTypes } from '../../databases/registry';
import { findPackage } from '../../databases/shared/driver-package';
import type { ReportLog } from '../testing/report-log';
import type { DriverPackages } from './driver-packages';
import { findNpm, type Npm } from './npm';
import { installArguments, installPackage, npmConfiguration, withProxy, type NpmConfiguration } from './npm-install';

const INSTALL = 'Install';
const USE_FOLDER = 'Use a Folder...';

type InstallableType = DatabaseType & { readonly driverPackage: DriverPackage };

/** "Install Database Driver...": asks first, shows what is run, and leaves nothing behind when it does not come to an end. */
export class DriverInstaller {
  constructor(
    private readonly packages: DriverPackages,
    private readonly log: ReportLog,
  ) {}

  /** Resolves with true when the driver is there afterwards. Without an id, for the one type that needs it, or one that is picked. */
  async run(typeId?: string): Promise<boolean> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage('Nothing is installed in Restricted Mode. Trust this workspace first.');
      return false;
    }
    const type = await pickType(typeId);
    if (type === undefined) return false;
    const npm = findNpm(process.env);
    const configuration = npm === undefined ? undefined : await this.configuration(npm);
    const answer = await this.confirm(type, configuration);
    if (answer === USE_FOLDER) return this.useFolder(type);
    if (answer !== INSTALL || npm === undefined || configuration === undefined) return false;
    return this.install(type, npm, configuration);
  }

  private async configuration(npm: Npm): Promise<NpmConfiguration | undefined> {
    try {
      return await npmConfiguration(npm, this.packages.folder, process.env);
    } catch (error) {
      this.log.warn(`npm does not tell its configuration: ${messageOf(error)}`);
      return undefined;
    }
  }

  private confirm(type: InstallableType, configuration: NpmConfiguration | undefined): Thenable<string | undefined> {
    const { driverPackage } = type;
    const installed = this.packages.find(driverPackage);
    const detail = [
      ...(installed.kind === 'found' ? [`${driverPackage.name} ${installed.version} is installed in ${installed.folder}.`] : []),
      `${driverPackage.name} is ${driverPackage.licence}, under a licence of its own. It is not part of this extension; by installing it you accept that licence.`,
      configuration === undefined
        ? 'npm was not found on the path of VS Code, so a folder with an installed copy is needed.'
        : `This will be run, from ${configuration.registry}, in the extension's own storage:\n\nnpm ${installArguments(driverPackage).join(' ')}`,
    ].join('\n\n');
    return vscode.window.showInformationMessage(`Install the driver for ${type.label}?`, { modal: true, detail }, ...(configuration === undefined ? [] : [INSTALL]), USE_FOLDER);
  }

  private async install({ driverPackage }: InstallableType, npm: Npm, configuration: NpmConfiguration): Promise<boolean> {
    const title = `${driverPackage.name} ${driverPackage.version}`;
    const env = withProxy(process.env, vscode.workspace.getConfiguration('http').get<string>('proxy'), configuration);
    const cancel = new AbortController();
    this.log.info(`npm ${installArguments(driverPackage).join(' ')}`);
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Installing ${title}`, cancellable: true }, (progress, token) => {
        token.onCancellationRequested(() => { cancel.abort(); });
        const onLine = (line: string): void => {
          this.log.info(line);
          progress.report({ message: line.slice(0, 80) });
        };
        return installPackage({ npm, wanted: driverPackage, drivers: this.packages.folder, env, signal: cancel.signal, onLine });
      });
      await this.packages.use(driverPackage, undefined);
    } catch (error) {
      if (!cancel.signal.aborted) void this.tellFailure(title, messageOf(error));
      return false;
    }
    void vscode.window.showInformationMessage(`${title} is installed.`);
    return true;
  }

  private async tellFailure(title: string, reason: string): Promise<void> {
    this.log.warn(`${title} was not installed: ${reason}`);
    const show = 'Show Log';
    const answer = await vscode.window.showErrorMessage(`${title} was not installed: ${reason}`, show);
    if (answer === show) this.log.show();
  }

  private async useFolder({ driverPackage }: InstallableType): Promise<boolean> {
    const { name } = driverPackage;
    const [picked] = (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, title: `Folder with ${name}`, openLabel: 'Use Folder' })) ?? [];
    if (picked === undefined) return false;
    if (findPackage(picked.fsPath, name) === undefined) {
      void vscode.window.showErrorMessage(`There is no installed ${name} in ${picked.fsPath}. Pick the package's own folder, or the one that npm install was run in.`);
      return false;
    }
    await this.packages.use(driverPackage, picked.fsPath);
    return true;
  }
}

async function pickType(id: string | undefined): Promise<InstallableType | undefined> {
  const types = databaseTypes.all.filter(isInstallable);
  const known = types.find((type) => type.id === id) ?? (types.length === 1 ? types[0] : undefined);
  if (known !== undefined) return known;
  const picked = await vscode.window.showQuickPick(types.map((type) => ({ label: type.label, type })), { placeHolder: 'Install the driver of which database?' });
  return picked?.type;
}

function isInstallable(type: DatabaseType): type is InstallableType {
  return type.driverPackage !== undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
