import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../../src/databases/sqlserver/privileges';

const row = (level: 'server' | 'database' | 'other' | 'schema', name: string) => ({ level, name });
const facts = { database: 'orders', user: 'orders_app' };
const codes = (...rows: ReturnType<typeof row>[]) => findingsOf(rows, facts).map(({ code }) => code);
const ordinary = [row('server', 'CONNECT SQL'), row('server', 'VIEW ANY DATABASE'), row('schema', 'dbo'), ...['CONNECT', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE'].map((name) => row('database', name))];

describe('findingsOf', () => {
  it('finds nothing in what an application needs', () => {
    expect(findingsOf(ordinary, facts)).toEqual([]);
  });

  it.each([
    [row('server', 'ALTER ANY LOGIN'), 'user-administration'],
    [row('server', 'IMPERSONATE ANY LOGIN'), 'user-administration'],
    [row('database', 'ALTER ANY ROLE'), 'user-administration'],
    [row('server', 'CREATE ANY DATABASE'), 'database-administration'],
    [row('server', 'SHUTDOWN'), 'server-administration'],
    [row('server', 'ALTER ANY CONNECTION'), 'server-administration'],
    [row('server', 'ADMINISTER BULK OPERATIONS'), 'file-access'],
    [row('database', 'BACKUP DATABASE'), 'file-access'],
    [row('database', 'ALTER ANY SECURITY POLICY'), 'row-security-bypass'],
    [row('server', 'CONNECT ANY DATABASE'), 'other-databases'],
    [row('other', 'payroll'), 'other-databases'],
    [row('database', 'CREATE TABLE'), 'schema-changes'],
    [row('database', 'ALTER ANY SCHEMA'), 'schema-changes'],
  ])('takes %j for %s', (given, code) => {
    expect(codes(...ordinary, given)).toEqual([code]);
  });

  it('takes what only looks for no danger', () => {
    expect(codes(row('server', 'VIEW SERVER STATE'), row('database', 'VIEW DATABASE STATE'))).toEqual([]);
  });

  it('says only that an administrator is one', () => {
    expect(codes(row('server', 'CONTROL SERVER'), row('server', 'ALTER ANY LOGIN'), row('database', 'CONTROL'))).toEqual(['superuser']);
  });

  it('does not list what the owner of a database may do besides', () => {
    const [finding, ...more] = findingsOf(['CONTROL', 'ALTER', 'CREATE TABLE', 'ALTER ANY ROLE', 'BACKUP DATABASE'].map((name) => row('database', name)), facts);
    expect([finding?.code, finding?.message, more]).toEqual(['schema-changes', expect.stringContaining('owns its database (CONTROL, as db_owner has)'), []]);
  });

  it('makes an account for exactly this database, with its names quoted', () => {
    const [finding] = findingsOf([row('other', 'payroll'), row('schema', 'sales]x')], { database: 'orders', user: 'sa' });
    expect(finding?.remedy.split('\n')).toEqual([
      'CREATE LOGIN [orders_app] WITH PASSWORD = <password>;',
      'USE [orders];',
      'CREATE USER [orders_app] FOR LOGIN [orders_app];',
      'GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON SCHEMA::[sales]]x] TO [orders_app];',
    ]);
  });
});
