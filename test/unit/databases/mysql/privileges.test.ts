import { describe, expect, it } from 'vitest';
import { privilegesOf } from '../../../../src/databases/mysql/privileges';

const row = (level: string, privilege: string, name = '', grantable = 'NO') => ({ level, name, privilege, grantable });
const facts = { database: 'orders_db', user: 'orders_db_app@10.0.%' };
const codes = (rows: Parameters<typeof privilegesOf>[0]) => privilegesOf(rows, facts).findings.map(({ code }) => code);

describe('privilegesOf', () => {
  it('finds nothing in what an application needs', () => {
    const rows = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'].map((privilege) => row('schema', privilege, 'orders\\_db'));
    expect(privilegesOf(rows, facts)).toEqual({ findings: [], unknown: [] });
  });

  it.each([
    [row('global', 'SUPER'), 'superuser'],
    [row('global', 'CREATE USER'), 'user-administration'],
    [row('schema', 'SELECT', 'orders_db', 'YES'), 'user-administration'],
    [row('global', 'BINLOG MONITOR'), 'replication'],
    [row('global', 'REPLICATION_SLAVE_ADMIN'), 'replication'],
    [row('global', 'File'), 'file-access'],
    [row('global', 'XA_RECOVER_ADMIN'), 'server-administration'],
    [row('global', 'SELECT'), 'other-databases'],
    [row('table', 'SELECT', 'payroll'), 'other-databases'],
    [row('schema', 'SELECT', 'orders%'), 'other-databases'],
    [row('schema', 'DROP', 'orders_db'), 'schema-changes'],
  ])('takes %j for %s', (given, code) => {
    expect(codes([given])).toEqual([code]);
  });

  it('names the new account after the database, for the same host, with the wildcards of its name escaped', () => {
    const [finding] = privilegesOf([row('global', 'SUPER')], facts).findings;
    expect(finding?.remedy).toBe("CREATE USER 'orders_db_rw'@'10.0.%' IDENTIFIED BY <password>;\nGRANT SELECT, INSERT, UPDATE, DELETE ON `orders\\_db`.* TO 'orders_db_rw'@'10.0.%';");
  });

  it('cannot name an account without a database', () => {
    expect(privilegesOf([row('global', 'SUPER'), row('schema', 'SELECT', 'orders')], { user: 'root@localhost' }).findings).toEqual([expect.objectContaining({ code: 'superuser', remedy: expect.stringContaining('State the database') })]);
  });
});
