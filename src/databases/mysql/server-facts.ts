import type { ServerFacts } from '../contract';
import type { Session } from '../session';
import { commonFacts } from '../shared/common-facts';
import { property } from '../shared/network-failure';
import { textColumn } from '../shared/values';

/**
 * One statement for the whole test: it proves that queries work and tells what there is to know. The status is in another
 * schema on MariaDB, which keeps it where MySQL had it first.
 */
export function factsQuery(greetingVersion: string): string {
  const status = /mariadb/i.test(greetingVersion) || /^5\.[0-6]\./.test(greetingVersion) ? 'information_schema' : 'performance_schema';
  return `SELECT version() AS version, @@version_comment AS description, database() AS \`database\`, current_user() AS \`user\`,
    @@max_connections AS allowed, (SELECT variable_value FROM ${status}.global_status WHERE variable_name = 'Threads_connected') AS in_use`;
}

/** For servers that speak the protocol of MySQL without having its status or its variables. */
export const plainQuery = 'SELECT version() AS version';

/** Errors with which a server says that it does not know a part of the statement, or does not show it to this user. */
const unsupported = new Set([1044, 1046, 1049, 1054, 1064, 1105, 1109, 1142, 1146, 1193, 1227, 1235, 1305, 3167]);

export function isUnsupported(error: unknown): boolean {
  const number = property(error, 'errno');
  return typeof number === 'number' && unsupported.has(number);
}

/** Reads the row of either statement. */
export function serverFacts(row: unknown, session: Pick<Session, 'tls' | 'address'>): ServerFacts {
  const full = textColumn(row, 'version') ?? '';
  return {
    product: productName(full, textColumn(row, 'description') ?? ''),
    version: /^\d[\d.]*\d/.exec(full)?.[0] ?? full,
    ...commonFacts(row, session),
  };
}

// "10.11.6-MariaDB-log", "8.0.11-TiDB-v7.5.0": a compatible server names itself in its version, others in the comment.
function productName(version: string, comment: string): string {
  const inVersion = /-(MariaDB|TiDB|OceanBase|Vitess|StarRocks|Doris)\b/i.exec(version)?.[1];
  if (inVersion !== undefined) return inVersion;
  const named = /^[A-Z][A-Za-z]+(?: Server| Cluster)?/.exec(comment)?.[0] ?? '';
  return named === '' || /^(MySQL|Source|Homebrew|Debian|Ubuntu)/.test(named) ? 'MySQL' : named;
}
