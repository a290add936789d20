import { open, realpath, type FileHandle } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';

/**
 * Reads a text file by its path relative to a folder, or by an absolute one; at most `maxBytes` of it. Undefined when there
 * is no such file. Rejects when it cannot be read, or when a relative path leads out of the folder through a link:
 * a cloned repository could otherwise read what belongs to another application.
 */
export async function readLocalFile(folder: string, path: string, maxBytes: number): Promise<string | undefined> {
  let file: FileHandle | undefined;
  try {
    const place = isAbsolute(path) ? path : await placeInside(folder, path);
    file = await open(place);
    return await readText(file, maxBytes);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  } finally {
    await file?.close();
  }
}

async function placeInside(folder: string, path: string): Promise<string> {
  const [inside, place] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
  const way = relative(inside, place);
  if (way.startsWith('..') || isAbsolute(way)) throw new Error('it is a link that leads out of the workspace folder.');
  return place;
}

async function readText(file: FileHandle, maxBytes: number): Promise<string> {
  const { size } = await file.stat();
  const buffer = Buffer.alloc(Math.min(size, maxBytes));
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.toString('utf8', 0, length);
}

/** Python keeps virtual environments in a folder named .env, which is no .env file. */
function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR');
}
