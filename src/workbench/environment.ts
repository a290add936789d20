import * as vscode from 'vscode';
import { DEFAULT_ENVIRONMENT, type ValueSources } from '../environments/sources';
import { loadSources } from '../environments/load-sources';
import { folderSettings } from './settings';

/** The environment in use and the values it has for a workspace folder. */
export class ActiveEnvironment {
  readonly name = DEFAULT_ENVIRONMENT;

  /** Sets a variable's value in the current application: the workspace settings. Never for secrets. */
  async setValue(folder: vscode.Uri | undefined, key: string, value: string): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('databaseElements', folder);
    const inspected = configuration.inspect<Record<string, { values?: Record<string, string> }>>('environments');
    const multiRoot = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const stated = (multiRoot ? inspected?.workspaceFolderValue : inspected?.workspaceValue) ?? {};
    const environment = Object.hasOwn(stated, this.name) ? stated[this.name] : undefined;
    const changed = { ...stated, [this.name]: { ...environment, values: { ...environment?.values, [key]: value } } };
    await configuration.update('environments', changed, multiRoot ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace);
  }

  async sources(folder: vscode.Uri): Promise<ValueSources> {
    const { settings } = folderSettings(folder);
    return loadSources(this.name, settings, process.env, (path) => readOptional(vscode.Uri.joinPath(folder, path)));
  }
}

async function readOptional(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
