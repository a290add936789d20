import { describe, expect, it } from 'vitest';
import type { ElementValues, Subject } from './conformance/subject';
import { failed, passed, testElement, type Tested } from './conformance/test-element';
import { startMariadb } from '../servers/mariadb';
import { startPostgres } from '../servers/postgres';
import { orders } from '../servers/seed';
import { using } from './using';
import { mysqlSubject } from './subjects/mysql';
import { postgresqlSubject } from './subjects/postgresql';

/** Tests the good element with these differences. */
async function testWith({ type, start }: Subject, change: ElementValues): Promise<Tested> {
  const running = await start();
  return testElement(type, running, { change, release: () => running.stop() });
}

it('sets the application name and the search path of PostgreSQL', async () => {
  passed(await testWith(postgresqlSubject, { 'options.applicationName': 'orders service', 'options.searchPath': 'app, "odd \\ name", public' }));
});

it('takes character set and time zone of MySQL', async () => {
  passed(await testWith(mysqlSubject, { 'options.charset': 'latin1', 'options.timezone': '+02:00' }));
});

it('connects to a MariaDB server without naming a database', async () => {
  const tested = await testWith(mysqlSubject, { database: undefined });
  expect(passed(tested).database).toBeUndefined();
  expect(tested.stages.open?.status).toBe('skipped');
});

describe.each([postgresqlSubject, mysqlSubject])('$type.label', (subject) => {
  it('says that ::1 refused before 127.0.0.1 answered, where the name has both', async () => {
    const tested = await testWith(subject, { host: 'localhost' });
    passed(tested);
    const both = tested.stages.lookup?.detail?.includes('→ ::1, ') === true;
    expect(tested.stages.reach?.detail?.includes('::1')).toBe(both);
  });

  it('offers 127.0.0.1 when the host is ::1 and the server listens on IPv4 only', async () => {
    const failure = failed(await testWith(subject, { host: '::1' }));
    expect(failure.message).toContain('the server listens on IPv4 only');
    expect(failure).toMatchObject({ field: 'host', remedies: ['Use 127.0.0.1 in place of ::1.', expect.any(String)] });
    expect(failure.actions[0]).toMatchObject({ kind: 'setField', field: 'host', value: '127.0.0.1' });
  });
});

describe('a Unix socket in place of a host', () => {
  it.each(['disable', 'prefer'] as const)('leads to PostgreSQL, TLS mode %s', async (mode) => {
    const server = await using(startPostgres());
    const tested = await testWith(postgresqlSubject, { host: server.socketFolder, port: server.port, 'tls.mode': mode, 'options.serverOptions': '-c statement_timeout=5s' });
    expect(passed(tested)).toMatchObject({ user: orders.user, database: orders.database });
    expect(tested.stages).toMatchObject({ lookup: { status: 'skipped' }, reach: { status: 'passed', detail: `${server.socketFolder}/.s.PGSQL.${String(server.port)}` } });
  });

  it('leads to MariaDB', async () => {
    const server = await using(startMariadb());
    const tested = await testWith(mysqlSubject, { host: server.socketPath, port: undefined });
    expect(passed(tested)).toMatchObject({ user: `${orders.user}@%`, database: orders.database });
    expect(tested.stages).toMatchObject({ lookup: { status: 'skipped' }, reach: { status: 'passed', detail: server.socketPath } });
  });

  it.each([postgresqlSubject, mysqlSubject])('is not there: $type.label', async (subject) => {
    const failure = failed(await testWith(subject, { host: '/nowhere/here.sock' }));
    expect(failure).toMatchObject({ code: 'connection-refused', stage: 'reach', field: 'host', driverCode: 'ENOENT' });
    expect(failure.message).toMatch(/^Nothing listens on the Unix socket \/nowhere\/here\.sock/);
    expect(failure.actions).toEqual([expect.objectContaining({ kind: 'editField', field: 'host' })]);
  });

  it('says which option PostgreSQL does not take', async () => {
    expect(failed(await testWith(postgresqlSubject, { 'options.serverOptions': '-c no_such_setting=1', 'options.searchPath': 'public' }))).toMatchObject({ code: 'invalid-parameter', field: 'options.serverOptions', driverCode: '42704' });
    expect(failed(await testWith(postgresqlSubject, { 'options.serverOptions': 'nonsense' }))).toMatchObject({ code: 'invalid-parameter', field: 'options.serverOptions' });
  });
});
