import { readFile } from 'node:fs/promises';
import type { ProcessGroup } from './process-group';
import { until } from './until';

/** The life of a database server that a test started. */
export interface DatabaseServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Stops the server and leaves its data: the port is refused until `start`. */
  halt(): Promise<void>;
  start(): Promise<void>;
  restart(): Promise<void>;
  log(): Promise<string>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

interface Parts {
  readonly name: string;
  readonly port: number;
  readonly logFile: string;
  launch(): ProcessGroup;
  /** Resolves when the server answers a query and rejects as long as it does not. */
  probe(): Promise<unknown>;
  removeData(): Promise<void>;
}

/** Makes a server out of what is particular to its kind; it is not started yet. */
export function databaseServer(parts: Parts): DatabaseServer {
  let running: ProcessGroup | undefined;
  const log = (): Promise<string> => readFile(parts.logFile, 'utf8').catch(() => '');

  const start = async (): Promise<void> => {
    const server = parts.launch();
    running = server;
    await until(`${parts.name} to accept queries`, async () => {
      // An early exit is an answer, so the wait ends with it.
      if (server.exitCode === undefined) await parts.probe();
      return true;
    });
    if (server.exitCode !== undefined) throw new Error(`${parts.name} did not start:\n${await log()}`);
  };
  const halt = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };

  return {
    host: '127.0.0.1',
    port: parts.port,
    start,
    halt,
    async restart() {
      await halt();
      await start();
    },
    log,
    async stop() {
      await halt();
      await parts.removeData();
    },
  };
}

/** Starts a server and fills it; a server that cannot be filled is stopped. */
export async function startAndSeed(server: DatabaseServer, seed: () => Promise<void>): Promise<void> {
  try {
    await server.start();
    await seed();
  } catch (error) {
    await server.stop();
    throw error;
  }
}
