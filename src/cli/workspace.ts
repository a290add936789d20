import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ElementIndex } from '../elements/element-index';
import type { FileLocation, WorkspaceFiles } from '../elements/file-index';
import { ELEMENT_SUFFIX } from '../elements/full-name';
import type { ElementTypes } from '../elements/parameter';
import { filesBesideEnvFiles } from '../environments/known-environments';
import type { Settings } from '../environments/settings';
import { parseSettingsFile, type SettingsFile } from '../environments/settings-file';
import { ModelIndex } from '../models/model-index';
import { MODEL_SUFFIX } from '../models/suffix';
import { printNote } from './output';

/** Relative to the folder. */
export const SETTINGS_FILE = '.vscode/settings.json';

const SKIPPED_FOLDERS = new Set(['node_modules', '.git']);

/** The elements of a folder, read with Node's file system. URIs are absolute paths here. */
export async function indexFolder(folder: string, types: ElementTypes): Promise<ElementIndex> {
  const index = new ElementIndex(filesOf(folder, ELEMENT_SUFFIX), types);
  await index.refresh();
  return index;
}

/** The data table models of a folder. */
export async function indexModels(folder: string): Promise<ModelIndex> {
  const index = new ModelIndex(filesOf(folder, MODEL_SUFFIX));
  await index.refresh();
  return index;
}

function filesOf(folder: string, suffix: string): WorkspaceFiles {
  return { list: () => listFolder(folder, suffix), read: (uri) => readFile(uri) };
}

async function listFolder(root: string, suffix: string): Promise<FileLocation[]> {
  const found: FileLocation[] = [];
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (folder === root) throw error;
      // The data folder of a database in a container belongs to another user.
      printNote(`${relative(root, folder)} cannot be read and is left out: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    });
    for (const entry of entries) {
      const path = join(folder, entry.name);
      // Links are not followed: they can lead out of the workspace, or round in a circle.
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) pending.push(path);
      else if (entry.isFile() && entry.name.endsWith(suffix)) found.push({ uri: path, folder: root, path: relative(root, path).split(sep).join('/') });
    }
  }
  return found;
}

/** The settings file of a folder, with its text where it is there. */
export interface FolderSettings extends SettingsFile {
  readonly text?: string;
}

/** The workspace's own settings, as VS Code would read them from .vscode/settings.json. Never rejects. */
export async function folderSettings(folder: string): Promise<FolderSettings> {
  try {
    // Drops the mark that some editors of Windows begin a file with.
    const text = new TextDecoder().decode(await readFile(join(folder, SETTINGS_FILE)));
    return { ...parseSettingsFile(SETTINGS_FILE, text), text };
  } catch (error) {
    const nothing = parseSettingsFile(SETTINGS_FILE, '');
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return nothing;
    const reason = error instanceof Error ? error.message : String(error);
    return { ...nothing, problems: [{ file: SETTINGS_FILE, line: 1, severity: 'error', message: `The file cannot be read, so that no setting is used: ${reason}`, remedy: 'Correct its access rights.' }] };
  }
}

/** The files among which the `.env` files of a folder are. */
export async function envFileCandidates(folder: string, settings: Settings): Promise<string[]> {
  return filesBesideEnvFiles(settings, async (path) => {
    const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  });
}
