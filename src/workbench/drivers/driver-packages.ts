import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { DriverPackage } from '../../databases/contract';
import { findPackage } from '../../databases/shared/driver-package';
import type { DriverLookup } from '../../diagnosis/prepare';
import { packageFolder } from './npm-install';

const SECTION = 'databaseElements';
const FOLDERS = 'driverFolders';
const folders = z.record(z.string(), z.string());

/** The drivers that the user has installed: in the extension's own storage, or in a folder that a setting of this machine names. */
export class DriverPackages {
  constructor(private readonly storage: vscode.Uri) {}

  /** Absolute path of the folder that the extension installs into. */
  get folder(): string {
    return vscode.Uri.joinPath(this.storage, 'drivers').fsPath;
  }

  find(wanted: DriverPackage): DriverLookup {
    const named = this.named()[wanted.name];
    const found = findPackage(named ?? packageFolder(this.folder, wanted), wanted.name);
    if (found !== undefined) return { kind: 'found', ...found };
    return { kind: 'missing', reason: named === undefined ? 'it is not installed' : `there is none in ${named}, which the setting "${SECTION}.${FOLDERS}" names` };
  }

  /** Takes a driver from a folder from now on; from the extension's own storage without one. */
  async use({ name }: DriverPackage, folder: string | undefined): Promise<void> {
    const { [name]: previous, ...others } = this.named();
    if (previous === folder) return;
    const next = folder === undefined ? others : { ...others, [name]: folder };
    await vscode.workspace.getConfiguration(SECTION).update(FOLDERS, Object.keys(next).length === 0 ? undefined : next, vscode.ConfigurationTarget.Global);
  }

  // Only what the user has set counts: a repository must not be able to name code that is run.
  private named(): Readonly<Record<string, string>> {
    const stated = vscode.workspace.getConfiguration(SECTION).inspect<unknown>(FOLDERS)?.globalValue;
    return folders.safeParse(stated).data ?? {};
  }
}
