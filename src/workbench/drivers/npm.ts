import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How npm is started: a program and the arguments that come before npm's own. */
export interface Npm {
  readonly program: string;
  readonly before: readonly string[];
}

/**
 * Finds npm on the path. Relative entries of the path are passed over, so that no folder of a workspace can bring its own.
 * On Windows npm is a script of the shell, which takes arguments apart in its own way, so Node.js runs what that would run.
 */
export function findNpm(env: Environment, platform: NodeJS.Platform = process.platform, exists: (file: string) => boolean = existsSync): Npm | undefined {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  const first = (...names: readonly string[]) => folders.map((folder) => paths.join(folder, ...names)).find(exists);
  if (platform !== 'win32') {
    const program = first('npm');
    return program === undefined ? undefined : { program, before: [] };
  }
  const [node, cli] = [first('node.exe'), first('node_modules', 'npm', 'bin', 'npm-cli.js')];
  return node === undefined || cli === undefined ? undefined : { program: node, before: [cli] };
}

export interface NpmRun {
  /** npm reads the .npmrc of this folder, and none of a workspace. */
  readonly cwd: string;
  readonly env: Environment;
  readonly signal?: AbortSignal;
  /** Each line that npm prints, without credentials in addresses. */
  readonly onLine?: (line: string) => void;
}

/** Runs npm without a shell. Resolves with what it wrote to its standard output; rejects when it fails or is cancelled. */
export function runNpm(npm: Npm, args: readonly string[], { cwd, env, signal, onLine }: NpmRun): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(npm.program, [...npm.before, ...args], { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...(signal === undefined ? {} : { signal }) });
    let [output, reason] = ['', ''];
    const onText = (text: string): void => {
      for (const line of withoutCredentials(text).split(/\r?\n/).filter((each) => each.trim() !== '')) {
        const error = /npm (?:ERR!|error) (?!code|errno|syscall|A complete log)(.+)/.exec(line)?.[1];
        if (reason === '') reason = error ?? '';
        onLine?.(line);
      }
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onText(text);
    });
    child.stderr.setEncoding('utf8').on('data', onText);
    // What is cancelled has ended only when it is closed, and until then it writes to its folder.
    let failure: Error | undefined;
    child.once('error', (error) => {
      failure = error;
      if (child.pid === undefined) reject(error);
    });
    child.once('close', (code) => {
      if (failure !== undefined) reject(failure);
      else if (code === 0) resolve(output);
      else reject(new Error(reason === '' ? `npm ended with exit code ${code ?? 'none'}` : reason));
    });
  });
}

export function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/\s@]+@/g, '//');
}
