import { describe, expect, it } from 'vitest';
import { endpointOf, targetOf } from '../../../src/databases/target';
import { typeOf } from '../elements/samples';

const sqlserver = typeOf('sqlserver');

it('says in words that an element leads nowhere yet', () => {
  expect(endpointOf(sqlserver, { port: 1433, database: 'orders' })).toBe('host not set');
  expect(endpointOf(typeOf('sqlite'), {})).toBe('file not set');
});

it.each(['::1', '[::1]'])('tells the port from the IPv6 address %s', (host) => {
  const postgresql = typeOf('postgresql');
  expect(endpointOf(postgresql, { host, database: 'orders' })).toBe('[::1]:5432/orders');
  expect(targetOf(postgresql, { host, user: 'app' })).toBe('postgresql://app@[::1]:5432');
});

describe('a server that has a name in place of a port', () => {
  it('is part of what a password is bound to', () => {
    const at = (values: object) => targetOf(sqlserver, { host: 'db', user: 'app', ...values });
    expect(at({ instance: 'SQLEXPRESS' })).toBe('sqlserver://app@db\\SQLEXPRESS');
    expect(at({ instance: 'SQLEXPRESS', port: 1433 })).toBe('sqlserver://app@db:1433');
    expect(at({ instance: '' })).toBe('sqlserver://app@db:1433');
    expect(at({})).toBe('sqlserver://app@db:1433');
  });

  it('is shown', () => {
    expect(endpointOf(sqlserver, { host: 'db', instance: 'SQLEXPRESS', database: 'orders' })).toBe('db\\SQLEXPRESS/orders');
    expect(endpointOf(sqlserver, { host: 'db' })).toBe('db:1433');
  });
});

it('has an IPv6 address in brackets, wherever a port follows', () => {
  const values = { host: '::1', port: 5433, database: 'orders', user: 'app' };
  expect(endpointOf(typeOf('postgresql'), values)).toBe('[::1]:5433/orders');
  expect(targetOf(typeOf('postgresql'), values)).toBe('postgresql://app@[::1]:5433');
});
