import type { ParameterValues } from '../connection';
import type { TypeWording } from '../contract';
import type { FailureFacts } from '../failure';

/** What is particular to PostgreSQL about a failure. */
export function explainPostgresql({ code, suggestedTlsMode }: FailureFacts, values: ParameterValues): TypeWording {
  const user = String(values['user'] ?? '');
  switch (code) {
    case 'account-locked':
      // The only way in which a role is kept out: PostgreSQL locks nobody for wrong passwords.
      return {
        message: `The role "${user}" may not sign in: it has no LOGIN. Host, port and password are right.`,
        remedies: ['Is it a group? Then sign in as one of its members: a group only hands on what it may do.', `Else an administrator lets it sign in: ALTER ROLE "${user.replaceAll('"', '""')}" LOGIN.`],
        only: true,
      };
    case 'authentication-unsupported':
      return suggestedTlsMode === undefined
        ? { remedies: ['In pg_hba.conf the first line that fits database, user and address decides. A line with "scram-sha-256" before it, for this user, asks for a password instead.'] }
        : {};
    default:
      return {};
  }
}
