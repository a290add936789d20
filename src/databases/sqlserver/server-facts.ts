import type { ServerFacts } from '../contract';
import type { Session } from '../session';
import { commonFacts } from '../shared/common-facts';
import { property } from '../shared/network-failure';
import { textColumn } from '../shared/values';

/**
 * One statement for the whole test: it proves that queries work and tells what there is to know. Who may not see the sessions
 * of others would count only this one.
 */
export const factsQuery = `SELECT @@VERSION AS description, CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS version,
  DB_NAME() AS [database], SUSER_SNAME() AS [user], @@MAX_CONNECTIONS AS allowed,
  CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') = 1
    THEN (SELECT COUNT(*) FROM sys.dm_exec_sessions WHERE is_user_process = 1) END AS in_use`;

/** For servers that speak the protocol of SQL Server without having its views. */
export const plainQuery = 'SELECT @@VERSION AS description';

/** Errors with which a server says that it does not know a part of the statement, or does not show it to this user. */
const unsupported = new Set([102, 137, 156, 195, 207, 208, 229, 297, 300, 4121, 15562, 40515, 33_557_097]);

export function isUnsupported(error: unknown): boolean {
  const number = property(error, 'number');
  return typeof number === 'number' && unsupported.has(number);
}

/** It calls itself by the version of SQL Server that it is compatible with, and says further on what it is. */
const BABELFISH = /^Babelfish[^]*\bPostgreSQL (\d[\d.]*)/;

/** Reads the row of either statement. */
export function serverFacts(row: unknown, session: Pick<Session, 'tls' | 'address'>): ServerFacts {
  const description = textColumn(row, 'description') ?? '';
  return {
    product: productName(description),
    version: BABELFISH.exec(description)?.[1] ?? textColumn(row, 'version') ?? /\d+\.\d+[\d.]*/.exec(description)?.[0] ?? '',
    ...commonFacts(row, session),
  };
}

// "Microsoft SQL Server 2022 (RTM-CU12) ...", "Microsoft SQL Azure (RTM) - 12.0.2000.8", "Babelfish for PostgreSQL with SQL
// Server Compatibility - 12.0.2000.8 ... PostgreSQL 16.4 on x86_64-pc-linux-gnu (Babelfish 4.3.0)".
function productName(description: string): string {
  const named = /^(?:Microsoft )?([A-Za-z][\w ]*?)(?: with | \(| - |\n|$)/.exec(description)?.[1];
  return named ?? 'SQL Server';
}
