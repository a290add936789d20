import { describe, expect, it } from 'vitest';
import { classifyPostgresql } from '../../../../src/databases/postgresql/failures';
import { job } from '../jobs';

const serverError = (code: string, message: string, more: object = {}): Error => Object.assign(new Error(message), { code, severity: 'FATAL', ...more });
const login = { routine: 'InitializeSessionUserId' };
const hba = { routine: 'ClientAuthentication' };

describe('classifyPostgresql', () => {
  it.each([
    ['28P01', 'password authentication failed', {}, 'authentication-failed', 'authenticate', 'password'],
    ['28000', 'role "x" is not permitted to log in', login, 'account-locked', 'authenticate', 'user'],
    ['28000', 'role "x" does not exist', login, 'authentication-failed', 'authenticate', 'user'],
    ['28000', 'no pg_hba.conf entry for host "10.0.0.1", user "u", database "d", SSL encryption', hba, 'host-not-allowed', 'authenticate', 'host'],
    ['28000', 'pg_hba.conf rejects connection for host "10.0.0.1"', hba, 'host-not-allowed', 'authenticate', 'host'],
    ['28000', 'connection requires a valid client certificate', hba, 'authentication-failed', 'authenticate', 'tls.cert'],
    ['28000', 'Peer authentication failed for user "u"', hba, 'authentication-failed', 'authenticate', 'user'],
    ['3D000', 'database "d" does not exist', {}, 'database-not-found', 'open', 'database'],
    ['55000', 'database "d" is not currently accepting connections', {}, 'server-unavailable', 'open', 'database'],
    ['42501', 'permission denied for database "d"', {}, 'database-not-allowed', 'open', 'database'],
    ['42501', 'permission denied for table t', { severity: 'ERROR' }, 'query-failed', undefined, undefined],
    ['53300', 'sorry, too many clients already', {}, 'too-many-connections', undefined, undefined],
    ['57P03', 'the database system is starting up', {}, 'server-unavailable', undefined, undefined],
    ['57P01', 'terminating connection due to administrator command', {}, 'server-unavailable', undefined, undefined],
    ['08P01', 'no such database: d', {}, 'database-not-found', 'open', 'database'],
    ['08P01', 'no such user: u', {}, 'authentication-failed', 'authenticate', 'user'],
    ['08P01', 'unsupported startup parameter: options', {}, 'invalid-parameter', undefined, 'options.searchPath'],
    ['22023', 'invalid value for parameter "search_path"', {}, 'invalid-parameter', undefined, 'options.applicationName'],
    ['42P01', 'relation "t" does not exist', { severity: 'ERROR' }, 'query-failed', undefined, undefined],
  ])('reads %s "%s"', (sqlState, message, more, code, stage, field) => {
    const facts = classifyPostgresql(serverError(sqlState, message, more), job());
    expect(facts).toEqual({ code, driverCode: sqlState, driverMessage: message, ...(stage && { stage }), ...(field && { field }), ...(message.includes('10.0.0.1') && { clientAddress: '10.0.0.1' }) });
  });

  it.each([
    ['disable', 'tls-required'],
    ['prefer', 'host-not-allowed'],
  ] as const)('reads a missing entry for unencrypted connections with TLS mode %s as %s', (mode, code) => {
    const error = serverError('28000', 'no pg_hba.conf entry for host "10.0.0.1", user "u", database "d", no encryption', hba);
    expect(classifyPostgresql(error, job({ tls: { mode } }))).toMatchObject({ code, ...(mode === 'disable' && { suggestedTlsMode: 'require', field: 'tls.mode' }) });
  });

  it.each([
    ['SASL: Only mechanism(s) SCRAM-SHA-256 are supported', 'authentication-unsupported'],
    ['Unknown authenticationOk message type 6', 'authentication-unsupported'],
    ['SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match', 'authentication-failed'],
    ['Connection terminated unexpectedly', 'connection-closed'],
  ])('reads the driver\'s "%s"', (message, code) => {
    expect(classifyPostgresql(new Error(message), job())).toMatchObject({ code, driverMessage: message });
  });

  it.each([['7', 'GSSAPI, which is Kerberos'], ['9', 'SSPI, which is Windows']])('names the way of signing in that request %s asks for', (number, driverMessage) => {
    expect(classifyPostgresql(new Error(`Unknown authenticationOk message type ${number}`), job())).toEqual({ code: 'authentication-unsupported', field: 'user', driverMessage });
  });

  it('leaves errors of sockets to others', () => {
    expect(classifyPostgresql(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), job())).toBeUndefined();
  });
});
