import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { temporaryFolder } from '../../servers/command';
import { changed, typeOf, type Arrangement, type FailureCase, type Running, type Subject } from '../conformance/subject';

/** A database of one table that stays open until it is closed. */
function create(folder: string, name: string): DatabaseSync {
  const database = new DatabaseSync(path.join(folder, name));
  database.exec('CREATE TABLE customer (id integer PRIMARY KEY)');
  return database;
}

async function start(): Promise<Running> {
  const folder = await temporaryFolder('sqlite');
  create(folder.path, 'orders.db').close();
  return { good: { file: 'orders.db' }, folder: folder.path, facts: { product: 'SQLite', fileSize: expect.any(Number) }, stop: () => folder.remove() };
}

/** A file with these contents beside the good one. */
function file(name: string, contents: Buffer | string) {
  return ({ folder }: Running): Arrangement => {
    writeFileSync(path.join(folder, name), contents);
    return { change: { file: name } };
  };
}

function lockedFile(connectMs: number, deadlineMs: number) {
  return ({ folder }: Running): Arrangement => {
    const writer = create(folder, `locked-${String(connectMs)}.db`);
    writer.exec('BEGIN EXCLUSIVE');
    return {
      change: { file: `locked-${String(connectMs)}.db`, 'timeouts.connectMs': connectMs },
      deadlineMs,
      release: () => {
        writer.close();
        return undefined;
      },
    };
  };
}

/** A file that this user may not read; the superuser, who may read everything, becomes another one for the test. */
function unreadableFile({ folder }: Running): Arrangement {
  create(folder, 'private.db').close();
  chmodSync(path.join(folder, 'private.db'), 0);
  const root = process.geteuid?.() === 0;
  if (root) {
    chmodSync(folder, 0o755);
    process.seteuid?.(65_534);
  }
  return {
    change: { file: 'private.db' },
    release: () => {
      if (root) process.seteuid?.(0);
      return undefined;
    },
  };
}

/** A header of a later version of the format than SQLite knows. */
function futureFile({ folder }: Running): Arrangement {
  const database = create(folder, 'future.db');
  const bytes = Buffer.from(database.serialize());
  database.close();
  bytes.writeUInt32BE(9, 44);
  writeFileSync(path.join(folder, 'future.db'), bytes);
  return { change: { file: 'future.db' } };
}

const open = { stage: 'open', field: 'file' } as const;
const foreign = (what: string, contents: Buffer | string): FailureCase => ({
  code: 'file-not-a-database',
  what,
  expected: { ...open, message: expect.stringContaining(what) },
  arrange: file(`${what.replaceAll(' ', '-')}.db`, contents),
});

const failures: readonly FailureCase[] = [
  changed('file-not-found', 'a file that is missing', { file: 'missing.db' }, { ...open, driverCode: 'ENOENT' }),
  foreign('a text file', 'id,name\n1,Ada\n'),
  foreign('a ZIP archive', Buffer.from('PK\u0003\u0004 and so on')),
  { code: 'file-not-a-database', what: 'a damaged database', expected: { ...open, driverCode: '26' }, arrange: file('damaged.db', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4080, 0xff)])) },
  { code: 'file-not-a-database', what: 'a folder', expected: { ...open, message: expect.stringContaining('a folder') }, arrange: () => ({ change: { file: '.' } }) },
  { code: 'file-locked', what: 'a file that another program writes', expected: { ...open, driverCode: '5' }, arrange: lockedFile(300, 20_000) },
  { code: 'timed-out', what: 'a file that stays locked beyond the deadline', expected: { stage: 'open' }, arrange: lockedFile(60_000, 900) },
  { code: 'database-not-allowed', what: 'a file that this user may not read', expected: { ...open, driverCode: 'EACCES', message: expect.stringContaining('may not be read by the account') }, arrange: unreadableFile },
  { code: 'query-failed', what: 'a database of a later version', expected: { stage: 'open', driverCode: '1', message: expect.stringContaining('is a database of SQLite, but could not be read') }, arrange: futureFile },
];

export const sqliteSubject: Subject = { type: typeOf('sqlite'), against: 'files', failures, start };
