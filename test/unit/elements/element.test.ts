import { describe, expect, it } from 'vitest';
import { connectsAlike } from '../../../src/elements/element';
import { elementOf } from './samples';

const orders = (change: object = {}) => elementOf({ type: 'postgresql', title: 'Orders', connection: { host: { variable: 'ORDERS_DB_HOST' }, user: 'app' }, variables: { ORDERS_DB_HOST: { default: 'localhost' } }, ...change });

describe('connectsAlike', () => {
  it.each<[string, object, boolean]>([
    ['nothing', {}, true],
    ['the title', { title: 'Other' }, true],
    ['the description of a variable', { variables: { ORDERS_DB_HOST: { default: 'localhost', description: 'Where orders are kept' } } }, true],
    ['the order of keys', { connection: { user: 'app', host: { variable: 'ORDERS_DB_HOST' } } }, true],
    ['a value', { connection: { host: { variable: 'ORDERS_DB_HOST' }, user: 'admin' } }, false],
    ['a literal in place of a variable', { connection: { host: 'localhost', user: 'app' } }, false],
    ['the default of a variable', { variables: { ORDERS_DB_HOST: { default: 'db.internal' } } }, false],
    ['a TLS mode', { tls: { mode: 'require' } }, false],
  ])('when %s changed', (_name, change, alike) => {
    expect(connectsAlike(orders(), orders(change))).toBe(alike);
  });
});
