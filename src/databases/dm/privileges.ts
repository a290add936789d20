import type { ServerFacts } from '../contract';
import type { Row, Session } from '../session';
import type { Privileges } from '../privileges';
import { findingsOf, unknownRoles } from '../shared/oracle-like-privileges';
import { dmDialect } from './dialect';
import { rowsIfAllowed } from './server-facts';

/** Read-only statements on what an account may see of itself, each with what is not known without it. */
const privilegeQueries = [
  [`SELECT 'privilege' AS "level", PRIVILEGE AS "name" FROM SESSION_PRIVS`, 'the privileges of the session'],
  [`SELECT 'privilege' AS "level", PRIVILEGE AS "name" FROM USER_SYS_PRIVS UNION ALL SELECT 'grantable', PRIVILEGE FROM USER_SYS_PRIVS WHERE ADMIN_OPTION = 'YES'`, 'the privileges of the account'],
  [`SELECT 'role' AS "level", GRANTED_ROLE AS "name" FROM USER_ROLE_PRIVS UNION ALL SELECT 'grantable', GRANTED_ROLE FROM USER_ROLE_PRIVS WHERE ADMIN_OPTION = 'YES'`, 'the roles of the account'],
  [`SELECT DISTINCT 'other' AS "level", OWNER AS "name" FROM USER_TAB_PRIVS WHERE GRANTEE = USER AND OWNER <> USER AND OWNER NOT LIKE 'SYS%' AND OWNER <> 'CTISYS'`, 'what it was granted in other schemas'],
  [`SELECT 'owner' AS "level", USER AS "name" FROM DUAL WHERE EXISTS (SELECT 1 FROM USER_TABLES)`, 'the tables that it owns'],
  [`SELECT 'schema' AS "level", SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AS "name" FROM DUAL`, 'the schema in use'],
] as const;

/** What the signed-in account may do beyond reading and writing the rows of one schema. */
export async function privileges(session: Session, facts: ServerFacts): Promise<Privileges> {
  const rows: Row[] = [];
  const unseen: string[] = [];
  for (const [query, what] of privilegeQueries) {
    const found = await rowsIfAllowed(session, query);
    if (found === undefined) unseen.push(`The server does not show ${what}.`);
    else rows.push(...found);
  }
  return { findings: findingsOf(unrepeated(rows), facts, dmDialect), unknown: [...unknownRoles(rows), ...unseen] };
}

/** An account's own privileges are among those of its session. */
function unrepeated(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify([row['level'], row['name']]), row])).values()];
}
