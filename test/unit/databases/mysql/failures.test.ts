import { describe, expect, it } from 'vitest';
import { classifyMysql } from '../../../../src/databases/mysql/failures';
import { job } from '../jobs';

const serverError = (errno: number, code = 'ER_SOMETHING'): Error => Object.assign(new Error(`server says ${String(errno)}`), { errno, code });

describe('classifyMysql', () => {
  it.each([
    [1040, 'too-many-connections', 'authenticate', undefined],
    [1203, 'too-many-connections', 'authenticate', undefined],
    [1226, 'too-many-connections', 'authenticate', undefined],
    [1129, 'host-not-allowed', 'authenticate', 'host'],
    [1130, 'host-not-allowed', 'authenticate', 'host'],
    [1045, 'authentication-failed', 'authenticate', 'password'],
    [1698, 'authentication-failed', 'authenticate', 'password'],
    [3118, 'account-locked', 'authenticate', 'user'],
    [3955, 'account-locked', 'authenticate', 'user'],
    [4151, 'account-locked', 'authenticate', 'user'],
    [1820, 'password-expired', 'authenticate', 'password'],
    [1862, 'password-expired', 'authenticate', 'password'],
    [1251, 'authentication-unsupported', 'authenticate', 'user'],
    [1524, 'authentication-unsupported', 'authenticate', 'user'],
    [3159, 'tls-required', 'authenticate', 'tls.mode'],
    [1044, 'database-not-allowed', 'open', 'database'],
    [1049, 'database-not-found', 'open', 'database'],
    [1053, 'server-unavailable', undefined, undefined],
    [3032, 'server-unavailable', undefined, undefined],
    [1146, 'query-failed', undefined, undefined],
  ])('reads %i', (errno, code, stage, field) => {
    expect(classifyMysql(serverError(errno), job())).toMatchObject({ code, driverCode: String(errno), ...(stage && { stage }), ...(field && { field }) });
  });

  it('reads a denial of a job without a password as a missing one', () => {
    expect(classifyMysql(serverError(1045), job({ values: {} }))).toMatchObject({ code: 'secret-missing', field: 'password', driverCode: '1045' });
  });

  it.each([
    ['AUTH_SWITCH_PLUGIN_ERROR', 'authentication-unsupported'],
    ['MYSQL_CLEAR_PASSWORD_NOT_ENABLED', 'authentication-unsupported'],
    ['HANDSHAKE_NO_SSL_SUPPORT', 'tls-not-offered'],
    ['PROTOCOL_CONNECTION_LOST', 'connection-closed'],
    ['HANDSHAKE_UNKNOWN_ERROR', 'wrong-protocol'],
  ])('reads the driver\'s %s', (driverCode, code) => {
    expect(classifyMysql(Object.assign(new Error('words'), { code: driverCode }), job())).toMatchObject({ code, driverCode });
  });

  it('leaves errors of sockets to others', () => {
    expect(classifyMysql(Object.assign(new Error('connect'), { code: 'ECONNREFUSED', errno: -111 }), job())).toBeUndefined();
  });

  it('shows no hash of a password', () => {
    const error = Object.assign(new Error("near 'IDENTIFIED BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19''"), { errno: 1064 });
    expect(classifyMysql(error, job())?.driverMessage).toBe("near 'IDENTIFIED BY PASSWORD '•••''");
  });
});
