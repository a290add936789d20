// Runs a program in the foreground, bounded in time.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { binaries, root } from './locations.mjs';

const minute = 60_000;

/** An environment whose path starts with these folders. */
export function withPath(...folders) {
  return { ...process.env, PATH: [...folders, process.env.PATH].join(path.delimiter) };
}

/** The environment of the project's own tools: they need Node 24, whatever Node the machine has. */
export const projectEnvironment = () => withPath(binaries);

/**
 * Runs a program with this terminal's output and no input. Resolves to its exit code, or to 1 with a message when it
 * cannot be started, is ended by a signal, or takes longer than `minutes`.
 */
export function run(command, args, { cwd = root, env = process.env, minutes = 10 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const timer = setTimeout(() => {
      console.error(`${command} took longer than ${minutes} minutes and is stopped.`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, minutes * minute);
    child.on('error', (error) => {
      clearTimeout(timer);
      console.error(`${command} cannot be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
