import type { ServerFacts } from '../contract';
import type { Row, Session } from '../session';
import type { Privileges } from '../privileges';
import { findingsOf, unknownRoles } from '../shared/oracle-like-privileges';
import { oracleDialect } from './dialect';

/** From this version on, privileges can be granted on a whole schema. */
const SCHEMA_PRIVILEGES = 23;

/** One read-only statement over what every account may ask about itself. */
export const privilegesQuery = `SELECT 'privilege' AS "LEVEL", privilege AS name FROM session_privs
  UNION ALL SELECT 'role', role FROM session_roles
  UNION ALL SELECT 'dormant', granted_role FROM user_role_privs WHERE granted_role NOT IN (SELECT role FROM session_roles)
  UNION ALL SELECT 'grantable', privilege FROM user_sys_privs WHERE admin_option = 'YES'
  UNION ALL SELECT 'grantable', granted_role FROM user_role_privs WHERE admin_option = 'YES'
  UNION ALL SELECT DISTINCT 'other', owner FROM all_tab_privs_recd
    WHERE grantee <> 'PUBLIC' AND owner <> USER AND owner IN (SELECT username FROM all_users WHERE oracle_maintained = 'N')
  UNION ALL SELECT 'owner', USER FROM dual WHERE EXISTS (SELECT 1 FROM user_tables)
  UNION ALL SELECT 'schema', SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') FROM dual
  UNION ALL SELECT 'administrator', USER FROM dual WHERE SYS_CONTEXT('USERENV', 'ISDBA') = 'TRUE'`;

/** What the signed-in account may do beyond reading and writing the rows of one schema. */
export async function privileges(session: Session, facts: ServerFacts): Promise<Privileges> {
  return privilegesOf(await session.query(privilegesQuery), facts);
}

/** Reads the rows of the statement. */
export function privilegesOf(rows: readonly Row[], facts: Pick<ServerFacts, 'version' | 'user'>): Privileges {
  const unseen = Number.parseInt(facts.version, 10) >= SCHEMA_PRIVILEGES ? ['Privileges that were granted on a whole schema (GRANT ... ON SCHEMA) are not looked at.'] : [];
  return { findings: findingsOf(rows, facts, oracleDialect, ['CREATE SESSION']), unknown: [...unknownRoles(rows), ...unseen] };
}
