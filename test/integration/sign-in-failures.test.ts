import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client } from 'pg';
import { startMariadb, type MariadbServer } from '../servers/mariadb';
import { startPostgres, type PostgresServer } from '../servers/postgres';
import { orders } from '../servers/seed';
import { failed, passed, policy, run, serverJob, without } from './run-test';

// Servers of their own: these cases change what the servers let in.
let postgres: PostgresServer;
let mariadb: MariadbServer;

const certificates = inject('certificates');

beforeAll(async () => {
  const roles = ['CREATE ROLE locked_app NOLOGIN PASSWORD \'x\'', 'CREATE ROLE other_app LOGIN PASSWORD \'other-Secret\'', 'CREATE DATABASE closed', 'REVOKE CONNECT ON DATABASE closed FROM PUBLIC', 'CREATE ROLE one_at_a_time LOGIN PASSWORD \'other-Secret\' CONNECTION LIMIT 1', 'CREATE DATABASE template_like ALLOW_CONNECTIONS false'];
  const hba = ['host all rejected_app all reject', 'hostssl all tls_app all scram-sha-256', 'hostnossl all tls_app all reject', 'host all plain_app all password'];
  const user = (name: string, more = ''): string => `CREATE USER ${name} IDENTIFIED BY 'other-Secret' ${more}`;
  [postgres, mariadb] = await Promise.all([
    startPostgres({ tls: certificates.server, seed: [...roles, 'CREATE ROLE rejected_app LOGIN', "CREATE ROLE tls_app LOGIN PASSWORD 'other-Secret'", "CREATE ROLE plain_app LOGIN PASSWORD 'other-Secret'"], hba }),
    startMariadb({ tls: certificates.server, seed: ['CREATE DATABASE closed', user('other_app'), user('locked_app', 'ACCOUNT LOCK'), user('expired_app', 'PASSWORD EXPIRE'), user('one_at_a_time', 'WITH MAX_USER_CONNECTIONS 1'), "CREATE USER elsewhere@'10.9.8.7' IDENTIFIED BY 'other-Secret'", user('tls_app', 'REQUIRE SSL')] }),
  ]);
});
afterAll(async () => {
  await Promise.all([postgres.stop(), mariadb.stop()]);
});

const other = { password: 'other-Secret' };

describe('PostgreSQL', () => {
  it.each([
    ['a wrong password', { password: 'wrong-Secret' }, { code: 'authentication-failed', stage: 'authenticate', field: 'password', driverCode: '28P01' }],
    ['an unknown user', { user: 'nobody_here' }, { code: 'authentication-failed', stage: 'authenticate', field: 'password', driverCode: '28P01' }],
    ['a missing database', { database: 'no_such_database' }, { code: 'database-not-found', stage: 'open', field: 'database', driverCode: '3D000' }],
    ['no privilege to connect', { database: 'closed', user: 'other_app', ...other }, { code: 'database-not-allowed', stage: 'open', field: 'database', driverCode: '42501' }],
    ['a database that takes no connections', { database: 'template_like' }, { code: 'database-not-allowed', stage: 'open', driverCode: '55000' }],
    ['a role without LOGIN', { user: 'locked_app', password: 'x' }, { code: 'account-locked', stage: 'authenticate', field: 'user', driverCode: '28000' }],
    ['a host that is rejected', { user: 'rejected_app' }, { code: 'host-not-allowed', stage: 'authenticate', driverCode: '28000' }],
    ['a bad search path', { 'options.searchPath': '"' }, { code: 'invalid-parameter', field: 'options.searchPath', driverCode: '22023' }],
  ])('tells %s', async (_, values, facts) => {
    expect(failed(await run(serverJob('postgresql', postgres, values)))).toMatchObject(facts);
  });

  it('tells a missing password', async () => {
    expect(failed(await run(without(serverJob('postgresql', postgres), 'password')))).toMatchObject({ code: 'secret-missing', stage: 'authenticate', field: 'password' });
  });

  it('tells a server that wants TLS', async () => {
    const facts = failed(await run(serverJob('postgresql', postgres, { user: 'tls_app', ...other }, { mode: 'disable' })));
    expect(facts).toMatchObject({ code: 'tls-required', stage: 'authenticate', field: 'tls.mode', suggestedTlsMode: 'require' });
  });

  it('tells the limit of a role', async () => {
    const holder = new Client({ host: postgres.host, port: postgres.port, user: 'one_at_a_time', database: orders.database, ...other });
    await holder.connect();
    try {
      const facts = failed(await run(serverJob('postgresql', postgres, { user: 'one_at_a_time', ...other })));
      expect(facts).toMatchObject({ code: 'too-many-connections', driverCode: '53300' });
    } finally {
      await holder.end();
    }
  });
});

describe('MariaDB', () => {
  it.each([
    ['a wrong password', { password: 'wrong-Secret' }, { code: 'authentication-failed', stage: 'authenticate', field: 'password', driverCode: '1045' }],
    ['an unknown user', { user: 'nobody_here' }, { code: 'authentication-failed', stage: 'authenticate', field: 'password', driverCode: '1045' }],
    ['a host that the account excludes', { user: 'elsewhere', ...other }, { code: 'authentication-failed', stage: 'authenticate', driverCode: '1045' }],
    ['a missing database', { database: 'no_such_database' }, { code: 'database-not-allowed', stage: 'open', field: 'database', driverCode: '1044' }],
    ['no privilege on the database', { database: 'closed' }, { code: 'database-not-allowed', stage: 'open', field: 'database', driverCode: '1044' }],
    ['a locked account', { user: 'locked_app', ...other }, { code: 'account-locked', stage: 'authenticate', field: 'user', driverCode: '4151' }],
    ['an expired password', { user: 'expired_app', database: '', ...other }, { code: 'password-expired', stage: 'authenticate', field: 'password', driverCode: '1820' }],
    ['an unknown character set', { 'options.charset': 'klingon' }, { code: 'invalid-parameter', field: 'options.charset' }],
  ])('tells %s', async (_, values, facts) => {
    expect(failed(await run(serverJob('mysql', mariadb, values)))).toMatchObject(facts);
  });

  it('tells a missing password', async () => {
    expect(failed(await run(without(serverJob('mysql', mariadb), 'password')))).toMatchObject({ code: 'secret-missing', stage: 'authenticate', field: 'password', driverCode: '1045' });
  });

  it('cannot tell an account that wants TLS from a wrong password, since MariaDB does not', async () => {
    const insecure = failed(await run(serverJob('mysql', mariadb, { user: 'tls_app', database: '', ...other }, { mode: 'disable' })));
    expect(insecure).toMatchObject({ code: 'authentication-failed', driverCode: '1045' });
    passed(await run(serverJob('mysql', mariadb, { user: 'tls_app', database: '', ...other }, { mode: 'require' })));
  });

  it('tells a missing database to a user who may see that', async () => {
    await mariadb.query(`GRANT ALL PRIVILEGES ON *.* TO other_app`);
    const facts = failed(await run(serverJob('mysql', mariadb, { user: 'other_app', database: 'no_such_database', ...other })));
    expect(facts).toMatchObject({ code: 'database-not-found', stage: 'open', field: 'database', driverCode: '1049' });
  });
});

describe('A server that is full or closed to this host', () => {
  it('tells PostgreSQL that has no connection left', async () => {
    const server = await startPostgres({ maxConnections: 4, settings: { superuser_reserved_connections: '1' } });
    const holders = Array.from({ length: 3 }, () => new Client({ host: server.host, port: server.port, user: orders.user, password: orders.password, database: orders.database }));
    try {
      for (const holder of holders) holder.on('error', () => undefined);
      await Promise.all(holders.map((holder) => holder.connect()));
      const result = await run(serverJob('postgresql', server));
      expect(failed(result)).toMatchObject({ code: 'too-many-connections', driverCode: '53300' });
      await Promise.all(holders.map((holder) => holder.end()));
    } finally {
      await server.stop();
    }
  });

  it('tells MariaDB that has no connection left, and one that does not allow this host', async () => {
    const server = await startMariadb({ tls: certificates.server, maxConnections: 10, accountHost: '10.9.8.7' });
    try {
      const refused = await run(serverJob('mysql', server));
      expect(failed(refused)).toMatchObject({ code: 'host-not-allowed', stage: 'authenticate', field: 'host', driverCode: '1130' });
      expect(refused.stages.secure?.status).toBe('skipped');

      await server.query(`CREATE USER '${orders.user}'@'%' IDENTIFIED BY '${orders.password}'`);
      const { createConnection } = await import('mysql2/promise');
      const open = () => createConnection({ host: server.host, port: server.port, user: orders.user, password: orders.password });
      const holders: Awaited<ReturnType<typeof open>>[] = [];
      try {
        // An administrator gets one more than the limit, this account does not.
        for (let count = 0; count < 10; count += 1) holders.push(await open());
        expect(failed(await run(serverJob('mysql', server)))).toMatchObject({ code: 'too-many-connections', stage: 'authenticate', driverCode: '1040' });
      } finally {
        for (const holder of holders) holder.destroy();
      }
    } finally {
      await server.stop();
    }
  });
});

it('keeps a policy that demands verification from being met without TLS', async () => {
  const tls = await policy('verify-full', { ca: certificates.otherCa });
  expect(failed(await run(serverJob('postgresql', postgres, {}, tls))).code).toBe('tls-untrusted');
});
