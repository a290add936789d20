import { execFile } from 'node:child_process';
import { chmod, chown, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { removeWithThisProcess } from './folder-sweeper';

const execute = promisify(execFile);

/** An operating-system account that a server runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for a server that refuses to run as root. Undefined when this process is not root: the server then runs
 * as whoever runs the tests.
 */
export async function serviceAccount(name: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`There is no account "${name}". Install the server's package; see test/machine/prepare.mjs.`);
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Runs a program to its end; its output is part of the error when it fails. */
export async function command(file: string, args: readonly string[], options: { account?: Account | undefined; cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<string> {
  const { stdout } = await execute(file, args, { cwd: options.cwd, env: options.env, timeout: 120_000, maxBuffer: 16 * 1024 * 1024, ...options.account });
  return stdout;
}

/** A folder in the system's temporary folder that belongs to the account; it goes with this process at the latest. */
export async function temporaryFolder(name: string, account?: Account): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), `database-elements-${name}-`));
  removeWithThisProcess(folder);
  if (account) await chown(folder, account.uid, account.gid);
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Copies a file so that only the account can read it, which servers ask of their private keys. */
export async function privateCopy(from: string, to: string, account?: Account): Promise<string> {
  await copyFile(from, to);
  await chmod(to, 0o600);
  if (account) await chown(to, account.uid, account.gid);
  return to;
}
