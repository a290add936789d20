import { expect, inject } from 'vitest';
import { orders } from '../../servers/seed';
import { OracleError } from '../../servers/tns/replies';
import { startTns, type TnsOptions } from '../../servers/tns/server';
import type { FailureCode } from '../../../src/databases/failure';
import { changed, typeOf, type Address, type ElementValues, type FailureCase, type Running, type Subject } from '../conformance/subject';
import { givenSubject } from './given';

const certificates = inject('certificates');

const goodAt = ({ host, port }: Address): ElementValues => ({ host, port, serviceName: orders.database, user: orders.user, password: orders.password });

async function start(options: Partial<TnsOptions> = {}): Promise<Running & Address> {
  const server = await startTns(options);
  const { host, port } = server;
  const facts = { product: 'Oracle Database', version: '19.21.0.0.0', database: 'ORDERSPDB', user: 'ORDERS_APP' };
  return { host, port, good: goodAt({ host, port }), folder: certificates.folder, facts, stop: () => server.stop() };
}

/** A server of its own that behaves so. */
function serverThat(code: FailureCode, what: string, options: Partial<TnsOptions>, expected: FailureCase['expected'], change: ElementValues = {}): FailureCase {
  return {
    code,
    what,
    expected,
    arrange: async () => {
      const server = await start(options);
      return { change: { host: server.host, port: server.port, ...change }, release: () => server.stop() };
    },
  };
}

/** A listener that refuses the connection with this number. */
function listener(code: FailureCode, what: string, number: number): FailureCase {
  return serverThat(code, what, { refuse: number }, { stage: 'authenticate', driverCode: `ORA-${String(number)}`, evidence: { driverMessage: expect.stringContaining(`ORA-${String(number)}`) } });
}

/** A database that refuses the sign-in of those who know the password. */
function database(code: FailureCode, what: string, number: number, expected: FailureCase['expected']): FailureCase {
  const driverMessage = `the database says ${String(number)}`;
  const driverCode = `ORA-${String(number).padStart(5, '0')}`;
  return serverThat(code, what, { signInError: new OracleError(number, driverMessage) }, { ...expected, driverCode, evidence: { driverMessage: expect.stringContaining(driverMessage) } });
}

const authenticate = { stage: 'authenticate' } as const;

const ofAnyServer: readonly FailureCase[] = [
  changed('authentication-failed', 'a wrong password', { password: 'wrong-Secret' }, { ...authenticate, field: 'password', driverCode: 'ORA-01017' }),
  changed('authentication-failed', 'an unknown user', { user: 'nobody_here' }, { ...authenticate, field: 'password', driverCode: 'ORA-01017' }),
  changed('secret-missing', 'an element without a password', { password: { none: true } }, { ...authenticate, field: 'password' }),
  changed('database-not-found', 'a service that the listener does not know', { serviceName: 'nowhere' }, { stage: 'open', field: 'serviceName', driverCode: 'NJS-518', message: expect.stringContaining('knows no service "nowhere"') }),
  changed('database-not-found', 'a wrong password and a service that the listener does not know', { password: 'wrong-Secret', serviceName: 'nowhere' }, { stage: 'open', field: 'serviceName', driverCode: 'NJS-518' }),
  changed('database-not-found', 'a SID that the listener does not know', { serviceName: undefined, sid: 'NOWHERE' }, { stage: 'open', field: 'sid', driverCode: 'NJS-519', message: expect.stringContaining('knows no SID "NOWHERE"') }),
];

const failures: readonly FailureCase[] = [
  ...ofAnyServer,
  serverThat('authentication-failed', 'a server that does not know the password either', { forgeProof: true }, { ...authenticate, driverCode: 'NJS-173' }),
  listener('too-many-connections', 'a listener whose processes are all in use', 12_520),
  listener('server-unavailable', 'an instance that lets nobody in', 12_528),
  listener('host-not-allowed', 'a listener with a filter', 12_529),
  listener('authentication-unsupported', 'a server that demands native network encryption', 12_660),
  database('account-locked', 'a locked account', 28_000, { ...authenticate, field: 'user' }),
  database('password-expired', 'an expired password', 28_001, { ...authenticate, field: 'password' }),
  database('database-not-allowed', 'an account without CREATE SESSION', 1045, { stage: 'open', field: 'user', message: expect.stringContaining('lacks CREATE SESSION') }),
  database('database-not-allowed', 'an account without the role', 1031, { stage: 'open', field: 'options.role' }),
  database('invalid-parameter', 'SYS without a role', 28_009, { ...authenticate, field: 'options.role' }),
  serverThat('too-many-connections', 'a database at its limit', { maxSessions: 0 }, { ...authenticate, driverCode: 'ORA-00018' }),
  database('too-many-connections', 'a profile at its limit', 2391, { ...authenticate, message: expect.stringContaining('lets this account have') }),
  database('server-unavailable', 'a database that is being started', 1033, authenticate),
  database('server-unavailable', 'a database that is not there', 1034, authenticate),
  database('authentication-unsupported', 'a protocol that is too old', 28_040, { ...authenticate, field: 'user' }),
  serverThat('authentication-unsupported', 'a verifier that the driver does not have', { verifierType: 0x939 }, { ...authenticate, field: 'user', driverCode: 'NJS-116' }),
  serverThat('tls-required', 'a listener that speaks TLS', { tls: certificates.server }, { ...authenticate, field: 'tls.mode', message: expect.stringContaining('uses TLS on this port') }, { 'tls.mode': 'disable' }),
  serverThat('query-failed', 'a statement that is refused', { answer: outOfMemory }, { stage: 'query', driverCode: 'ORA-04031' }),
];

function outOfMemory(): never {
  throw new OracleError(4031, 'unable to allocate bytes of shared memory');
}

export const oracleSubject: Subject = {
  type: typeOf('oracle'),
  against: 'a protocol-level test server of TNS',
  failures,
  start: () => start(),
  server: {
    silentAt: { disable: 'authenticate', require: 'secure' },
    tls: { startWith: (tls) => start(tls === undefined ? {} : { tls }), plainBesideTls: false },
  },
};

// TLS has a port of its own there, so that nothing but `disable` gets as far as a session.
export const givenOracle = givenSubject(oracleSubject.type, {
  failures: ofAnyServer,
  server: { silentAt: { disable: 'authenticate' }, tls: 'not offered' },
  facts: { product: 'Oracle Database', database: expect.any(String) },
  pathIs: 'serviceName',
});
