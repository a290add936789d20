import { describe, expect, it } from 'vitest';
import { oracleDialect } from '../../../../src/databases/oracle/dialect';
import { privilegesOf } from '../../../../src/databases/oracle/privileges';
import { findingsOf, type RightLevel } from '../../../../src/databases/shared/oracle-like-privileges';

const row = (level: RightLevel, name: string) => ({ level, name });
const facts = { user: 'ORDERS_APP' };
const codes = (...rows: ReturnType<typeof row>[]) => findingsOf(rows, facts, oracleDialect).map(({ code }) => code);
/** Works on the tables of another schema, as the account does that the remedy makes. */
const ordinary = [row('privilege', 'CREATE SESSION'), row('schema', 'ORDERS_APP'), row('other', 'ORDERS')];

describe('findingsOf', () => {
  it('finds nothing in what an application needs', () => {
    expect(codes(...ordinary)).toEqual([]);
    expect(codes(row('privilege', 'ALTER SESSION'), row('privilege', 'SELECT ANY DICTIONARY'), row('privilege', 'INSERT TABLE'))).toEqual([]);
  });

  it.each([
    ['CREATE USER', 'user-administration'],
    ['DROP ANY ROLE', 'user-administration'],
    ['GRANT ANY PRIVILEGE', 'user-administration'],
    ['GRANT ANY OBJECT PRIVILEGE', 'user-administration'],
    ['ALTER PROFILE', 'user-administration'],
    ['CREATE TABLESPACE', 'database-administration'],
    ['ALTER DATABASE', 'database-administration'],
    ['UNLIMITED TABLESPACE', 'server-administration'],
    ['ALTER SYSTEM', 'server-administration'],
    ['RESTRICTED SESSION', 'server-administration'],
    ['AUDIT ANY', 'server-administration'],
    ['LOGMINING', 'replication'],
    ['CREATE ANY DIRECTORY', 'file-access'],
    ['CREATE EXTERNAL JOB', 'file-access'],
    ['BACKUP DATABASE', 'file-access'],
    ['EXEMPT ACCESS POLICY', 'row-security-bypass'],
    ['SELECT ANY TABLE', 'other-schemas'],
    ['EXECUTE ANY PROCEDURE', 'other-schemas'],
    ['CREATE TABLE', 'schema-changes'],
    ['ALTER ANY TABLE', 'schema-changes'],
    ['DROP ANY INDEX', 'schema-changes'],
  ])('takes %s for %s', (name, code) => {
    const [finding, ...more] = findingsOf([...ordinary, row('privilege', name)], facts, oracleDialect);
    expect([finding?.code, more]).toEqual([code, []]);
  });

  it('takes what may be passed on for the administration of accounts', () => {
    expect(findingsOf([...ordinary, row('grantable', 'CREATE SESSION')], facts, oracleDialect)).toMatchObject([{ code: 'user-administration', message: expect.stringContaining('CREATE SESSION WITH ADMIN OPTION') }]);
  });

  it.each([row('role', 'DBA'), row('administrator', 'SYS')])('says only that an administrator is one (%j)', (given) => {
    expect(codes(given, row('privilege', 'CREATE USER'), row('owner', 'SYS'))).toEqual(['superuser']);
  });

  it('knows that an owner can drop its tables, and takes what lies elsewhere for other schemas', () => {
    expect(codes(row('owner', 'ORDERS'), row('schema', 'ORDERS'))).toEqual(['schema-changes']);
    expect(codes(row('owner', 'ORDERS'), row('schema', 'ORDERS'), row('other', 'PAYROLL'))).toEqual(['other-schemas', 'schema-changes']);
    expect(codes(...ordinary, row('other', 'PAYROLL'))).toEqual(['other-schemas']);
  });

  it('makes an account for exactly this schema, with its names quoted', () => {
    const [finding] = findingsOf([row('owner', "O'RDERS"), row('schema', "O'RDERS")], { user: "O'RDERS" }, oracleDialect, ['CREATE SESSION']);
    expect(finding?.remedy.split('\n')).toEqual([
      'CREATE USER "O_RDERS_APP" IDENTIFIED BY <password>;',
      'GRANT CREATE SESSION TO "O_RDERS_APP";',
      `BEGIN FOR one IN (SELECT table_name AS name FROM all_tables WHERE owner = 'O''RDERS') LOOP EXECUTE IMMEDIATE 'GRANT SELECT, INSERT, UPDATE, DELETE ON "O''RDERS"."' || one.name || '" TO "O_RDERS_APP"'; END LOOP; END;`,
      '/',
      `BEGIN FOR one IN (SELECT sequence_name AS name FROM all_sequences WHERE sequence_owner = 'O''RDERS') LOOP EXECUTE IMMEDIATE 'GRANT SELECT ON "O''RDERS"."' || one.name || '" TO "O_RDERS_APP"'; END LOOP; END;`,
      '/',
    ]);
  });

  it('leaves the schema open where nothing tells it', () => {
    expect(findingsOf([row('privilege', 'CREATE TABLE')], {}, oracleDialect)[0]?.remedy).toContain('"<schema>"');
  });

  it('does not give the new account the name of the old one', () => {
    expect(findingsOf([...ordinary.slice(0, 1), row('schema', 'ORDERS_APP'), row('other', 'ORDERS'), row('privilege', 'CREATE TABLE')], facts, oracleDialect)[0]?.remedy).toContain('CREATE USER "ORDERS_RW"');
  });
});

describe('what is not known', () => {
  it('are roles that are not in force, and grants on schemas where there can be any', () => {
    expect(privilegesOf([row('dormant', 'REPORTING')], { version: '19.21.0.0.0' }).unknown).toEqual([expect.stringContaining('REPORTING')]);
    expect(privilegesOf([], { version: '23.5.0.24.07' }).unknown).toEqual([expect.stringContaining('ON SCHEMA')]);
  });
});
