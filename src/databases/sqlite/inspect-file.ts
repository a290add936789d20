import { closeSync, constants, openSync, readSync, statSync, type Stats } from 'node:fs';
import { ConnectionFailure } from '../failure';
import type { DatabaseFile } from './engine';
import { HEADER_SIZE, readHeader } from './header';

/**
 * Looks at a file before SQLite does, which would leave files beside one in WAL mode and has no name for what is not a
 * database. Throws what `stat` and `open` throw, and `file-not-a-database`.
 */
export function inspectFile(path: string): DatabaseFile {
  const stats = statSync(path);
  if (!stats.isFile()) throw notADatabase(stats.isDirectory() ? 'a folder' : 'not a regular file');
  const { size } = stats;
  if (isKnown(path, stats)) return { path, size, walSize: undefined, wal: false };
  const walSize = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size;
  // Closing a file drops every lock that this process has on it, so one that may be in use is opened by SQLite alone.
  if (walSize !== undefined) return { path, size, walSize, wal: true };
  const wal = readsAsWal(path);
  if (!wal && Date.now() - stats.mtimeMs > TELLING_MS) withoutWal.set(path, stats);
  return { path, size, walSize, wal };
}

/** A file that has just been written to may be written to again at what its time of change says is the same time. */
const TELLING_MS = 1000;

/** Databases that do not use write-ahead logging, as they were when that was read. */
const withoutWal = new Map<string, Stats>();

// Who tests a connection again and again changes its parameters, not its file.
function isKnown(path: string, { ino, size, mtimeMs }: Stats): boolean {
  const known = withoutWal.get(path);
  return known !== undefined && known.ino === ino && known.size === size && known.mtimeMs === mtimeMs;
}

function readsAsWal(path: string): boolean {
  const descriptor = openSync(path, OPEN_FLAGS);
  try {
    const header = readHeader(firstBytes.subarray(0, readSync(descriptor, firstBytes, 0, HEADER_SIZE, 0)));
    if (header.kind === 'other') throw notADatabase(header.description);
    return header.kind === 'sqlite' && header.wal;
  } finally {
    closeSync(descriptor);
  }
}

/** A file that is replaced by a pipe meanwhile would hold the thread where no cancellation reaches it. Windows has no such flag. */
const OPEN_FLAGS = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0);

const firstBytes = Buffer.alloc(HEADER_SIZE);

function notADatabase(what: string): ConnectionFailure {
  return new ConnectionFailure({ code: 'file-not-a-database', stage: 'open', field: 'file', driverMessage: `it is ${what}` });
}
