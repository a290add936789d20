import { expect, it } from 'vitest';
import { isUnsupported, serverFacts } from '../../../../src/databases/sqlserver/server-facts';

const connection = { address: '127.0.0.1:1433' };

it.each([
  ['Microsoft SQL Server 2022 (RTM-CU12) (KB5033663) - 16.0.4115.5 (X64) \n\tMar  4 2024', '16.0.4115.5', 'SQL Server 2022', '16.0.4115.5'],
  ['Microsoft SQL Server 2008 R2 (SP3) - 10.50.6000.34 (X64)', undefined, 'SQL Server 2008 R2', '10.50.6000.34'],
  ['Microsoft SQL Azure (RTM) - 12.0.2000.8 \n\tNov  2 2023', '12.0.2000.8', 'SQL Azure', '12.0.2000.8'],
  ['Microsoft Azure SQL Edge Developer (RTM) - 15.0.2000.1574 (ARM64)', undefined, 'Azure SQL Edge Developer', '15.0.2000.1574'],
  ['Babelfish for PostgreSQL with SQL Server Compatibility - 12.0.2000.8', undefined, 'Babelfish for PostgreSQL', '12.0.2000.8'],
  ['Babelfish for PostgreSQL with SQL Server Compatibility - 12.0.2000.8\nNov 23 2026 19:42:45\nCopyright (c) Amazon Web Services\nPostgreSQL 16.4 on x86_64-pc-linux-gnu (Babelfish 4.3.0)', '12.0.2000.8', 'Babelfish for PostgreSQL', '16.4'],
  ['Babelfish for Aurora PostgreSQL with SQL Server Compatibility - 12.0.2000.8\nMar 10 2023\nCopyright (c) Amazon Web Services\nPostgreSQL 14.6 on aarch64-unknown-linux-gnu', '12.0.2000.8', 'Babelfish for Aurora PostgreSQL', '14.6'],
  ['', undefined, 'SQL Server', ''],
])('names the server of "%s"', (description, version, product, shown) => {
  expect(serverFacts({ description, version }, connection)).toEqual({ product, version: shown, address: connection.address });
});

it('leaves out what the server does not show to this user', () => {
  const row = { description: 'Microsoft SQL Server 2022 - 16.0', database: 'd', user: 'u', allowed: 32_767, in_use: null };
  expect(serverFacts(row, connection)).toEqual({ product: 'SQL Server 2022', version: '16.0', database: 'd', user: 'u', connectionsAllowed: 32_767, address: connection.address });
});

it('asks less only of a server that does not know the statement', () => {
  const error = (number: number) => Object.assign(new Error('no'), { number });
  expect([isUnsupported(error(208)), isUnsupported(error(916)), isUnsupported(new Error('no'))]).toEqual([true, false, false]);
});
