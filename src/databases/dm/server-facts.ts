import type { ServerFacts } from '../contract';
import type { Row, Session, SqlValue } from '../session';
import { commonFacts } from '../shared/common-facts';
import { textColumn } from '../shared/values';
import { isServerError } from './failures';

/** What every account may ask. */
export const plainQuery = 'SELECT USER AS "user" FROM DUAL';

/** What only some accounts may ask, each on its own: one refusal does not take the others along. */
export const inquiries = [
  `SELECT SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AS "database" FROM DUAL`,
  'SELECT BANNER AS "banner" FROM V$VERSION',
  'SELECT SVR_VERSION AS "version" FROM V$INSTANCE',
  'SELECT COUNT(*) AS "in_use" FROM V$SESSIONS',
  `SELECT VALUE AS "allowed" FROM V$PARAMETER WHERE NAME = 'MAX_SESSIONS'`,
];

/** Asks all that the account may know. */
export async function inquire(session: Session): Promise<Row> {
  let known: Row = {};
  for (const inquiry of inquiries) {
    const [row] = (await rowsIfAllowed(session, inquiry)) ?? [];
    known = { ...known, ...row };
  }
  return known;
}

/** Reads what the statements have found. */
export function serverFacts(row: Row, session: Pick<Session, 'tls' | 'address'>): ServerFacts {
  const full = textColumn(row, 'version') ?? textColumn(row, 'banner') ?? '';
  return {
    product: 'DM',
    // "DM Database Server x64 V8 1-2-38-21.07.09-143359-10018-ENT  Build_Version ..."
    version: /\bV(\d+(?:\s+\d[\w.-]*)?)/.exec(full)?.[1]?.replace(/\s+/, ' ') ?? full,
    ...commonFacts(row, session),
  };
}

/** The rows of a statement; undefined when the account may not ask that, or the version knows no such view. */
export async function rowsIfAllowed(session: Session, sql: string, values?: readonly SqlValue[]): Promise<readonly Row[] | undefined> {
  try {
    return await session.query(sql, values);
  } catch (error) {
    if (isServerError(error)) return undefined;
    throw error;
  }
}
