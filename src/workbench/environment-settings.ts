import * as vscode from 'vscode';
import { isObject, valueAt, type JsonObject } from '../elements/findings';
import { writeProblem } from '../environments/settings';

/** Changes what the settings say of an environment; other keys are kept. Rejects where something else than an object stands there, which is left as it is. */
export async function changeSettings(folder: vscode.Uri | undefined, name: string, change: (stated: JsonObject) => JsonObject): Promise<void> {
  const { configuration, stated, target } = placeOfSettings(folder);
  const problem = writeProblem(stated, name);
  if (problem !== undefined) throw new Error(problem);
  const before = valueAt(stated, [name]);
  await configuration.update('environments', { ...(isObject(stated) ? stated : {}), [name]: change(isObject(before) ? before : {}) }, target);
}

/** The same for the values that the environment has there. */
export async function changeValues(folder: vscode.Uri | undefined, name: string, change: (values: JsonObject) => JsonObject): Promise<void> {
  await changeSettings(folder, name, (stated) => ({ ...stated, values: change(isObject(stated['values']) ? stated['values'] : {}) }));
}

/** What the settings of the folder itself, or of the workspace, say of environments, as it stands there. */
export function statedEnvironments(folder: vscode.Uri | undefined): unknown {
  return placeOfSettings(folder).stated;
}

/** With several folders each has settings of its own. */
function placeOfSettings(folder: vscode.Uri | undefined) {
  const configuration = vscode.workspace.getConfiguration('databaseElements', folder);
  const inspected = configuration.inspect<unknown>('environments');
  const byFolder = folder !== undefined && vscode.workspace.workspaceFile !== undefined;
  return {
    configuration,
    stated: byFolder ? inspected?.workspaceFolderValue : inspected?.workspaceValue,
    target: byFolder ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace,
  };
}
