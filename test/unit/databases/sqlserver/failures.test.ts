import { describe, expect, it } from 'vitest';
import { ConnectionFailure } from '../../../../src/databases/failure';
import { classifySqlserver } from '../../../../src/databases/sqlserver/failures';
import { ServerRefusal } from '../../../../src/databases/sqlserver/server-refusal';
import { job } from '../jobs';

const said = (number: number, state = 1) => ({ number, state, class: 14, message: `server says ${String(number)}` });
const refusal = (...numbers: readonly number[]) => new ServerRefusal(numbers.map((number) => said(number)), { cause: new Error('Login failed.') });
const requestError = (number: number) => Object.assign(new Error(`server says ${String(number)}`), { code: 'EREQUEST', number, state: 1 });

describe('classifySqlserver', () => {
  it.each([
    [18456, 'authentication-failed', 'authenticate', 'password'],
    [40532, 'authentication-failed', 'authenticate', 'user'],
    [18452, 'authentication-unsupported', 'authenticate', 'user'],
    [18470, 'account-locked', 'authenticate', 'user'],
    [18486, 'account-locked', 'authenticate', 'user'],
    [18487, 'password-expired', 'authenticate', 'password'],
    [18488, 'password-expired', 'authenticate', 'password'],
    [4060, 'database-not-allowed', 'open', 'database'],
    [4064, 'database-not-allowed', 'open', 'database'],
    [916, 'database-not-allowed', 'open', 'database'],
    [978, 'database-not-allowed', 'open', 'options.applicationIntent'],
    [911, 'database-not-found', 'open', 'database'],
    [927, 'server-unavailable', 'open', 'database'],
    [17809, 'too-many-connections', 'authenticate', undefined],
    [10928, 'too-many-connections', 'authenticate', undefined],
    [40613, 'server-unavailable', 'authenticate', undefined],
    [40615, 'host-not-allowed', 'authenticate', 'host'],
    [17835, 'tls-required', 'authenticate', 'tls.mode'],
    [1, 'unknown', 'authenticate', undefined],
  ])('reads %i in a sign-in', (number, code, stage, field) => {
    expect(classifySqlserver(refusal(number), job())).toMatchObject({ code, stage, driverCode: String(number), ...(field && { field }) });
  });

  it.each([
    ['before', [4060, 18456]],
    ['after', [18456, 4060]],
  ])('takes the cause that stands %s its consequence', (_, numbers) => {
    expect(classifySqlserver(refusal(...numbers), job())).toMatchObject({ code: 'database-not-allowed', driverCode: '4060' });
  });

  it('says both of a database that is missing or closed', () => {
    expect([4060, 916].map((number) => classifySqlserver(refusal(number), job())?.maybeMissing)).toEqual([true, undefined]);
  });

  it('reads a denial of a job without a password as a missing one', () => {
    expect(classifySqlserver(refusal(18456), job({ values: {} }))).toMatchObject({ code: 'secret-missing', field: 'password', driverCode: '18456' });
  });

  it('keeps a state that says more', () => {
    expect(classifySqlserver(new ServerRefusal([said(18456, 8)], {}), job())?.driverMessage).toBe('server says 18456 (state 8)');
    expect(classifySqlserver(new ServerRefusal([said(18456)], {}), job())?.driverMessage).toBe('server says 18456');
  });

  it('reads the errors of a statement, one or several', () => {
    expect(classifySqlserver(requestError(208), job())).toMatchObject({ code: 'query-failed', driverCode: '208' });
    expect(classifySqlserver(new AggregateError([requestError(208), requestError(916)]), job())).toMatchObject({ code: 'database-not-allowed', driverCode: '916' });
  });

  it('reads what the driver wraps', () => {
    const wrapped = (cause: Error) => Object.assign(new Error('Failed to connect', { cause }), { code: 'ESOCKET' });
    expect(classifySqlserver(wrapped(Object.assign(new Error('read'), { code: 'ECONNRESET' })), job())).toMatchObject({ code: 'connection-closed', driverCode: 'ECONNRESET' });
    const failure = new ConnectionFailure({ code: 'tls-required', field: 'tls.mode' });
    expect(classifySqlserver(wrapped(failure), job())).toEqual(failure.facts);
  });

  it.each(['Unable to process incoming packet', 'Connection lost - Unable to process incoming packet', 'unexpected end of message stream'])('reads "%s" as another protocol', (message) => {
    expect(classifySqlserver(Object.assign(new Error(message), { code: 'ESOCKET' }), job())).toMatchObject({ code: 'wrong-protocol', field: 'port', driverCode: 'ESOCKET' });
  });

  it('leaves to others what it does not know', () => {
    expect(classifySqlserver(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), job())).toBeUndefined();
    expect(classifySqlserver('a text', job())).toBeUndefined();
  });
});
