import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_ENV_FILE } from '../environments/env-file';
import { envFileProblems, loadSources, type ReadFolderFile } from '../environments/load-sources';
import type { Settings } from '../environments/settings';
import type { ValueSources } from '../environments/sources';

/** The sources of the folder for an environment; what is wrong in its `.env` files is said on standard error. */
export async function folderSources(folder: string, settings: Settings, environment: string): Promise<ValueSources> {
  const sources = await loadSources(environment, settings, process.env, envFileReader(folder));
  printEnvFileProblems(sources);
  return sources;
}

export function printEnvFileProblems(sources: ValueSources): void {
  for (const { file, line, message, remedy } of envFileProblems(sources)) process.stderr.write(`dbelements: ${file}:${line}: ${message} ${remedy}\n`);
}

/** Reads `.env` files of a folder, and of a large one only as much as shows that it is too large. */
export function envFileReader(folder: string): ReadFolderFile {
  return async (path) => {
    const file = await open(join(folder, path)).catch(undefinedIfAbsent);
    if (file === undefined) return undefined;
    try {
      const { size } = await file.stat();
      const buffer = Buffer.alloc(Math.min(size, LARGEST_READ));
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return buffer.toString('utf8', 0, length);
    } catch (error) {
      undefinedIfAbsent(error);
      return undefined;
    } finally {
      await file.close();
    }
  };
}

/** A text of that many bytes of UTF-8 has more than MAX_ENV_FILE characters. */
const LARGEST_READ = MAX_ENV_FILE * 4 + 4;

/** Python keeps virtual environments in a folder named .env, which is no .env file. */
function undefinedIfAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR')) return undefined;
  throw error;
}
