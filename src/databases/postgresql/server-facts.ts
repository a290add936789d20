import type { ServerFacts } from '../contract';
import type { Session } from '../session';
import { commonFacts } from '../shared/common-facts';
import { textColumn } from '../shared/values';

/** One statement for the whole test: it proves that queries work and tells what there is to know. */
export const factsQuery = `SELECT version() AS description, current_setting('server_version') AS version, current_database() AS "database",
  current_user AS "user", current_setting('max_connections') AS allowed, (SELECT sum(numbackends) FROM pg_stat_database) AS in_use`;

/** For servers that speak the protocol of PostgreSQL without having its catalogue. */
export const plainQuery = 'SELECT version() AS description';

/** SQLSTATEs with which a compatible server says that it does not know a part of the statement. */
const unsupported = new Set(['0A000', '42501', '42601', '42703', '42704', '42883', '42P01', '22023', 'XX000', 'XXUUU']);

export function isUnsupported(sqlState: string | undefined): boolean {
  return sqlState !== undefined && unsupported.has(sqlState);
}

/** Reads the row of either statement. */
export function serverFacts(row: unknown, session: Pick<Session, 'tls' | 'address'>): ServerFacts {
  const description = textColumn(row, 'description') ?? '';
  const compatible = compatibleServer(description);
  const named = /^[^\w]*([A-Za-z][\w-]*(?: [A-Z]{2,})?)[^\d]*(\d[\w.-]*)?/.exec(description);
  return {
    product: compatible?.product ?? named?.[1] ?? 'PostgreSQL',
    // "15.18 (Debian 15.18-0+deb12u1)": the package is the distribution's affair.
    version: compatible?.version ?? textColumn(row, 'version')?.split(' ', 1)[0] ?? named?.[2] ?? '',
    ...commonFacts(row, session),
  };
}

/** Servers that call themselves PostgreSQL, of the version they are compatible with, and say what they are further on. */
const compatibleServers: readonly (readonly [product: string, version: RegExp])[] = [
  ['YugabyteDB', /-YB-(\d[\d.]*\d)/],
  ['Amazon Redshift', /\bRedshift (\d[\d.]*\d)/],
  ['Greenplum', /\(Greenplum Database (\d[\d.]*\d)/],
];

function compatibleServer(description: string): { readonly product: string; readonly version: string } | undefined {
  for (const [product, pattern] of compatibleServers) {
    const version = pattern.exec(description)?.[1];
    if (version !== undefined) return { product, version };
  }
  return undefined;
}
