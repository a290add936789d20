import { Client } from 'pg';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject } from 'vitest';
import { startPostgres, type PostgresServer } from '../../servers/postgres';
import { orders } from '../../servers/seed';
import { addressOf, changed, typeOf, type Address, type Arrangement, type ElementValues, type FailureCase, type Running, type Subject } from '../conformance/subject';

const certificates = inject('certificates');
const other = { password: 'other-Secret' };
const role = (name: string, more = 'LOGIN'): string => `CREATE ROLE ${name} PASSWORD '${other.password}' ${more}`;

const goodAt = ({ host, port }: Address): ElementValues => ({ host, port, ...orders });

function running(address: Address, stop: () => Promise<void>): Running & Address {
  return { ...address, good: goodAt(address), folder: certificates.folder, facts: { product: 'PostgreSQL', database: orders.database, user: orders.user, connectionsAllowed: 30 }, stop };
}

/** A server with the accounts and databases that the failures are about. */
async function startForFailures(): Promise<Running> {
  const server = await startPostgres({
    tls: certificates.server,
    hba: ['host all rejected_app all reject', 'hostssl all tls_app all scram-sha-256', 'hostnossl all tls_app all reject', 'host all kerberos_app all gss'],
    seed: [
      ...[role('other_app'), role('rejected_app'), role('tls_app'), role('kerberos_app'), role('one_at_a_time', 'LOGIN CONNECTION LIMIT 1'), role('locked_app', 'NOLOGIN')],
      ...['CREATE DATABASE closed', 'REVOKE CONNECT ON DATABASE closed FROM PUBLIC', 'CREATE DATABASE template_like ALLOW_CONNECTIONS false', 'CREATE DATABASE mute'],
    ],
  });
  await server.query('REVOKE EXECUTE ON FUNCTION version() FROM PUBLIC', 'mute');
  return running(server, () => server.stop());
}

/** A server of its own with connections that are held until the test is over. */
async function holding(server: PostgresServer, connections: number): Promise<Arrangement & { release(): Promise<void> }> {
  const holders = Array.from({ length: connections }, () => new Client({ host: server.host, port: server.port, ...orders }));
  for (const holder of holders) holder.on('error', () => undefined);
  await Promise.all(holders.map((holder) => holder.connect()));
  const release = async (): Promise<void> => {
    await Promise.all(holders.map((holder) => holder.end()));
    await server.stop();
  };
  return { change: { host: server.host, port: server.port }, release };
}

async function fullServer(): Promise<Arrangement> {
  return holding(await startPostgres({ maxConnections: 4, settings: { superuser_reserved_connections: '1' } }), 3);
}

/** In a smart shutdown a server lets nobody in and waits for those who are. */
async function stoppingServer(): Promise<Arrangement> {
  const server = await startPostgres();
  const [row] = await server.query('SHOW data_directory');
  const pid = await readFile(path.join(String(row?.['data_directory']), 'postmaster.pid'), 'utf8');
  const held = await holding(server, 1);
  process.kill(Number.parseInt(pid, 10), 'SIGTERM');
  return held;
}

const failures: readonly FailureCase[] = [
  changed('authentication-failed', 'a wrong password', { password: 'wrong-Secret' }, { stage: 'authenticate', field: 'password', driverCode: '28P01' }),
  changed('authentication-failed', 'an unknown user', { user: 'nobody_here' }, { stage: 'authenticate', field: 'password', driverCode: '28P01' }),
  changed('authentication-failed', 'a wrong password and a missing database', { password: 'wrong-Secret', database: 'no_such_database' }, { stage: 'authenticate', field: 'password', driverCode: '28P01' }),
  changed('secret-missing', 'an element without a password', { password: { none: true } }, { stage: 'authenticate', field: 'password' }),
  changed('authentication-unsupported', 'an account with another way of signing in', { user: 'kerberos_app', ...other }, {
    stage: 'authenticate',
    field: 'user',
    message: expect.stringContaining('(GSSAPI, which is Kerberos)'),
    remedies: expect.arrayContaining([expect.stringContaining('scram-sha-256')]),
  }),
  changed('account-locked', 'a role without LOGIN', { user: 'locked_app', ...other }, {
    stage: 'authenticate',
    field: 'user',
    driverCode: '28000',
    message: expect.stringContaining('"locked_app" may not sign in: it has no LOGIN'),
    remedies: [expect.any(String), expect.stringContaining('ALTER ROLE "locked_app" LOGIN')],
  }),
  changed('host-not-allowed', 'an account that pg_hba.conf rejects', { user: 'rejected_app' }, { stage: 'authenticate', driverCode: '28000', message: expect.stringContaining('from 127.0.0.1, as which it sees this machine') }),
  changed('tls-required', 'an account that pg_hba.conf lets in with TLS only', { user: 'tls_app', ...other, 'tls.mode': 'disable' }, {
    stage: 'authenticate',
    field: 'tls.mode',
    driverCode: '28000',
    message: expect.stringContaining('its pg_hba.conf does not let 127.0.0.1 in without it'),
    actions: expect.arrayContaining([expect.objectContaining({ kind: 'setField', field: 'tls.mode', value: 'require' })]),
  }),
  changed('database-not-found', 'a missing database', { database: 'no_such_database' }, { stage: 'open', field: 'database', driverCode: '3D000' }),
  changed('database-not-allowed', 'a database that is closed to the account', { database: 'closed', user: 'other_app', ...other }, { stage: 'open', field: 'database', driverCode: '42501' }),
  changed('server-unavailable', 'a database that takes no connections', { database: 'template_like' }, { stage: 'open', driverCode: '55000', message: expect.stringContaining('lets nobody in now') }),
  changed('invalid-parameter', 'a search path that is none', { 'options.searchPath': '"' }, { stage: 'open', field: 'options.searchPath', driverCode: '22023' }),
  changed('query-failed', 'a database where nothing may be asked', { database: 'mute', user: 'other_app', ...other }, { stage: 'query', driverCode: '42501' }),
  {
    code: 'too-many-connections',
    what: 'an account at its limit',
    expected: { stage: 'open', driverCode: '53300', message: expect.stringContaining('lets this account have') },
    arrange: async ({ good }) => {
      const holder = new Client({ ...addressOf(good), database: orders.database, user: 'one_at_a_time', ...other });
      await holder.connect();
      return { change: { user: 'one_at_a_time', ...other }, release: () => holder.end() };
    },
  },
  { code: 'too-many-connections', what: 'a server at its limit', expected: { stage: 'open', driverCode: '53300', message: expect.stringContaining('has no free connection') }, arrange: fullServer },
  { code: 'server-unavailable', what: 'a server that shuts down', expected: { stage: 'authenticate', driverCode: '57P03' }, arrange: stoppingServer },
];

export const postgresqlSubject: Subject = {
  type: typeOf('postgresql'),
  against: 'PostgreSQL',
  failures,
  start: (purpose) => (purpose === 'failures' ? startForFailures() : Promise.resolve(running(inject('postgres'), () => Promise.resolve()))),
  server: {
    silentAt: { disable: 'authenticate', require: 'secure' },
    tls: {
      async startWith(tls) {
        const server = await startPostgres(tls === undefined ? {} : { tls });
        return running(server, () => server.stop());
      },
      plainBesideTls: true,
    },
  },
};
