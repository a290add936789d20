import * as vscode from 'vscode';
import { readSettings, type ReadSettings } from '../environments/settings';

const SECTION = 'databaseElements';

/** The settings as they apply to a workspace folder, parsed; what is not usable is reported, not obeyed. */
export function folderSettings(folder: vscode.Uri | undefined): ReadSettings {
  const configuration = vscode.workspace.getConfiguration(SECTION, folder);
  const { settings, problems } = readSettings((name) => configuration.get<unknown>(name));
  const own = protectedByPerson(folder);
  return { settings: { ...settings, protectedEnvironments: [...new Set([...settings.protectedEnvironments, ...own])] }, problems };
}

/** The environments that the person's own settings protect; the settings of a repository cannot take that back. */
function protectedByPerson(folder: vscode.Uri | undefined): readonly string[] {
  const configuration = vscode.workspace.getConfiguration(SECTION, folder);
  return readSettings((name) => configuration.inspect(name)?.globalValue).settings.protectedEnvironments;
}
