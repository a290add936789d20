import type { Subject } from '../conformance/subject';
import { mysqlSubject } from './mysql';
import { oracleSubject } from './oracle';
import { postgresqlSubject } from './postgresql';
import { sqliteSubject } from './sqlite';
import { sqlserverSubject } from './sqlserver';

/** One for each type of the registry but `testedElsewhere`. */
export const subjects: readonly Subject[] = [postgresqlSubject, mysqlSubject, sqlserverSubject, oracleSubject, sqliteSubject];

/** Types that the suite does not hold yet, and where their tests are. */
export const testedElsewhere: Readonly<Record<string, string>> = {
  dm: 'test/integration/dm.test.ts',
};
