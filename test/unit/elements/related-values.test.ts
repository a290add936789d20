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
