import { createConnection } from 'mysql2/promise';
import { expect, inject } from 'vitest';
import type { FailureCode } from '../../../src/databases/failure';
import { startMariadb } from '../../servers/mariadb';
import { startPeer } from '../../servers/peers';
import { orders } from '../../servers/seed';
import { addressOf, changed, typeOf, type Address, type Arrangement, type ElementValues, type FailureCase, type Running, type Subject } from '../conformance/subject';

const certificates = inject('certificates');
const other = { password: 'other-Secret' };
const user = (name: string, more = ''): string => `CREATE USER ${name} IDENTIFIED BY '${other.password}' ${more}`;

const goodAt = ({ host, port }: Address): ElementValues => ({ host, port, ...orders });

function running(address: Address, stop: () => Promise<void>): Running & Address {
  const facts = { product: 'MariaDB', database: orders.database, user: expect.stringContaining(orders.user), connectionsAllowed: 30 };
  return { ...address, good: goodAt(address), folder: certificates.folder, facts, stop };
}

/** A server with the accounts and databases that the failures are about. */
async function startForFailures(): Promise<Running> {
  const server = await startMariadb({
    tls: certificates.server,
    seed: [
      'CREATE DATABASE closed',
      ...[user('other_app'), user('locked_app', 'ACCOUNT LOCK'), user('expired_app', 'PASSWORD EXPIRE'), user('one_at_a_time', 'WITH MAX_USER_CONNECTIONS 1'), user("'elsewhere'@'10.9.8.7'")],
      ...[user('all_app'), 'GRANT ALL PRIVILEGES ON *.* TO all_app', user('mute_app')],
      // An account whose connections are broken off by what the administrator runs at their start.
      "SET GLOBAL init_connect = 'SET @broken = IF(CURRENT_USER() LIKE ''mute_app@%'', (SELECT 1 UNION SELECT 2), 0)'",
    ],
  });
  return running(server, () => server.stop());
}

/** A server of its own: one account of this kind makes MariaDB ask the same of accounts that it does not know. */
async function modernServer(): Promise<Arrangement> {
  const server = await startMariadb({ seed: ["INSTALL SONAME 'auth_ed25519'", `CREATE USER modern_app IDENTIFIED VIA ed25519 USING PASSWORD('${other.password}')`] });
  return { change: { host: server.host, port: server.port, user: 'modern_app', ...other }, release: () => server.stop() };
}

async function closedServer(): Promise<Arrangement> {
  const server = await startMariadb({ accountHost: '10.9.8.7' });
  return { change: { host: server.host, port: server.port }, release: () => server.stop() };
}

async function fullServer(): Promise<Arrangement> {
  const server = await startMariadb({ maxConnections: 10 });
  const { user: name, password } = orders;
  const holders: Awaited<ReturnType<typeof createConnection>>[] = [];
  // An administrator gets one more than the limit, this account does not.
  for (let count = 0; count < 10; count += 1) holders.push(await createConnection({ host: server.host, port: server.port, user: name, password }));
  return {
    change: { host: server.host, port: server.port },
    release: () => {
      for (const holder of holders) holder.destroy();
      return server.stop();
    },
  };
}

/** A protocol-level stand-in for a server that refuses every connection with an error. */
function refusing(code: FailureCode, number: number, text: string, expected: FailureCase['expected'], change: ElementValues = {}): FailureCase {
  const payload = Buffer.concat([Buffer.from([0xff, number & 0xff, number >> 8]), Buffer.from(text)]);
  const packet = Buffer.concat([Buffer.from([payload.length, 0, 0, 0]), payload]);
  return {
    code,
    what: `a protocol-level stand-in that refuses with ${String(number)}`,
    expected: { ...expected, driverCode: String(number) },
    arrange: async () => {
      const peer = await startPeer((socket) => socket.end(packet));
      return { change: { host: peer.host, port: peer.port, ...change }, release: () => peer.stop() };
    },
  };
}

const failures: readonly FailureCase[] = [
  changed('authentication-failed', 'a wrong password', { password: 'wrong-Secret' }, { stage: 'authenticate', field: 'password', driverCode: '1045' }),
  changed('authentication-failed', 'an unknown user', { user: 'nobody_here' }, { stage: 'authenticate', field: 'password', driverCode: '1045' }),
  changed('authentication-failed', 'an account of another host', { user: 'elsewhere', ...other }, { stage: 'authenticate', driverCode: '1045' }),
  changed('authentication-failed', 'a wrong password and a missing database', { password: 'wrong-Secret', database: 'no_such_database' }, { stage: 'authenticate', field: 'password', driverCode: '1045' }),
  changed('secret-missing', 'an element without a password', { password: { none: true } }, { stage: 'authenticate', field: 'password', driverCode: '1045' }),
  { code: 'authentication-unsupported', what: 'an account with another way of signing in', expected: { stage: 'authenticate', field: 'user', driverCode: 'AUTH_SWITCH_PLUGIN_ERROR' }, arrange: modernServer },
  changed('account-locked', 'a locked account', { user: 'locked_app', ...other }, { stage: 'authenticate', field: 'user', driverCode: '4151' }),
  changed('password-expired', 'an expired password', { user: 'expired_app', database: undefined, ...other }, { stage: 'authenticate', field: 'password', driverCode: '1820' }),
  changed('database-not-found', 'a missing database, told to one who may see that', { user: 'all_app', ...other, database: 'no_such_database' }, { stage: 'open', field: 'database', driverCode: '1049' }),
  changed('database-not-allowed', 'a missing database, told to one who may not see that', { database: 'no_such_database' }, { stage: 'open', field: 'database', driverCode: '1044' }),
  changed('database-not-allowed', 'a database that is closed to the account', { database: 'closed' }, { stage: 'open', field: 'database', driverCode: '1044' }),
  changed('invalid-parameter', 'a character set that is none', { 'options.charset': 'klingon' }, { stage: 'secure', field: 'options.charset' }),
  changed('query-failed', 'an account whose connections the server breaks off', { user: 'mute_app', database: undefined, ...other }, { stage: 'query', driverCode: '1184' }),
  {
    code: 'too-many-connections',
    what: 'an account at its limit',
    expected: { stage: 'authenticate', driverCode: '1226', message: expect.stringContaining('lets this account have') },
    arrange: async ({ good }) => {
      const holder = await createConnection({ ...addressOf(good), user: 'one_at_a_time', ...other });
      return {
        change: { user: 'one_at_a_time', database: undefined, ...other },
        release: () => {
          holder.destroy();
          return undefined;
        },
      };
    },
  },
  { code: 'too-many-connections', what: 'a server at its limit', expected: { stage: 'authenticate', driverCode: '1040', message: expect.stringContaining('has no free connection') }, arrange: fullServer },
  // MySQL says so; MariaDB refuses the account as with a wrong password.
  refusing('tls-required', 3159, 'Connections using insecure transport are prohibited while --require_secure_transport=ON.', { stage: 'authenticate', field: 'tls.mode' }, { 'tls.mode': 'disable' }),
  { code: 'host-not-allowed', what: 'a server that does not know this host', expected: { stage: 'authenticate', field: 'host', driverCode: '1130' }, arrange: closedServer },
  // A real server shuts down too quickly to be met at it.
  refusing('server-unavailable', 1053, 'Server shutdown in progress', { stage: 'secure' }),
];

export const mysqlSubject: Subject = {
  type: typeOf('mysql'),
  against: 'MariaDB',
  failures,
  start: (purpose) => (purpose === 'failures' ? startForFailures() : Promise.resolve(running(inject('mariadb'), () => Promise.resolve()))),
  server: {
    silentAt: { disable: 'authenticate', require: 'secure' },
    tls: {
      async startWith(tls) {
        const server = await startMariadb(tls === undefined ? {} : { tls });
        return running(server, () => server.stop());
      },
      plainBesideTls: true,
    },
  },
};
