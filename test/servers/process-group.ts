import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { until } from './until';

/** A program with everything that it starts. */
export interface ProcessGroup {
  readonly pid: number;
  /** Set once the program has ended. */
  readonly exitCode: number | undefined;
  /** What the program wrote. */
  log(): Promise<string>;
  /** Asks the whole group to end, ends it by force when that takes too long, and resolves when it has ended. */
  stop(): Promise<void>;
}

export interface ProcessGroupOptions {
  /** The file that gets the program's output. */
  readonly logFile: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  /** The signal that asks this program to end. */
  readonly signal?: 'TERM' | 'INT';
}

// The guard reads a pipe whose other end only the test process has. When that process dies, however it dies, the pipe
// ends and the guard ends the group: nothing that a test started can outlive the test run.
const guard = `
signal=$1; shift
"$@" 3<&- &
main=$!
( trap '' TERM INT; cat <&3 >/dev/null; kill -s "$signal" $main 2>/dev/null; n=0
  while kill -0 $main 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
  kill -s KILL 0 ) &
exec 3<&-
trap '' TERM INT
wait $main`;

/** Starts a program in a process group of its own that ends with this process at the latest. */
export function startGroup(command: string, args: readonly string[], options: ProcessGroupOptions): ProcessGroup {
  const log = openSync(options.logFile, 'a');
  const child = spawn('/bin/sh', ['-c', guard, 'guard', options.signal ?? 'TERM', command, ...args], {
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
    env: options.env ?? process.env,
    cwd: options.cwd,
    ...options.account,
  });
  closeSync(log);
  const pipe = child.stdio[3];
  if (child.pid === undefined || pipe === null || pipe === undefined) throw new Error(`${command} cannot be started`);
  const { pid } = child;
  let exitCode: number | undefined;
  child.on('exit', (code) => {
    exitCode = code ?? 1;
  });
  pipe.on('error', () => undefined);

  return {
    pid,
    get exitCode() {
      return exitCode;
    },
    log: () => readFile(options.logFile, 'utf8'),
    async stop() {
      pipe.destroy();
      await until(`the end of ${command}`, () => exitCode !== undefined, 20_000);
      killGroup(pid);
    },
  };
}

// What the program started and left behind. Nothing may be left, and then there is no such group.
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    return;
  }
}
