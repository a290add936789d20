import type { ServerFacts } from '../contract';
import type { Row, Session } from '../session';
import { leastPrivilegedName, namedFew, PASSWORD_PLACEHOLDER, privilegeFinding, type PrivilegeCode, type Privileges } from '../privileges';
import { property } from '../shared/network-failure';
import { textColumn } from '../shared/values';

const TABLES = `c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`;
const USER_SCHEMA = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/**
 * One read-only statement over the catalogue, which every account may ask about itself. An attribute counts also when it
 * is one SET ROLE away. Schemas that are open to everybody say nothing of this account.
 */
export const privilegesQuery = `SELECT
  bool_or(r.rolsuper) AS superuser, bool_or(r.rolcreaterole) AS creates_roles, bool_or(r.rolcreatedb) AS creates_databases,
  bool_or(r.rolreplication) AS replicates, bool_or(r.rolbypassrls) AS bypasses,
  bool_or(r.rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')) AS files,
  bool_or(r.rolname IN ('pg_read_all_data', 'pg_write_all_data')) AS all_data,
  bool_or(r.rolname IN ('pg_signal_backend', 'pg_checkpoint', 'pg_maintain')) AS administers,
  has_database_privilege(current_database(), 'CREATE') AS creates_schemas,
  ARRAY(SELECT n.nspname::text FROM pg_namespace n WHERE ${USER_SCHEMA} AND (has_schema_privilege(n.oid, 'CREATE')
    OR EXISTS (SELECT FROM pg_class c WHERE ${TABLES} AND pg_has_role(c.relowner, 'MEMBER'))) ORDER BY 1) AS changes,
  ARRAY(SELECT n.nspname::text FROM pg_namespace n WHERE ${USER_SCHEMA} AND n.nspname <> ALL (current_schemas(false))
    AND has_schema_privilege(n.oid, 'USAGE') AND NOT has_schema_privilege('public', n.oid, 'USAGE')
    AND EXISTS (SELECT FROM pg_class c WHERE ${TABLES} AND has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE')) ORDER BY 1) AS others,
  coalesce(current_schema()::text, 'public') AS "schema",
  coalesce(has_schema_privilege('public', current_schema()::text, 'CREATE'), false) AS everybody_creates
FROM pg_roles r WHERE pg_has_role(r.oid, 'MEMBER')`;

/** What the signed-in role may do beyond reading and writing the rows of its schema. */
export async function privileges(session: Session, facts: ServerFacts): Promise<Privileges> {
  const [row] = await session.query(privilegesQuery);
  return { findings: row === undefined ? [] : findingsOf(row, facts), unknown: [] };
}

/** Reads the row of the statement. */
export function findingsOf(row: Row, facts: Pick<ServerFacts, 'database' | 'user'>): Privileges['findings'] {
  const statements = leastPrivileged(row, facts);
  const is = (column: string): boolean => property(row, column) === true;
  const names = (column: string): readonly string[] => (Array.isArray(row[column]) ? row[column].map(String) : []);
  const [changes, others] = [names('changes'), names('others')];
  const found: readonly [PrivilegeCode, boolean, string][] = [
    ['superuser', is('superuser'), 'is a superuser or may become one'],
    ['user-administration', is('creates_roles'), 'may make and change roles (CREATEROLE)'],
    ['database-administration', is('creates_databases'), 'may make databases (CREATEDB)'],
    ['server-administration', is('administers'), 'may interfere with the server and other sessions'],
    ['replication', is('replicates'), 'may replicate the server (REPLICATION)'],
    ['file-access', is('files'), 'may read or write files of the server, or run programs there'],
    ['row-security-bypass', is('bypasses'), 'bypasses row-level security (BYPASSRLS)'],
    ['other-schemas', is('all_data') || others.length > 0, is('all_data') ? 'may read or write the data of every schema' : `reaches the tables of ${namedFew(others)}`],
    ['schema-changes', is('creates_schemas') || changes.length > 0, changes.length > 0 ? `may make, change or drop tables in ${namedFew(changes)}` : 'may make schemas'],
  ];
  // A superuser passes every other check.
  const relevant = is('superuser') ? found.slice(0, 1) : found.filter(([, applies]) => applies);
  return relevant.map(([code, , may]) => privilegeFinding(code, may, statements));
}

function leastPrivileged(row: Row, { database = 'postgres', user }: Pick<ServerFacts, 'database' | 'user'>): string[] {
  const [role, schema] = [quoted(leastPrivilegedName(database, user)), quoted(textColumn(row, 'schema') ?? 'public')];
  return [
    `CREATE ROLE ${role} LOGIN PASSWORD ${PASSWORD_PLACEHOLDER} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;`,
    `GRANT CONNECT ON DATABASE ${quoted(database)} TO ${role};`,
    `GRANT USAGE ON SCHEMA ${schema} TO ${role};`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};`,
    ...(user === undefined ? [] : [`ALTER DEFAULT PRIVILEGES FOR ROLE ${quoted(user)} IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role};`]),
    ...(row['everybody_creates'] === true ? [`REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC;`] : []),
  ];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
