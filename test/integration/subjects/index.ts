import type { Subject } from '../conformance/subject';
import { dmSubject, givenDm } from './dm';
import { mysqlSubject } from './mysql';
import { givenOracle, oracleSubject } from './oracle';
import { postgresqlSubject } from './postgresql';
import { sqliteSubject } from './sqlite';
import { givenSqlserver, sqlserverSubject } from './sqlserver';

/** One for each type of the registry, and one more for each real server that the environment names. */
export const subjects: readonly Subject[] = [postgresqlSubject, mysqlSubject, sqlserverSubject, oracleSubject, dmSubject, sqliteSubject, ...givenSqlserver, ...givenOracle, ...givenDm];

/** The subjects with what to call them in the name of a test. */
export const titled = subjects.map((subject) => [subject.given === undefined ? subject.type.label : `${subject.type.label} at ${subject.given}`, subject] as const);
