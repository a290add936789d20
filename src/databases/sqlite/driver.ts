import { setTimeout as delay } from 'node:timers/promises';
import { connectMsOf } from '../connect-timeout';
import type { ConnectionContext, ConnectionJob } from '../connection';
import type { Driver, ServerFacts } from '../contract';
import type { Row, Session } from '../session';
import { ConnectionFailure } from '../failure';
import { numberColumn, textColumn } from '../shared/values';
import { openEngine, type DatabaseFile, type Engine, type OpenFile } from './engine';
import { factsQuery } from './facts-query';
import { sqliteCatalog } from './catalog';
import { classifySqlite, isLocked } from './failures';
import { inspectFile } from './inspect-file';

const RETRY_MS = 50;
const MAX_RETRIES = 40;

interface SqliteSession extends Session {
  readonly file: DatabaseFile;
  /** SQLite reads a file when it is first asked for something in it, so this statement belongs to opening it. */
  readonly facts: Row | undefined;
}

async function connect(job: ConnectionJob, context: ConnectionContext): Promise<SqliteSession> {
  const path = job.file;
  if (path === undefined || path === '') {
    throw new ConnectionFailure({ code: 'invalid-parameter', stage: 'open', field: 'file', driverMessage: 'file has no value' });
  }
  return context.stage('open', async (detail) => {
    const file = path === ':memory:' ? memory : { ...inspectFile(path), writable: job.writes === true };
    const { open, facts } = await firstFacts(await sharedEngine(), file, connectMsOf(job.values));
    if (file === memory) detail('in memory');
    return {
      file,
      facts,
      // Async, so that what SQLite throws becomes the rejection that the contract asks for.
      query: async (sql, values = []) => Promise.resolve(open.all(sql, values)),
      close: () => {
        open.close();
        return Promise.resolve();
      },
    };
  });
}

async function inspect({ file, facts }: SqliteSession, _job: ConnectionJob, context: ConnectionContext): Promise<ServerFacts> {
  return context.stage('query', (detail) => {
    const tables = numberColumn(facts, 'tables') ?? 0;
    detail(tables === 1 ? '1 table' : `${tables} tables`);
    return { product: 'SQLite', version: textColumn(facts, 'version') ?? '', ...(file === memory ? {} : { fileSize: file.size }) };
  });
}

const memory: DatabaseFile = { path: ':memory:', size: 0, walSize: undefined, wal: false };

let engine: Promise<Engine> | undefined;

function sharedEngine(): Promise<Engine> {
  engine ??= openEngine();
  return engine;
}

interface FirstFacts {
  readonly open: OpenFile;
  readonly facts: Row | undefined;
}

// The wait for a lock is not SQLite's own, which would block the thread and hide that this stage runs.
async function firstFacts(engine: Engine, file: DatabaseFile, connectMs: number): Promise<FirstFacts> {
  const retries = Math.min(MAX_RETRIES, Math.floor((connectMs * 0.8) / RETRY_MS));
  for (let retry = 0; retry < retries; retry += 1) {
    try {
      return openWithFacts(engine, file);
    } catch (error) {
      if (!isLocked(error)) throw error;
      await delay(RETRY_MS);
    }
  }
  return openWithFacts(engine, file);
}

function openWithFacts(engine: Engine, file: DatabaseFile): FirstFacts {
  const open = engine.open(file);
  try {
    return { open, facts: open.all(factsQuery, [])[0] };
  } catch (error) {
    open.close();
    throw error;
  }
}

export const driver: Driver<SqliteSession> = { connect, inspect, catalog: sqliteCatalog, classify: classifySqlite };
