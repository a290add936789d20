import { readFileSync } from 'node:fs';
import type * as nodeSqlite from 'node:sqlite';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import initSqlJs from 'sql.js';
import type { Row, SqlValue } from '../session';
import { ConnectionFailure } from '../failure';

/** SQLite, whichever way it comes. */
export interface Engine {
  /** Opens a file, for reading unless it says otherwise. SQLite itself looks into it at the first statement. */
  open(file: DatabaseFile): OpenFile;
}

export interface OpenFile {
  all(sql: string, values: readonly SqlValue[]): readonly Row[];
  close(): void;
}

export interface DatabaseFile {
  /** Absolute, or `:memory:`. */
  readonly path: string;
  readonly size: number;
  /** Bytes of changes that are in the file `-wal` beside it; undefined when there is no such file. */
  readonly walSize: number | undefined;
  /** The header says that it uses write-ahead logging. */
  readonly wal: boolean;
  /** To be opened for writing. */
  readonly writable?: boolean;
}

type NodeSqlite = typeof nodeSqlite;

/** sql.js holds a file in memory as a whole. */
export const MAX_IN_MEMORY = 256 * 1024 * 1024;

/** SQLite of Node.js where there is one (22.5 and later), else the one compiled to WebAssembly. */
export async function openEngine(native: NodeSqlite | undefined = builtInSqlite()): Promise<Engine> {
  return native === undefined ? webAssemblyEngine(path.join(__dirname, 'sql-wasm.wasm')) : nativeEngine(native);
}

// The function came to Node.js together with SQLite or before it.
function builtInSqlite(): NodeSqlite | undefined {
  return typeof process.getBuiltinModule === 'function' ? process.getBuiltinModule('node:sqlite') : undefined;
}

function nativeEngine({ DatabaseSync }: NodeSqlite): Engine {
  return {
    open(file) {
      // A database in WAL mode that nobody has open has no files beside it, and reading it would leave two there.
      const untouched = file.wal && file.walSize === undefined && file.writable !== true;
      const location = untouched ? new URL(`${pathToFileURL(file.path).href}?immutable=1`) : file.path;
      const database = new DatabaseSync(location, { readOnly: file.path !== ':memory:' && file.writable !== true });
      return {
        all: (sql, values) => database.prepare(sql).all(...values),
        close: () => {
          database.close();
        },
      };
    },
  };
}

/** SQLite compiled to WebAssembly, whose binary lies beside the bundle. */
export async function webAssemblyEngine(wasm: string): Promise<Engine> {
  const binary = readFileSync(wasm);
  const { Database } = await initSqlJs({ wasmBinary: Uint8Array.from(binary).buffer });
  return {
    open(file) {
      refuseWhatItCannotRead(file);
      const database = new Database(file.path === ':memory:' ? undefined : readFileSync(file.path));
      return {
        all: (sql, values) => {
          const statement = database.prepare(sql, [...values]);
          const rows: Row[] = [];
          try {
            while (statement.step()) rows.push(statement.getAsObject());
          } finally {
            statement.free();
          }
          return rows;
        },
        close: () => {
          database.close();
        },
      };
    },
  };
}

/** Throws for a file that would be shown wrongly or not fit. */
export function refuseWhatItCannotRead(file: DatabaseFile): void {
  const refuse = (driverMessage: string): never => {
    throw new ConnectionFailure({ code: 'query-failed', stage: 'open', field: 'file', driverMessage });
  };
  if (file.writable === true) refuse('Only a host with Node.js 22.5 or later can write to a database file.');
  // It would show the database as it was before these changes.
  if ((file.walSize ?? 0) > 0) refuse('The database has changes in its -wal file, which only a host with Node.js 22.5 or later can read. Close the program that has it open, or test with a later version.');
  if (file.size > MAX_IN_MEMORY) refuse('The file is larger than 256 MB, which only a host with Node.js 22.5 or later can open without loading it into memory.');
}
