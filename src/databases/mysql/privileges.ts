import type { ServerFacts } from '../contract';
import type { Row, Session } from '../session';
import { leastPrivilegedName, namedFew, PASSWORD_PLACEHOLDER, privilegeFinding, type PrivilegeCode, type Privileges } from '../privileges';
import { property } from '../shared/network-failure';
import { textColumn } from '../shared/values';

// SHOW GRANTS would tell the same together with the password's hash, which is not to be seen anywhere.
const OWN = ['global', 'schema', 'table'] as const;
const SOURCES = {
  global: `SELECT 'global' AS level, '' AS name, privilege_type AS privilege, is_grantable AS grantable FROM information_schema.user_privileges WHERE grantee = ? AND privilege_type <> 'USAGE'`,
  schema: `SELECT 'schema', table_schema, privilege_type, is_grantable FROM information_schema.schema_privileges WHERE grantee = ?`,
  table: `SELECT 'table', table_schema, privilege_type, is_grantable FROM information_schema.table_privileges WHERE grantee = ?`,
  role: `SELECT 'role', role_name, '', 'NO' FROM information_schema.applicable_roles`,
} as const;

/** Read-only; the second one is for servers without roles. */
export const privilegesQuery = [...OWN, 'role' as const].map((source) => SOURCES[source]).join(' UNION ALL ');
const withoutRoles = OWN.map((source) => SOURCES[source]).join(' UNION ALL ');

const UNKNOWN_TABLE = 1109;
const DDL = new Set(['CREATE', 'ALTER', 'DROP', 'INDEX', 'TRIGGER', 'CREATE VIEW', 'CREATE ROUTINE', 'ALTER ROUTINE', 'EVENT', 'CREATE TABLESPACE', 'DELETE HISTORY']);
const USERS = new Set(['CREATE USER', 'CREATE ROLE', 'DROP ROLE', 'ROLE_ADMIN', 'SET USER', 'SET_USER_ID', 'SYSTEM_USER']);
const DATA = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE', 'SHOW VIEW', 'LOCK TABLES', 'REFERENCES', 'CREATE TEMPORARY TABLES']);

/** What the signed-in account may do beyond reading and writing the rows of its database. */
export async function privileges(session: Session, facts: ServerFacts): Promise<Privileges> {
  const grantee = granteeOf(facts.user ?? '');
  const rows = await session.query(privilegesQuery, [grantee, grantee, grantee]).catch((error: unknown) => {
    if (property(error, 'errno') !== UNKNOWN_TABLE) throw error;
    return session.query(withoutRoles, [grantee, grantee, grantee]);
  });
  return privilegesOf(rows, facts);
}

/** Reads the rows of the statement. */
export function privilegesOf(rows: readonly Row[], { database, user = '' }: Pick<ServerFacts, 'database' | 'user'>): Privileges {
  const at = (level: string): readonly Row[] => rows.filter((row) => textColumn(row, 'level') === level);
  const global = at('global').map(privilegeOf);
  const local = [...at('schema'), ...at('table')];
  const own = local.filter((row) => schemaOf(row) === database).map(privilegeOf);
  const others = [...new Set(local.map(schemaOf).filter((name) => name !== database))];
  const grantable = rows.some((row) => textColumn(row, 'grantable') === 'YES');
  const roles = at('role').map((row) => textColumn(row, 'name') ?? '');

  const administers = global.filter((privilege) => ![...DDL, ...USERS, ...DATA, 'SUPER', 'FILE'].includes(privilege) && !isReplication(privilege));
  const reaches = global.filter((privilege) => DATA.has(privilege));
  const changes = [...global, ...own].filter((privilege) => DDL.has(privilege));
  const found: readonly [PrivilegeCode, readonly string[], (names: string) => string][] = [
    ['superuser', global.filter((privilege) => privilege === 'SUPER'), () => 'may do what an administrator may (SUPER)'],
    ['user-administration', [...global.filter((privilege) => USERS.has(privilege)), ...(grantable ? ['GRANT OPTION'] : [])], (names) => `may make accounts or pass its privileges on (${names})`],
    ['server-administration', administers, (names) => `may interfere with the server and other sessions (${names})`],
    ['replication', global.filter(isReplication), (names) => `may read or steer replication (${names})`],
    ['file-access', global.filter((privilege) => privilege === 'FILE'), () => 'may read and write files of the server (FILE)'],
    ['other-databases', reaches.length > 0 ? ['every database'] : database === undefined ? [] : others, (names) => `reaches ${names}`],
    ['schema-changes', changes, (names) => `may change tables and other objects (${names})`],
  ];
  const statements = leastPrivileged(database, user);
  return {
    findings: found.flatMap(([code, names, may]) => (names.length === 0 ? [] : [privilegeFinding(code, may(namedFew([...new Set(names)])), statements)])),
    unknown: roles.length === 0 ? [] : [`What the roles ${namedFew(roles)} add is not known: an account sees its own privileges only.`],
  };
}

function isReplication(privilege: string): boolean {
  return /^(REPLICATION|REPLICA|BINLOG|SLAVE)(?![A-Z])/.test(privilege);
}

function privilegeOf(row: Row): string {
  return (textColumn(row, 'privilege') ?? '').toUpperCase();
}

// In a grant, `_` and `%` are wildcards unless they are escaped.
function schemaOf(row: Row): string {
  return (textColumn(row, 'name') ?? '').replace(/\\([_%])/g, '$1');
}

/** `'app'@'%'`, as information_schema writes an account, of `app@%`. */
function granteeOf(user: string): string {
  const { name, host } = accountOf(user);
  return `'${name}'@'${host}'`;
}

function accountOf(user: string): { readonly name: string; readonly host: string } {
  const at = user.lastIndexOf('@');
  return at < 0 ? { name: user, host: '%' } : { name: user.slice(0, at), host: user.slice(at + 1) };
}

function leastPrivileged(database: string | undefined, user: string): string[] {
  const { name, host } = accountOf(user);
  if (database === undefined) return ['State the database in the element: an account is made for exactly one.'];
  const account = `${text(leastPrivilegedName(database, name))}@${text(host)}`;
  const escaped = database.replace(/[_%]/g, String.raw`\$&`).replaceAll('`', '``');
  return [`CREATE USER ${account} IDENTIFIED BY ${PASSWORD_PLACEHOLDER};`, `GRANT SELECT, INSERT, UPDATE, DELETE ON \`${escaped}\`.* TO ${account};`];
}

function text(value: string): string {
  return `'${value.replace(/['\\]/g, String.raw`\$&`)}'`;
}
