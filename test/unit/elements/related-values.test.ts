import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { parseElement } from '../../../src/elements/parse';
import { ID } from './samples';

function problems(pool: object, timeouts: object = {}, type = 'postgresql') {
  const connection = { host: 'db', database: 'orders', user: 'app' };
  const text = JSON.stringify({ id: ID, type, title: 'Orders', connection, pool, timeouts, variables: { MAX: {} } });
  return parseElement(text, databaseTypes).problems.map(({ code, severity, path, message }) => ({ code, severity, at: path.join('.'), message }));
}

describe('values that do not go together', () => {
  it.each([
    [{ min: 11 }, {}, 'error', 'pool.min', 'Minimum connections (11) is above Maximum connections (10, the default): a pool cannot keep more connections than it may have.'],
    [{ min: 5, max: 4 }, {}, 'error', 'pool.min', 'Minimum connections (5) is above Maximum connections (4)'],
    [{ idleTimeoutMs: 3000, maxLifetimeMs: 2000 }, {}, 'warning', 'pool.idleTimeoutMs', 'Idle timeout (3000) is above Maximum lifetime (2000)'],
    [{ acquireTimeoutMs: 500 }, { connectMs: 900 }, 'warning', 'timeouts.connectMs', 'requests give up while their connection is still being made'],
  ])('%j %j', (pool, timeouts, severity, at, message) => {
    expect(problems(pool, timeouts)).toEqual([{ code: 'conflicting-values', severity, at, message: expect.stringContaining(message) }]);
  });

  it.each([
    [{ min: 4, max: 4 }, {}],
    [{ min: 20, max: { variable: 'MAX' } }, {}],
    [{ idleTimeoutMs: 3000, maxLifetimeMs: 0 }, {}],
    // Only what somebody wrote is warned of.
    [{ acquireTimeoutMs: 500 }, {}],
  ])('accepts %j', (pool, timeouts) => {
    expect(problems(pool, timeouts)).toEqual([]);
  });

  it('are not looked for where a type has no such parameter', () => {
    expect(problems({ idleTimeoutMs: 3000 }, {}, 'mysql')).toEqual([]);
  });
});

describe('rules that compare fields', () => {
  /** The codes and paths of what is wrong with a text that also has other faults. */
  function found(type: string, element: object): string[] {
    const text = JSON.stringify({ id: ID, type, title: 'Orders', ...element });
    return parseElement(text, databaseTypes).problems.map(({ code, path }) => `${code} ${path.join('.')}`).sort();
  }

  it.each<[string, string, object, string[]]>([
    ['an empty title', 'postgresql', { title: '', pool: { min: 11 } }, ['conflicting-values pool.min', 'invalid-value title']],
    ['another field', 'postgresql', { connection: { port: 'x' }, pool: { min: 5, max: 4 } }, ['conflicting-values pool.min', 'invalid-value connection.port']],
    ['another field, of which only one may be stated', 'oracle', { connection: { port: 0, serviceName: 'orders', sid: 'ORCL' } }, ['invalid-value connection.port', 'invalid-value connection.sid']],
    ['another group', 'postgresql', { tls: 'on', pool: { min: 5, max: 4 } }, ['conflicting-values pool.min', 'invalid-value tls']],
    ['another field, a path aside', 'postgresql', { connection: { port: 0 }, tls: { ca: '../ca.pem' } }, ['invalid-value connection.port', 'path-outside-workspace tls.ca']],
    ['another field, a variable aside', 'postgresql', { connection: { port: 0, host: { variable: 'HOST' } } }, ['invalid-value connection.port', 'undeclared-variable connection.host.variable']],
    ['a part of a declaration', 'postgresql', { connection: { password: { variable: 'PW' } }, variables: { PW: { default: 'x', required: 'yes' } } }, ['invalid-value variables.PW.required', 'literal-secret variables.PW.default']],
  ])('are told beside a fault of %s', (_name, type, element, expected) => {
    expect(found(type, element)).toEqual(expected);
  });

  it.each<[string, string, object, string[]]>([
    ['the limit', 'postgresql', { pool: { min: 11, max: 'x' } }, ['invalid-value pool.max']],
    ['the group', 'postgresql', { pool: 5, timeouts: { connectMs: 60_000 } }, ['invalid-value pool']],
    ['one of two of which only one may be stated', 'oracle', { connection: { serviceName: '', sid: 'ORCL' } }, ['invalid-value connection.serviceName']],
    ['the variable of a field', 'postgresql', { connection: { host: { variable: 'A-B' } } }, ['invalid-variable-key connection.host']],
    ['the declaration', 'postgresql', { connection: { host: { variable: 'HOST' } }, variables: { HOST: 5 } }, ['invalid-value variables.HOST']],
    ['all declarations', 'postgresql', { connection: { host: { variable: 'HOST' } }, variables: 5 }, ['invalid-value variables']],
  ])('say nothing while %s cannot be read', (_name, type, element, expected) => {
    expect(found(type, element)).toEqual(expected);
  });
});
