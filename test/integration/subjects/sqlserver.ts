import { expect, inject } from 'vitest';
import { orders } from '../../servers/seed';
import { startTdsServer, type TdsServerOptions } from '../../servers/tds/tds-server';
import type { FailureCode } from '../../../src/databases/failure';
import { changed, typeOf, type Address, type ElementValues, type FailureCase, type Running, type Subject } from '../conformance/subject';
import { givenSubject } from './given';

const certificates = inject('certificates');

const goodAt = ({ host, port }: Address): ElementValues => ({ host, port, ...orders });

async function start(options: TdsServerOptions): Promise<Running & Address> {
  const server = await startTdsServer(options);
  const { host, port } = server;
  const facts = { product: 'SQL Server 2022', database: orders.database, user: orders.user, connectionsAllowed: 32_767 };
  return { host, port, good: goodAt({ host, port }), folder: certificates.folder, facts, stop: () => server.stop() };
}

/** A server of its own that behaves so. */
function serverThat(code: FailureCode, what: string, options: TdsServerOptions, expected: FailureCase['expected'], change: ElementValues = {}): FailureCase {
  return {
    code,
    what,
    expected,
    arrange: async () => {
      const server = await start({ tls: certificates.server, ...options });
      return { change: { host: server.host, port: server.port, ...change }, release: () => server.stop() };
    },
  };
}

/** A server that refuses the sign-in with this number. */
function refusing(code: FailureCode, what: string, number: number, expected: FailureCase['expected']): FailureCase {
  const message = `The server says ${String(number)}.`;
  return serverThat(code, what, { refuse: [{ number, state: 1, message }] }, { ...expected, driverCode: String(number), evidence: { driverMessage: message } });
}

const authenticate = { stage: 'authenticate' } as const;
const open = { stage: 'open', field: 'database' } as const;

const ofAnyServer: readonly FailureCase[] = [
  changed('authentication-failed', 'a wrong password', { password: 'wrong-Secret' }, { ...authenticate, field: 'password', driverCode: '18456' }),
  changed('authentication-failed', 'an unknown user', { user: 'nobody_here' }, { ...authenticate, field: 'password', driverCode: '18456' }),
  changed('authentication-failed', 'a wrong password and a missing database', { password: 'wrong-Secret', database: 'nowhere' }, { ...authenticate, field: 'password', driverCode: '18456' }),
  changed('secret-missing', 'an element without a password', { password: { none: true } }, { ...authenticate, field: 'password', driverCode: '18456' }),
  changed('database-not-allowed', 'a missing database', { database: 'nowhere' }, { ...open, driverCode: '4060' }),
];

const failures: readonly FailureCase[] = [
  ...ofAnyServer,
  refusing('authentication-failed', 'a user without the name of its Azure server', 40_532, { ...authenticate, field: 'user' }),
  refusing('authentication-unsupported', 'an account of Windows', 18_452, { ...authenticate, field: 'user' }),
  refusing('account-locked', 'a disabled account', 18_470, { ...authenticate, field: 'user' }),
  refusing('account-locked', 'a locked account', 18_486, { ...authenticate, field: 'user' }),
  refusing('password-expired', 'an expired password', 18_487, { ...authenticate, field: 'password' }),
  refusing('password-expired', 'a password that has to be changed', 18_488, { ...authenticate, field: 'password' }),
  refusing('host-not-allowed', 'a firewall of Azure', 40_615, { ...authenticate, field: 'host' }),
  refusing('too-many-connections', 'a server at its limit', 17_809, authenticate),
  refusing('too-many-connections', 'a database of Azure at its limit', 10_928, authenticate),
  refusing('server-unavailable', 'a database of Azure that moves', 40_613, authenticate),
  refusing('server-unavailable', 'a paused server', 17_142, authenticate),
  refusing('server-unavailable', 'a database that is restored', 927, open),
  refusing('database-not-found', 'a database that does not exist', 911, open),
  refusing('database-not-allowed', 'an account that is no user of the database', 916, open),
  refusing('database-not-allowed', 'a replica for readers', 978, { stage: 'open', field: 'options.applicationIntent' }),
  refusing('tls-required', 'a server that says late that it wants TLS', 17_835, { ...authenticate, field: 'tls.mode' }),
  refusing('unknown', 'a number that is not known', 9_999_999, authenticate),
  serverThat('tls-required', 'a server that takes nothing without TLS', { demandsTls: true }, { stage: 'authenticate', field: 'tls.mode' }, { 'tls.mode': 'disable' }),
  serverThat('query-failed', 'a statement that is refused', { answer: () => ({ number: 8152, state: 1, message: 'No.' }) }, { stage: 'query', driverCode: '8152' }),
];

const silentAt = { disable: 'authenticate', require: 'secure' } as const;

export const sqlserverSubject: Subject = {
  type: typeOf('sqlserver'),
  against: 'a protocol-level test server of TDS',
  failures,
  start: () => start({ tls: certificates.server }),
  server: {
    silentAt,
    tls: { startWith: (tls) => start(tls === undefined ? {} : { tls }), plainBesideTls: true },
  },
};

export const givenSqlserver = givenSubject(sqlserverSubject.type, { failures: ofAnyServer, server: { silentAt, tls: 'offered' }, facts: { product: expect.stringMatching(/SQL/) }, pathIs: 'database' });
