import type { ServerFacts } from '../contract';
import type { Row, Session } from '../session';
import { leastPrivilegedName, namedFew, PASSWORD_PLACEHOLDER, privilegeFinding, type PrivilegeCode, type Privileges } from '../privileges';
import { textColumn } from '../shared/values';

/** One read-only statement over what every account may ask about itself; roles are in the permissions that they give. */
export const privilegesQuery = `SELECT 'server' AS level, permission_name COLLATE DATABASE_DEFAULT AS name FROM sys.fn_my_permissions(NULL, 'SERVER')
  UNION ALL SELECT 'database', permission_name COLLATE DATABASE_DEFAULT FROM sys.fn_my_permissions(NULL, 'DATABASE')
  UNION ALL SELECT 'other', name COLLATE DATABASE_DEFAULT FROM sys.databases WHERE database_id > 4 AND name <> DB_NAME() AND HAS_DBACCESS(name) = 1
  UNION ALL SELECT 'schema', SCHEMA_NAME() COLLATE DATABASE_DEFAULT`;

const USERS = /^(ALTER|CREATE|IMPERSONATE)( ANY)? (LOGIN|SERVER ROLE|USER|ROLE|APPLICATION ROLE)$/;
const DATABASES = new Set(['CREATE ANY DATABASE', 'ALTER ANY DATABASE', 'CREATE DATABASE']);
const FILES = new Set(['ADMINISTER BULK OPERATIONS', 'ADMINISTER DATABASE BULK OPERATIONS', 'BACKUP DATABASE', 'BACKUP LOG']);
const EVERYWHERE = new Set(['CONNECT ANY DATABASE', 'SELECT ALL USER SECURABLES']);
const POLICIES = 'ALTER ANY SECURITY POLICY';
/** Seeing how the server does is no danger; monitoring needs it. */
const HARMLESS = /^(CONNECT SQL|VIEW )/;

/** What the signed-in account may do beyond reading and writing the rows of its database. */
export async function privileges(session: Session, facts: ServerFacts): Promise<Privileges> {
  return { findings: findingsOf(await session.query(privilegesQuery), facts), unknown: [] };
}

/** Reads the rows of the statement. */
export function findingsOf(rows: readonly Row[], facts: Pick<ServerFacts, 'database' | 'user'>): Privileges['findings'] {
  const at = (level: string): readonly string[] => rows.filter((row) => textColumn(row, 'level') === level).map((row) => textColumn(row, 'name') ?? '');
  const [server, own] = [at('server'), at('database')];
  const owner = own.includes('CONTROL');
  // Who owns a database has every permission in it: to list them all would say less.
  const all = owner ? server : [...server, ...own];
  const apart = (name: string): boolean => USERS.test(name) || DATABASES.has(name) || FILES.has(name) || EVERYWHERE.has(name) || name === POLICIES;
  const everywhere = server.some((name) => EVERYWHERE.has(name));
  const found: readonly [PrivilegeCode, readonly string[], (names: string) => string][] = [
    ['superuser', server.filter((name) => name === 'CONTROL SERVER'), () => 'may do everything on this server (CONTROL SERVER, as sysadmin has)'],
    ['user-administration', all.filter((name) => USERS.test(name)), (names) => `may make, change or act as other accounts (${names})`],
    ['database-administration', all.filter((name) => DATABASES.has(name)), (names) => `may make or change databases (${names})`],
    ['server-administration', server.filter((name) => !apart(name) && !HARMLESS.test(name)), (names) => `may interfere with the server and other sessions (${names})`],
    ['file-access', all.filter((name) => FILES.has(name)), (names) => `may read or write files of the server (${names})`],
    ['row-security-bypass', all.filter((name) => name === POLICIES), () => `may switch row-level security off (${POLICIES})`],
    ['other-databases', everywhere ? ['every database'] : at('other'), (names) => `reaches ${names}`],
    ['schema-changes', owner ? ['CONTROL'] : own.filter((name) => /^(ALTER|CREATE)\b/.test(name) && !apart(name)), (names) => (owner ? 'owns its database (CONTROL, as db_owner has)' : `may change tables and other objects (${names})`)],
  ];
  const statements = leastPrivileged(facts, at('schema')[0] ?? 'dbo');
  const relevant = found.filter(([, names]) => names.length > 0);
  // An administrator passes every other check.
  const shown = relevant[0]?.[0] === 'superuser' ? relevant.slice(0, 1) : relevant;
  return shown.map(([code, names, may]) => privilegeFinding(code, may(namedFew(names)), statements));
}

function leastPrivileged({ database = 'master', user }: Pick<ServerFacts, 'database' | 'user'>, schema: string): string[] {
  const name = quoted(leastPrivilegedName(database, user));
  return [
    `CREATE LOGIN ${name} WITH PASSWORD = ${PASSWORD_PLACEHOLDER};`,
    `USE ${quoted(database)};`,
    `CREATE USER ${name} FOR LOGIN ${name};`,
    `GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON SCHEMA::${quoted(schema)} TO ${name};`,
  ];
}

function quoted(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}
