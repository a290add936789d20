import type { Subject } from '../conformance/subject';
import { mysqlSubject } from './mysql';
import { postgresqlSubject } from './postgresql';
import { sqliteSubject } from './sqlite';
import { sqlserverSubject } from './sqlserver';

/** One for each type of the registry. */
export const subjects: readonly Subject[] = [postgresqlSubject, mysqlSubject, sqlserverSubject, sqliteSubject];
