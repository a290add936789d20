import * as vscode from 'vscode';
import { readSettings, type ReadSettings } from '../environments/settings';

const SECTION = 'databaseElements';

/** The settings as they apply to a workspace folder, parsed; what is not usable is reported, not obeyed. */
export function folderSettings(folder: vscode.Uri | undefined): ReadSettings {
  const configuration = vscode.workspace.getConfiguration(SECTION, folder);
  return readSettings((name) => configuration.get<unknown>(name));
}
