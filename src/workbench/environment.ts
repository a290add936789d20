import * as vscode from 'vscode';
import { DEFAULT_ENVIRONMENT, type ValueSources } from '../environments/sources';
import { filesBesideEnvFiles, knownEnvironments, STANDARD_ENVIRONMENTS } from '../environments/known-environments';
import { isObject, valueAt } from '../elements/findings';
import { envFileReader, loadSources, type ReadFolderFile } from '../environments/load-sources';
import { changeSettings, changeValues, statedEnvironments } from './environment-settings';
import { onFiles } from './quiet';
import { folderSettings } from './settings';

const STATE_KEY = 'databaseElements.environment';
/** Where a setting names files otherwise, their values are read with the next change of something else. */
const ENV_FILES = '**/{.env*,*.env}';

/** The environment in use, remembered per workspace, and the values it has for a workspace folder. */
export class ActiveEnvironment {
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly envFiles: vscode.Disposable;
  /** Fires with the name of the environment when another is used, or when a `.env` file gives it other values. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly state: vscode.Memento,
    /** The secret variables of a folder by its URI, once its elements are known. */
    private readonly secretKeys: (folder: string) => Promise<ReadonlySet<string>>,
  ) {
    this.envFiles = onFiles(ENV_FILES, () => { this.changed.fire(this.name); });
  }

  dispose(): void {
    this.envFiles.dispose();
    this.changed.dispose();
  }

  get name(): string {
    return this.state.get<string>(STATE_KEY, DEFAULT_ENVIRONMENT);
  }

  async use(name: string): Promise<void> {
    await this.state.update(STATE_KEY, name);
    this.changed.fire(name);
  }

  /** True when a folder's settings mark the environment in use as protected. */
  get isProtected(): boolean {
    return this.protects(this.name);
  }

  protects(name: string): boolean {
    return (vscode.workspace.workspaceFolders ?? []).some((folder) => folderSettings(folder.uri).protectedEnvironments.includes(name));
  }

  /** The environments that the open folders know by their settings and `.env` files, and the standard ones, each once. */
  async named(): Promise<string[]> {
    const names = await Promise.all(
      (vscode.workspace.workspaceFolders ?? []).map(async ({ uri }) => knownEnvironments(folderSettings(uri), await envFileCandidates(uri))),
    );
    return [...new Set([...STANDARD_ENVIRONMENTS, ...names.flat()])];
  }

  /** The same, and the one in use, whatever it is. */
  async known(): Promise<string[]> {
    return [...new Set([...(await this.named()), this.name])];
  }

  /** Marks the environment as protected, or not, in the workspace settings. Rejects when something else stands there. */
  async protect(name: string, isProtected: boolean): Promise<void> {
    await changeSettings(undefined, name, (stated) => ({ ...stated, protected: isProtected }));
    this.changed.fire(this.name);
  }

  /** Sets a variable's value in the current application: the workspace settings. Never for secrets. Rejects when something else stands there. */
  async setValue(folder: vscode.Uri | undefined, key: string, value: string): Promise<void> {
    await changeValues(folder, this.name, (values) => ({ ...values, [key]: value }));
  }

  /** True when the settings of the folder, or of the workspace, hold a value of the variable in the environment in use. */
  hasOwnValue(folder: vscode.Uri, key: string): boolean {
    return valueAt(statedEnvironments(folder), [this.name, 'values', key]) !== undefined;
  }

  /** Takes a variable's value out of the workspace settings, for the environment in use. */
  async clearValue(folder: vscode.Uri, key: string): Promise<void> {
    await changeValues(folder, this.name, (values) => Object.fromEntries(Object.entries(values).filter(([other]) => other !== key)));
  }

  /** Gives the values of a variable another key, in every environment of the workspace settings; those of the user's own settings stay. */
  async renameValues(folder: vscode.Uri, from: string, to: string): Promise<void> {
    const stated = statedEnvironments(folder);
    for (const name of Object.keys(isObject(stated) ? stated : {})) {
      if (valueAt(stated, [name, 'values', from]) === undefined) continue;
      await changeValues(folder, name, (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key === from ? to : key, value])));
    }
  }

  async sources(folder: vscode.Uri): Promise<ValueSources> {
    const settings = folderSettings(folder);
    const secretKeys = await this.secretKeys(folder.toString());
    return loadSources(this.name, { settings, secretKeys, readFile: envFilesOf(folder) }, process.env);
  }

  /** The values of every known environment of a folder, without the process environment, which belongs to the one in use. */
  async allSources(folder: vscode.Uri): Promise<ValueSources[]> {
    const settings = folderSettings(folder);
    const secretKeys = await this.secretKeys(folder.toString());
    const names = knownEnvironments(settings, await envFileCandidates(folder));
    // Most files serve several environments.
    const readFile = once(envFilesOf(folder));
    return Promise.all(names.map((name) => loadSources(name, { settings, secretKeys, readFile }, {})));
  }
}

/** The files among which the `.env` files of a folder are. */
export async function envFileCandidates(folder: vscode.Uri): Promise<string[]> {
  return filesBesideEnvFiles(folderSettings(folder), async (path) => {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, path)).then(undefined, () => []);
    return entries.flatMap(([name, kind]) => (kind === vscode.FileType.Directory ? [] : [name]));
  });
}

function once(readFile: ReadFolderFile): ReadFolderFile {
  const read = new Map<string, Promise<string | undefined>>();
  return (path) => {
    const text = read.get(path) ?? readFile(path);
    read.set(path, text);
    return text;
  };
}

/** Reads `.env` files of a folder, which may be on a file system that only VS Code knows. */
export function envFilesOf(folder: vscode.Uri): ReadFolderFile {
  return folder.scheme === 'file' ? envFileReader(folder.fsPath) : (path) => readOptional(vscode.Uri.joinPath(folder, path));
}

/** Reads a file of a folder; undefined when there is none. */
export async function readOptional(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    // Python keeps virtual environments in a folder named .env, which is no .env file.
    if (error instanceof vscode.FileSystemError && (error.code === 'FileNotFound' || error.code === 'FileIsADirectory')) return undefined;
    throw error;
  }
}
