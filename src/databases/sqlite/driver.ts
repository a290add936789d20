import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Driver, ServerFacts, TestContext, TestJob } from '../contract';
import { ConnectionFailure } from '../failure';
import { numberColumn, textColumn } from '../shared/values';
import { openEngine, type DatabaseFile, type Engine } from './engine';
import { factsQuery } from './facts-query';
import { classifySqlite, isLocked } from './failures';
import { HEADER_SIZE, readHeader } from './header';

const RETRY_MS = 50;
const MAX_RETRIES = 40;

async function test(job: TestJob, context: TestContext): Promise<ServerFacts> {
  context.skip('lookup', 'reach', 'secure', 'authenticate');
  const path = job.file;
  if (path === undefined || path === '') {
    throw new ConnectionFailure({ code: 'invalid-parameter', stage: 'open', field: 'file', driverMessage: 'file has no value' });
  }
  // SQLite reads a file when it is first asked for something in it, so the statement belongs to opening it.
  const { file, row } = await context.stage('open', async (detail) => {
    const file = path === ':memory:' ? memory : inspectFile(path);
    const engine = await sharedEngine();
    const row = await firstRow(engine, file, Number(job.values['timeouts.connectMs'] ?? 10_000));
    detail(path === ':memory:' ? 'in memory' : `${file.size} bytes`);
    return { file, row };
  });
  await context.stage('query', (detail) => {
    const tables = numberColumn(row, 'tables') ?? 0;
    detail(tables === 1 ? '1 table' : `${tables} tables`);
  });
  return context.stage('inspect', (detail) => {
    const version = textColumn(row, 'version') ?? '';
    detail(`SQLite ${version}`);
    return { product: 'SQLite', version, ...(path === ':memory:' ? {} : { fileSize: file.size }) };
  });
}

const memory: DatabaseFile = { path: ':memory:', size: 0, walSize: undefined, wal: false };

let engine: Promise<Engine> | undefined;

function sharedEngine(): Promise<Engine> {
  engine ??= openEngine();
  return engine;
}

// The wait for a lock is not SQLite's own, which would block the thread and hide that this stage runs.
async function firstRow(engine: Engine, file: DatabaseFile, connectMs: number): Promise<unknown> {
  const retries = Math.min(MAX_RETRIES, Math.floor((connectMs * 0.8) / RETRY_MS));
  for (let retry = 0; retry < retries; retry += 1) {
    try {
      return engine.firstRow(file, factsQuery);
    } catch (error) {
      if (!isLocked(error)) throw error;
      await delay(RETRY_MS);
    }
  }
  return engine.firstRow(file, factsQuery);
}

function inspectFile(path: string): DatabaseFile {
  // Asked before it is opened: opening a pipe that nobody writes to would hold the thread where no cancellation reaches it.
  const stats = statSync(path);
  if (!stats.isFile()) throw notADatabase(stats.isDirectory() ? 'a folder' : 'not a regular file');
  const walSize = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size;
  // Closing a file drops every lock that this process has on it, so one that may be in use is opened by SQLite alone.
  if (walSize !== undefined) return { path, size: stats.size, walSize, wal: true };
  const header = readHeader(firstBytesOf(path));
  if (header.kind === 'other') throw notADatabase(header.description);
  return { path, size: stats.size, walSize, wal: header.kind === 'sqlite' && header.wal };
}

function firstBytesOf(path: string): Buffer {
  const bytes = Buffer.alloc(HEADER_SIZE);
  const descriptor = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes, 0, HEADER_SIZE, 0));
  } finally {
    closeSync(descriptor);
  }
}

function notADatabase(what: string): ConnectionFailure {
  return new ConnectionFailure({ code: 'file-not-a-database', stage: 'open', field: 'file', driverMessage: `The file is ${what}.` });
}

export const driver: Driver = { test, classify: classifySqlite };
