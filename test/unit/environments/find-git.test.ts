import { expect, it } from 'vitest';
import { findGit } from '../../../src/environments/find-git';

const installed = 'C:\\Program Files\\Git\\cmd\\git.exe';

it.each<[string, string, string | undefined]>([
  ['in a folder of the search path', 'C:\\Windows;C:\\Program Files\\Git\\cmd', installed],
  ['in a folder between quotes', '"C:\\Program Files\\Git\\cmd"', installed],
  ['nowhere', 'C:\\Windows', undefined],
  ['never in the working directory, as an empty or a relative folder has it', ';.;tools;\\tools;C:tools', undefined],
  ['after folders that depend on the working directory', '.;C:\\Program Files\\Git\\cmd', installed],
])('on Windows git is found %s', (_name, searchPath, expected) => {
  const atHand = new Set([installed, 'git.exe', 'tools\\git.exe', '\\tools\\git.exe', 'C:tools\\git.exe']);
  expect(findGit('win32', searchPath, (path) => atHand.has(path))).toBe(expected);
});

it('elsewhere the system looks for git, which never means the working directory', () => {
  expect(findGit('linux', '', () => false)).toBe('git');
});
