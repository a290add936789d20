import type { ServerFacts } from '../contract';
import type { Session } from '../session';
import { commonFacts } from '../shared/common-facts';
import { oracleNumber } from './failures';

export interface OracleSession extends Session {
  /** Of the server, e.g. "19.21.0.0.0". */
  readonly version: string;
}

/** Proves that queries work and tells what every account may know. */
export const factsQuery = `SELECT SYS_CONTEXT('USERENV', 'DB_NAME') AS database, SYS_CONTEXT('USERENV', 'SESSION_USER') AS "USER" FROM dual`;

/** For accounts that may look at the server; others are told that there is no such view. */
export const limitsQuery = `SELECT current_utilization AS in_use, TRIM(limit_value) AS allowed FROM v$resource_limit WHERE resource_name = 'sessions'`;

/** No such table or view, and insufficient privileges. */
const hidden = new Set([942, 1031]);

/** True for what an account is told about what it may not see. */
export function isHidden(error: unknown): boolean {
  const number = oracleNumber(error);
  return number !== undefined && hidden.has(number);
}

/** Reads the row of the first statement together with that of the second, where there is one. */
export function serverFacts(row: object | undefined, limits: object | undefined, session: Pick<OracleSession, 'tls' | 'address' | 'version'>): ServerFacts {
  return { product: 'Oracle Database', version: session.version, ...commonFacts({ ...row, ...limits }, session) };
}
