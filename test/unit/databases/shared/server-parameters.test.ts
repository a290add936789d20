import { expect, it } from 'vitest';
import { findParameter } from '../../../../src/elements/parameter';
import { convert } from '../../../../src/environments/resolve';
import { typeOf } from '../../elements/samples';

it.each<[string, boolean]>([
  ['localhost', true],
  ['db.internal', true],
  ['10.0.4.17', true],
  ['::1', true],
  ['[::1]', true],
  ['fe80::1%eth0', true],
  ['2001:db8::5432', true],
  ['localhost:5432', false],
  ['db.internal:', false],
  ['[::1]:5432', false],
  ['postgresql://db', false],
  ['db/orders', false],
])('%s as a host: %s', (host, fits) => {
  for (const type of ['postgresql', 'mysql', 'oracle', 'dm', 'sqlserver']) {
    const parameter = findParameter(typeOf(type), 'host');
    expect(parameter === undefined ? undefined : convert(host, parameter), type).toBe(fits ? host : undefined);
  }
});

it('/run/postgresql:1 is the path of a Unix socket', () => {
  const parameter = findParameter(typeOf('postgresql'), 'host');
  expect(parameter && convert('/run/postgresql:1', parameter)).toBe('/run/postgresql:1');
});
