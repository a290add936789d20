import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD_PLACEHOLDER, type Privileges } from '../../src/databases/privileges';
import { WorkerPool } from '../../src/diagnosis/worker-pool';
import { privilegesTask } from '../../src/diagnosis/worker/tasks/privileges';
import { startMariadb, type MariadbServer } from '../servers/mariadb';
import { startPostgres, type PostgresServer } from '../servers/postgres';
import { orders } from '../servers/seed';
import { passed, run, serverJob } from './run-test';

const PASSWORD = 'pr1vileged-Account';
const workers = new WorkerPool({ workerFile: path.resolve(import.meta.dirname, '../../dist/test-worker.js') });
let postgres: PostgresServer;
let mariadb: MariadbServer;

beforeAll(async () => {
  [postgres, mariadb] = await Promise.all([
    startPostgres({
      seed: [
        `CREATE ROLE boss SUPERUSER LOGIN PASSWORD '${PASSWORD}'`,
        `CREATE ROLE deputy LOGIN PASSWORD '${PASSWORD}' CREATEROLE CREATEDB REPLICATION BYPASSRLS; GRANT pg_read_server_files, pg_signal_backend TO deputy`,
        `CREATE SCHEMA payroll; CREATE TABLE payroll.salary (amount integer); CREATE ROLE curious LOGIN PASSWORD '${PASSWORD}';
         GRANT USAGE ON SCHEMA payroll TO curious; GRANT SELECT ON payroll.salary TO curious`,
      ],
    }),
    startMariadb({
      seed: [
        `CREATE USER boss@'%' IDENTIFIED BY '${PASSWORD}'`,
        `GRANT ALL PRIVILEGES ON *.* TO boss@'%' WITH GRANT OPTION`,
        'CREATE DATABASE payroll',
        'CREATE TABLE payroll.salary (amount integer)',
        `CREATE USER curious@'%' IDENTIFIED BY '${PASSWORD}'`,
        `GRANT SELECT ON \`orders\`.* TO curious@'%'`,
        `GRANT SELECT ON payroll.salary TO curious@'%'`,
        'CREATE ROLE auditor',
        `GRANT auditor TO curious@'%'`,
      ],
    }),
  ]);
});
afterAll(() => Promise.all([workers.dispose(), postgres.stop(), mariadb.stop()]));

async function privilegesOf(type: 'postgresql' | 'mysql', user: string, password = PASSWORD): Promise<Privileges> {
  const server = type === 'postgresql' ? postgres : mariadb;
  const job = serverJob(type, server, { user, password });
  const facts = passed(await run(job));
  const outcome = await workers.run(job, privilegesTask(facts), { deadlineMs: 20_000, signal: new AbortController().signal, onEvent: () => undefined });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  const { privileges } = outcome.result;
  if (privileges === undefined) throw new Error('The audit says nothing of privileges.');
  expect(JSON.stringify(privileges)).not.toMatch(/SCRAM|IDENTIFIED BY (PASSWORD|'\*)|\*[0-9A-F]{40}/);
  return privileges;
}

const codes = ({ findings }: Privileges): readonly string[] => findings.map((finding) => finding.code);

/** Executes what a finding tells to, as the administrator who would, and returns the account's name. */
async function follow({ findings }: Privileges, execute: (sql: string) => Promise<unknown>): Promise<string> {
  const statements = findings[0]?.remedy.split('\n') ?? [];
  for (const statement of statements) await execute(statement.replace(PASSWORD_PLACEHOLDER, `'${PASSWORD}'`));
  return /(?:ROLE "|USER ')(\w+)/.exec(statements[0] ?? '')?.[1] ?? '';
}

describe('what a PostgreSQL account may do', () => {
  it('is everything for a superuser, and only that is said', async () => {
    expect(codes(await privilegesOf('postgresql', 'boss'))).toEqual(['superuser']);
  });

  it('is each attribute and membership by itself', async () => {
    expect(codes(await privilegesOf('postgresql', 'deputy'))).toEqual([
      'user-administration',
      'database-administration',
      'server-administration',
      'replication',
      'file-access',
      'row-security-bypass',
    ]);
  });

  it('is to read what belongs to others', async () => {
    const { findings } = await privilegesOf('postgresql', 'curious');
    expect(findings).toMatchObject([{ code: 'other-schemas', message: expect.stringContaining('payroll') }]);
  });

  it('is to change tables for the owner, and nothing more for the account that the remedy makes', async () => {
    const owner = await privilegesOf('postgresql', orders.user, orders.password);
    expect(codes(owner)).toEqual(['schema-changes']);
    const account = await follow(owner, (sql) => postgres.query(sql, orders.database));
    expect(await privilegesOf('postgresql', account)).toEqual({ findings: [], unknown: [] });
    // It is enough for what an application does.
    await postgres.query(`SET ROLE ${account}; INSERT INTO customer (id, name) VALUES (77, 'Mary'); DELETE FROM customer WHERE id = 77`, orders.database);
  });
});

describe('what a MariaDB account may do', () => {
  it('is all that an administrator may', async () => {
    const found = await privilegesOf('mysql', 'boss');
    expect(codes(found)).toEqual(['superuser', 'user-administration', 'server-administration', 'replication', 'file-access', 'other-databases', 'schema-changes']);
  });

  it('is to read what belongs to others; what its roles add is unknown', async () => {
    const { findings, unknown } = await privilegesOf('mysql', 'curious');
    expect(findings).toMatchObject([{ code: 'other-databases', message: expect.stringContaining('payroll') }]);
    expect(unknown).toEqual([expect.stringContaining('auditor')]);
  });

  it('is to change tables for the ordinary account, and nothing more for the one that the remedy makes', async () => {
    const ordinary = await privilegesOf('mysql', orders.user, orders.password);
    expect(codes(ordinary)).toEqual(['schema-changes']);
    const account = await follow(ordinary, (sql) => mariadb.query(sql, orders.database));
    expect(await privilegesOf('mysql', account)).toEqual({ findings: [], unknown: [] });
  });
});
