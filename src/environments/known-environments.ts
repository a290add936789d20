import { posix } from 'node:path';
import { leavesFolder } from '../elements/checks';
import type { Settings } from './settings';

/** The environments that every application has. */
export const STANDARD_ENVIRONMENTS = ['development', 'testing', 'production'] as const;

/** Endings that `.env` files have for other reasons. */
const NOT_ENVIRONMENTS = new Set(['local', 'example', 'sample', 'template', 'dist', 'defaults', 'schema', 'vault', 'bak', 'swp']);

/**
 * The environments that a workspace folder knows: the standard ones, those of its settings, and those that a `.env` file is
 * named for, of which `files` are the paths. In this order, each once.
 */
export function knownEnvironments(settings: Settings, files: readonly string[]): string[] {
  return [...new Set([...STANDARD_ENVIRONMENTS, ...Object.keys(settings.environments), ...environmentsOfFiles(settings.envFiles.map((pattern) => posix.normalize(pattern)), files)])];
}

/**
 * The paths of the files among which a folder's `.env` files are: those directly in it and in the folders that the setting
 * names. `list` gives the names of the files directly in a folder of it, none where there is no such folder.
 */
export async function filesBesideEnvFiles({ envFiles }: Settings, list: (folder: string) => Promise<readonly string[]>): Promise<string[]> {
  const named = envFiles.map((pattern) => posix.dirname(posix.normalize(pattern))).filter((folder) => !folder.includes('<env>') && !leavesFolder(folder));
  const files = await Promise.all([...new Set(['.', ...named])].map(async (folder) => (await list(folder)).map((name) => posix.join(folder, name))));
  return files.flat();
}

function environmentsOfFiles(patterns: readonly string[], files: readonly string[]): string[] {
  // The longest pattern first: `.env.production.local` is a file of production, not of an environment "production.local".
  const ordered = [...patterns].sort((a, b) => b.length - a.length);
  return files.flatMap((file) => {
    if (patterns.includes(file)) return [];
    for (const pattern of ordered) {
      const [before = '', ...after] = pattern.split('<env>');
      const rest = after.join('<env>');
      const name = file.slice(before.length, file.length - rest.length);
      if (after.length > 0 && pattern.replaceAll('<env>', name) === file && name !== '') return NOT_ENVIRONMENTS.has(name) ? [] : [name];
    }
    return [];
  });
}
