/** What an account may do beyond what an application needs. Everything here is read; nothing is tried. */
export const PRIVILEGE_CODES = [
  'superuser',
  'user-administration',
  'database-administration',
  'server-administration',
  'replication',
  'file-access',
  'row-security-bypass',
  'other-databases',
  'other-schemas',
  'schema-changes',
] as const;
export type PrivilegeCode = (typeof PRIVILEGE_CODES)[number];

export interface PrivilegeFinding {
  readonly code: PrivilegeCode;
  /** What the account may do, and why that matters. */
  readonly message: string;
  /** Statements that make an account for exactly this database. */
  readonly remedy: string;
}

export interface Privileges {
  readonly findings: readonly PrivilegeFinding[];
  /** Sentences on what the account may not see of itself. */
  readonly unknown: readonly string[];
}

const REASONS: Readonly<Record<PrivilegeCode, string>> = {
  superuser: 'no other limit holds for it',
  'user-administration': 'whoever takes over the application makes accounts of their own',
  'database-administration': 'an application uses databases and makes none',
  'server-administration': 'it reaches past its own database into the server and other sessions',
  replication: 'everything that is written can be read along',
  'file-access': 'files of the server can be read or written through statements',
  'row-security-bypass': 'the policies that keep rows apart do not hold for it',
  'other-databases': 'a flaw of this application opens data that is not its own',
  'other-schemas': 'a flaw of this application opens data that is not its own',
  'schema-changes': 'an injected statement can drop tables; migrations belong to an account of their own',
};

/** A finding: what the account may do, as "may ...", with the reason and the statements. */
export function privilegeFinding(code: PrivilegeCode, may: string, statements: readonly string[]): PrivilegeFinding {
  return { code, message: `The account ${may}: ${REASONS[code]}.`, remedy: statements.join('\n') };
}

/** In place of a password in statements; unquoted, so that no server takes it for one. */
export const PASSWORD_PLACEHOLDER = '<password>';

/** A name for the new account that says what it is for and is not the old one's. */
export function leastPrivilegedName(database: string, user: string | undefined): string {
  const base = database.replace(/\W+/g, '_').slice(0, 26);
  return `${base}_app` === user ? `${base}_rw` : `${base}_app`;
}

/** "a, b and 3 more". */
export function namedFew(names: readonly string[]): string {
  const shown = names.slice(0, 4);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
