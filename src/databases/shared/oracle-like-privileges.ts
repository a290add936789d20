import type { ServerFacts } from '../contract';
import type { Row } from '../session';
import type { Dialect } from '../dialect';
import { leastPrivilegedName, namedFew, PASSWORD_PLACEHOLDER, privilegeFinding, type PrivilegeCode, type PrivilegeFinding } from '../privileges';
import { textColumn } from './values';

/** What Oracle and DM tell of the signed-in account, as rows of a level and a name. */
export type RightLevel =
  /** A system privilege that it has, of its own or through a role. */
  | 'privilege'
  /** A role that is in force. */
  | 'role'
  /** A role that it has and that is not in force. */
  | 'dormant'
  /** A system privilege or a role that it may pass on. */
  | 'grantable'
  /** A schema of others in which it was granted something. */
  | 'other'
  /** Its name, when it owns tables. */
  | 'owner'
  /** The schema in which names are looked up. */
  | 'schema'
  /** Its name, when it signed in as an administrator. */
  | 'administrator';

const ADMINISTRATORS = new Set(['DBA', 'PDB_DBA', 'CDB_DBA', 'SYSDBA']);
const EXPORTERS = new Set(['EXP_FULL_DATABASE', 'IMP_FULL_DATABASE', 'DATAPUMP_EXP_FULL_DATABASE', 'DATAPUMP_IMP_FULL_DATABASE']);

/** Signing in, one's own rows, and seeing how the server does, which monitoring needs. */
const HARMLESS = /^((CREATE|ALTER) SESSION|(SELECT|INSERT|UPDATE|DELETE|REFERENCES|EXECUTE|USAGE) (TABLE|VIEW|SEQUENCE|PROCEDURE|PACKAGE|DOMAIN)|SELECT ANY (DICTIONARY|SEQUENCE)|CHANGE NOTIFICATION|QUERY REWRITE|ON COMMIT REFRESH|RESUMABLE|DEBUG CONNECT SESSION)$/;

/** The first one that fits counts. What fits none reaches into the server. */
const KINDS: readonly (readonly [PrivilegeCode, RegExp])[] = [
  ['user-administration', /^((CREATE|ALTER|DROP|BECOME) USER|(CREATE|ALTER|DROP)( ANY)? ROLE|(GRANT|ADMIN) ANY .*|(CREATE|ALTER|DROP) PROFILE)$/],
  ['database-administration', /^((CREATE|ALTER|DROP|MANAGE) TABLESPACE|ALTER DATABASE|CREATE PLUGGABLE DATABASE|(CREATE|DROP|ALTER) PUBLIC DATABASE LINK|(CREATE|ALTER|DROP) ROLLBACK SEGMENT)$/],
  ['replication', /^LOGMINING$/],
  ['file-access', /^((CREATE|DROP) ANY DIRECTORY|CREATE( ANY)? (LIBRARY|EXTERNAL JOB)|(BACKUP|RESTORE) DATABASE)$/],
  ['row-security-bypass', /^EXEMPT /],
  ['server-administration', /^ALTER (SYSTEM|RESOURCE COST)$/],
  ['other-schemas', /^(SELECT|READ|INSERT|UPDATE|DELETE|EXECUTE|LOCK|FLASHBACK|UNDER|DEBUG|REFERENCES|DUMP|MERGE) ANY /],
  ['schema-changes', /^(CREATE|ALTER|DROP|COMMENT|TRUNCATE|INDEX|ANALYZE)( ANY)? /],
  ['server-administration', /./],
];

/** Reads the rows. An account without tables of its own works on those of one other schema: that is its database. */
export function findingsOf(rows: readonly Row[], { user }: Pick<ServerFacts, 'user'>, dialect: Pick<Dialect, 'quoteName' | 'quoteText'>, signIn: readonly string[] = []): PrivilegeFinding[] {
  const at = (level: RightLevel): readonly string[] => namesAt(rows, level);
  const [owner] = at('owner');
  const current = at('schema')[0] ?? user ?? '<schema>';
  const others = at('other').filter((name) => name !== current);
  const of = (code: PrivilegeCode): readonly string[] => at('privilege').filter((name) => kindOf(name) === code);
  const administrator = [...at('administrator').map(() => 'signed in as an administrator'), ...at('role').filter((name) => ADMINISTRATORS.has(name)).map((name) => `role ${name}`)];
  const reaches = of('other-schemas').length > 0 ? ['every schema'] : owner === undefined && others.length === 1 ? [] : others;
  const found: readonly [PrivilegeCode, readonly string[], (names: string) => string][] = [
    ['superuser', administrator, (names) => `may do everything in this database (${names})`],
    ['user-administration', [...of('user-administration'), ...at('grantable').map((name) => `${name} WITH ADMIN OPTION`)], (names) => `may make accounts or pass privileges on (${names})`],
    ['database-administration', of('database-administration'), (names) => `may change the database and its tablespaces (${names})`],
    ['server-administration', of('server-administration'), (names) => `may interfere with the server and other sessions (${names})`],
    ['replication', of('replication'), (names) => `may read all changes along (${names})`],
    ['file-access', [...of('file-access'), ...at('role').filter((name) => EXPORTERS.has(name))], (names) => `may reach files and programs of the server (${names})`],
    ['row-security-bypass', of('row-security-bypass'), (names) => `bypasses row-level security (${names})`],
    ['other-schemas', reaches, (names) => `reaches the tables of ${names}`],
    ['schema-changes', [...(owner === undefined ? [] : [`owner of the tables of ${owner}`]), ...of('schema-changes')], (names) => `may make, change or drop tables and other objects (${names})`],
  ];
  const schema = owner === undefined ? (others[0] ?? current) : current;
  const statements = leastPrivileged(schema, user ?? current, dialect, signIn);
  // An administrator passes every other check.
  const relevant = administrator.length > 0 ? found.slice(0, 1) : found.filter(([, names]) => names.length > 0);
  return relevant.map(([code, names, may]) => privilegeFinding(code, may(namedFew(names)), statements));
}

/** Says that some roles are not in force, so that nobody takes silence about them for a good sign. */
export function unknownRoles(rows: readonly Row[]): string[] {
  const dormant = namesAt(rows, 'dormant');
  return dormant.length === 0 ? [] : [`What the roles ${namedFew(dormant)} add is not known: they are not in force in this session.`];
}

function namesAt(rows: readonly Row[], level: RightLevel): readonly string[] {
  return rows.flatMap((row) => (textColumn(row, 'level') === level ? [textColumn(row, 'name') ?? ''] : []));
}

function kindOf(privilege: string): PrivilegeCode | undefined {
  return HARMLESS.test(privilege) ? undefined : KINDS.find(([, pattern]) => pattern.test(privilege))?.[0];
}

/** There is no grant on a whole schema in every version, so a loop grants on each table that there is. */
function leastPrivileged(schema: string, user: string, { quoteName, quoteText }: Pick<Dialect, 'quoteName' | 'quoteText'>, signIn: readonly string[]): string[] {
  const name = quoteName(leastPrivilegedName(schema.toLowerCase(), user.toLowerCase()).toUpperCase());
  const grant = (privileges: string, query: string): string =>
    `BEGIN FOR one IN (${query} = ${quoteText(schema)}) LOOP EXECUTE IMMEDIATE ${quoteText(`GRANT ${privileges} ON ${quoteName(schema)}."`)} || one.name || ${quoteText(`" TO ${name}`)}; END LOOP; END;`;
  return [
    `CREATE USER ${name} IDENTIFIED BY ${PASSWORD_PLACEHOLDER};`,
    ...signIn.map((privilege) => `GRANT ${privilege} TO ${name};`),
    grant('SELECT, INSERT, UPDATE, DELETE', 'SELECT table_name AS name FROM all_tables WHERE owner'),
    '/',
    grant('SELECT', 'SELECT sequence_name AS name FROM all_sequences WHERE sequence_owner'),
    '/',
  ];
}
