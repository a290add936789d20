import { win32 } from 'node:path';

/**
 * The program to run for git, undefined where there is none. Windows would look for a bare name in the working directory
 * first, and a cloned repository can hold a git.exe: there the absolute folders of the search path are gone through.
 */
export function findGit(platform: string, searchPath: string, exists: (path: string) => boolean): string | undefined {
  if (platform !== 'win32') return 'git';
  return searchPath
    .split(win32.delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, '$1'))
    // A drive-relative folder such as \tools depends on the working directory as well.
    .filter((folder) => /^([A-Za-z]:[\\/]|\\\\)/.test(folder))
    .map((folder) => win32.join(folder, 'git.exe'))
    .find(exists);
}
