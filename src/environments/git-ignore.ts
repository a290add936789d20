import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findGit } from './find-git';

/** What git says of files of a folder: the ignored ones, or `unknown` where there is no repository or no git. */
export type GitIgnored = { readonly kind: 'known'; readonly ignored: ReadonlySet<string> } | { readonly kind: 'unknown' };

/** Long enough for a large index on a slow disk; after it nothing is said. */
const TIMEOUT_MS = 10_000;

/**
 * Asks git which of the files it ignores; `files` are relative to the folder. A file that is already committed is not
 * ignored, whatever .gitignore says. Never rejects. Not to be called in an untrusted workspace.
 */
export function gitIgnored(folder: string, files: readonly string[]): Promise<GitIgnored> {
  if (files.length === 0) return Promise.resolve({ kind: 'known', ignored: new Set() });
  const program = findGit(process.platform, process.env['PATH'] ?? '', existsSync);
  if (program === undefined) return Promise.resolve({ kind: 'unknown' });
  return new Promise((resolve) => {
    // The file system monitor is a program that the repository's configuration names.
    const git = spawn(program, ['-C', folder, '-c', 'core.fsmonitor=false', 'check-ignore', '-z', '--stdin'], { stdio: ['pipe', 'pipe', 'ignore'], timeout: TIMEOUT_MS });
    const chunks: Buffer[] = [];
    git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    git.on('error', () => {
      resolve({ kind: 'unknown' });
    });
    git.on('close', (code) => {
      // 0: some are ignored; 1: none is.
      if (code !== 0 && code !== 1) resolve({ kind: 'unknown' });
      else resolve({ kind: 'known', ignored: new Set(Buffer.concat(chunks).toString('utf8').split('\0').filter(Boolean)) });
    });
    // It ends before it has read its input where there is no repository.
    git.stdin.on('error', () => undefined);
    git.stdin.end(files.join('\0'));
  });
}
