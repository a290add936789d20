import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ElementIndex } from '../elements/element-index';
import type { WorkspaceFiles } from '../elements/file-index';
import { ELEMENT_SUFFIX } from '../elements/full-name';
import type { ElementTypes } from '../elements/parameter';
import { filesBesideEnvFiles } from '../environments/known-environments';
import type { Settings } from '../environments/settings';
import { parseSettingsFile, type SettingsFile } from '../environments/settings-file';
import { ModelIndex } from '../models/model-index';
import { MODEL_SUFFIX } from '../models/suffix';
import { findFiles } from './find-files';

/** Relative to the folder. */
export const SETTINGS_FILE = '.vscode/settings.json';

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
  return { list: () => findFiles(folder, suffix), read: (uri) => readFile(uri) };
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
