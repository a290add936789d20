import type { ServerFacts } from '../contract';
import type { Session } from '../session';
import { defined, numberColumn, textColumn } from './values';

/** What every server's statement of facts has under the same column names: `database`, `user`, `in_use`, `allowed`. */
export function commonFacts(row: unknown, session: Pick<Session, 'tls' | 'address'>): Omit<ServerFacts, 'product' | 'version'> {
  return defined({
    database: textColumn(row, 'database'),
    user: textColumn(row, 'user'),
    tls: session.tls,
    connectionsInUse: numberColumn(row, 'in_use'),
    connectionsAllowed: numberColumn(row, 'allowed'),
    address: session.address,
  });
}
