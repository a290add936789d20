import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileLocation } from '../elements/file-index';
import { printNote } from './output';

const SKIPPED_FOLDERS = new Set(['node_modules', '.git']);

interface Folder {
  readonly path: string;
  /** Its real path, and before that the real path of each folder with a link that led here. */
  readonly trail: readonly string[];
}

/**
 * The files of a folder and its subfolders whose names end so, by their absolute paths. Links are followed, as VS Code does
 * where it looks for files. Rejects when the folder cannot be read; of one below it, standard error is told.
 */
export async function findFiles(root: string, suffix: string): Promise<FileLocation[]> {
  const found: FileLocation[] = [];
  const pending: Folder[] = [{ path: root, trail: [await realpath(root)] }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of await entriesOf(folder.path, root)) {
      if (SKIPPED_FOLDERS.has(entry.name)) continue;
      const path = join(folder.path, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
      if (kind?.isFile() === true && entry.name.endsWith(suffix)) found.push({ uri: path, folder: root, path: relative(root, path).split(sep).join('/') });
      if (kind?.isDirectory() !== true) continue;
      const trail = entry.isSymbolicLink() ? followed(folder.trail, await realpath(path)) : [...folder.trail.slice(0, -1), join(folder.trail.at(-1) ?? '', entry.name)];
      if (trail !== undefined) pending.push({ path, trail });
    }
  }
  return found;
}

async function entriesOf(folder: string, root: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (folder === root) throw error;
    // The data folder of a database in a container belongs to another user.
    printNote(`${relative(root, folder)} cannot be read and is left out: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

/** The trail behind a link; undefined for one that leads back to a folder on the way to it, and so round in a circle. */
function followed(trail: readonly string[], target: string): readonly string[] | undefined {
  const inside = target.endsWith(sep) ? target : `${target}${sep}`;
  return trail.some((place) => place === target || place.startsWith(inside)) ? undefined : [...trail, target];
}
