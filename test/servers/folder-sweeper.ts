import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

// The sweeper reads names from a pipe whose other end only the test process has. When that process dies, however it dies, the
// pipe ends and the folders go. A server that ends at the same time may write into its own until it has.
const sweeper = `
while IFS= read -r folder; do set -- "$@" "$folder"; done
n=0
until rm -rf "$@" || [ $n -ge 100 ]; do sleep 0.2; n=$((n + 1)); done`;

let names: Socket | undefined;

/** Has a folder removed when this process has ended, if it is still there. */
export function removeWithThisProcess(folder: string): void {
  names ??= startSweeper();
  names.write(`${folder}\n`);
}

function startSweeper(): Socket {
  const child = spawn('/bin/sh', ['-c', sweeper, 'sweeper'], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  if (!(child.stdin instanceof Socket)) throw new Error('The sweeper has no pipe.');
  // It ends with this process, and does not keep it.
  child.stdin.unref();
  return child.stdin;
}
