import type { Dialect } from '../../../src/databases/dialect';
import { dmDialect } from '../../../src/databases/dm/dialect';
import { mysqlDialect } from '../../../src/databases/mysql/dialect';
import { oracleDialect } from '../../../src/databases/oracle/dialect';
import { postgresqlDialect } from '../../../src/databases/postgresql/dialect';
import { sqliteDialect } from '../../../src/databases/sqlite/dialect';
import { sqlserverDialect } from '../../../src/databases/sqlserver/dialect';

/** The dialects of the six databases, by the label of the database. */
export const DIALECTS: readonly (readonly [string, Dialect])[] = [
  ['PostgreSQL', postgresqlDialect],
  ['MySQL', mysqlDialect],
  ['SQLite', sqliteDialect],
  ['SQL Server', sqlserverDialect],
  ['Oracle', oracleDialect],
  ['DM', dmDialect],
];
