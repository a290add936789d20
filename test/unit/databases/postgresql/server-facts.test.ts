import { expect, it } from 'vitest';
import { isUnsupported, serverFacts } from '../../../../src/databases/postgresql/server-facts';

const connection = { address: '127.0.0.1:5432' };

it.each([
  ['PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64', '15.18 (Debian 15.18-0+deb12u1)', 'PostgreSQL', '15.18'],
  ['CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)', '13.0.0', 'CockroachDB CCL', '13.0.0'],
  ['CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)', undefined, 'CockroachDB CCL', '23.1.11'],
  ['(openGauss 3.0.0 build 02c14696) compiled at 2022', undefined, 'openGauss', '3.0.0'],
  ['PostgreSQL 11.2-YB-2.18.0.0-b0 on x86_64-pc-linux-gnu, compiled by clang', '11.2-YB-2.18.0.0-b0', 'YugabyteDB', '2.18.0.0'],
  ['PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2, Redshift 1.0.12103', '8.0.2', 'Amazon Redshift', '1.0.12103'],
  ['PostgreSQL 9.4.26 (Greenplum Database 6.24.3 build commit:25d3498) on x86_64', '9.4.26', 'Greenplum', '6.24.3'],
  ['', undefined, 'PostgreSQL', ''],
])('names the server of "%s"', (description, version, product, shown) => {
  expect(serverFacts({ description, version }, connection)).toEqual({ product, version: shown, address: connection.address });
});

it('reads numbers that come as text', () => {
  const row = { description: 'PostgreSQL 16.1', database: 'd', user: 'u', allowed: '100', in_use: '7' };
  expect(serverFacts(row, connection)).toMatchObject({ database: 'd', user: 'u', connectionsAllowed: 100, connectionsInUse: 7 });
});

it('asks less only of a server that does not know the statement', () => {
  expect([isUnsupported('42P01'), isUnsupported('57P01'), isUnsupported(undefined)]).toEqual([true, false, false]);
});
