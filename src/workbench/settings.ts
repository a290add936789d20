import * as vscode from 'vscode';
import { readSettings, type Settings } from '../environments/settings';

const SECTION = 'databaseElements';

/** The settings as they apply to a workspace folder, parsed; what is not usable is left out, and said by settingsDiagnostics(). */
export function folderSettings(folder: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(SECTION, folder);
  const { settings } = readSettings((name) => configuration.get<unknown>(name));
  // What the person's own settings protect, those of a repository cannot take back.
  const own = readSettings(personalSetting).settings.protectedEnvironments;
  return { ...settings, protectedEnvironments: [...new Set([...settings.protectedEnvironments, ...own])] };
}

/** Where secrets are stored. It is asked for with each of them, hence without a look at all the rest. */
export function secretStoreSetting(): Settings['secretStore'] {
  const stated = vscode.workspace.getConfiguration(SECTION).get<unknown>('secretStore');
  return readSettings((name) => (name === 'secretStore' ? stated : undefined)).settings.secretStore;
}

/** What the person's own settings say, whatever the workspace makes of it. */
export function personalSetting(name: string): unknown {
  return vscode.workspace.getConfiguration(SECTION).inspect(name)?.globalValue;
}
