import type { Settings } from './settings';

/** The environments that every application has. */
export const STANDARD_ENVIRONMENTS = ['development', 'testing', 'production'] as const;

/** Endings that `.env` files have for other reasons. */
const NOT_ENVIRONMENTS = new Set(['local', 'example', 'sample', 'template', 'dist', 'defaults', 'schema', 'vault', 'bak', 'swp']);

/**
 * The environments that a workspace folder knows: the standard ones, those of its settings, and those that a `.env` file is
 * named for. `fileNames` are the names in the folder. In this order, each once.
 */
export function knownEnvironments(settings: Settings, fileNames: readonly string[]): string[] {
  return [...new Set([...STANDARD_ENVIRONMENTS, ...Object.keys(settings.environments), ...environmentsOfFiles(settings.envFiles, fileNames)])];
}

function environmentsOfFiles(patterns: readonly string[], fileNames: readonly string[]): string[] {
  // The longest pattern first: `.env.production.local` is a file of production, not of an environment "production.local".
  const ordered = [...patterns].sort((a, b) => b.length - a.length);
  return fileNames.flatMap((file) => {
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
