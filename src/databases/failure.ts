import type { Stage } from './stages';

/** The closed vocabulary of what can go wrong with a connection. */
export const FAILURE_CODES = [
  'variable-unset',
  'secret-missing',
  'invalid-parameter',
  'host-not-found',
  'connection-refused',
  'unreachable',
  'timed-out',
  'connection-closed',
  'wrong-protocol',
  'tls-not-offered',
  'tls-required',
  'tls-untrusted',
  'tls-expired',
  'tls-name-mismatch',
  'authentication-failed',
  'authentication-unsupported',
  'account-locked',
  'password-expired',
  'host-not-allowed',
  'database-not-found',
  'database-not-allowed',
  'too-many-connections',
  'server-unavailable',
  'file-not-found',
  'file-not-a-database',
  'file-locked',
  'driver-missing',
  'driver-crashed',
  'query-failed',
  'cancelled',
  'unknown',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** What an adapter can tell of a failure; the sentence and the remedies are made from it in diagnosis/. */
export interface FailureFacts {
  readonly code: FailureCode;
  /** Where it belongs when it differs from where the driver noticed it: a missing database is `open`, not `authenticate`. */
  readonly stage?: Stage;
  /** The driver's or the server's own code, e.g. `28P01`, `1045`, `ECONNREFUSED`. */
  readonly driverCode?: string;
  /** The driver's own words. Redacted before it is shown. */
  readonly driverMessage?: string;
  /** Key of the parameter to look at first, see parameterKey(). */
  readonly field?: string;
  /** With `database-not-allowed`: the server says the same of a database that does not exist. */
  readonly maybeMissing?: boolean;
  /** With `too-many-connections`: the account has a limit of its own, and has reached it. */
  readonly accountLimit?: boolean;
  /** Noticed before any credential was sent, so nothing is known of user and password. */
  readonly beforeSignIn?: boolean;
  /** What a wrong-protocol peer speaks, e.g. "MySQL", "HTTP", "SSH". */
  readonly speaks?: string;
  /** The certificate that was not accepted. */
  readonly certificate?: CertificateFacts;
  /** The service that was asked for the server's port, e.g. "SQL Server Browser on UDP 1434", when it is what failed. */
  readonly portService?: string;
  /** A port on the same host where the expected server might be. */
  readonly suggestedPort?: number;
  /** A mode of TLS with which the server would go on. */
  readonly suggestedTlsMode?: string;
  /** The address that was tried, e.g. `127.0.0.1:5433`. */
  readonly address?: string;
  /** What became of each address of a host that has several, e.g. `::1 refused`. */
  readonly attempts?: readonly string[];
  /** Another name of the same machine under which something answers on the port. */
  readonly suggestedHost?: string;
  /** This machine's address as the server sees it. */
  readonly clientAddress?: string;
}

export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly names: readonly string[];
  /** SHA-256, hexadecimal with colons. */
  readonly fingerprint: string;
  /** The self-signed end of the chain that the server presents; most servers leave it out. It vouches for nothing by itself. */
  readonly authority?: PresentedAuthority;
}

export interface PresentedAuthority {
  readonly subject: string;
  readonly validTo: string;
  /** SHA-256, hexadecimal with colons. */
  readonly fingerprint: string;
  readonly pem: string;
}

/** Carries facts through the driver's promise chain to the runner. */
export class ConnectionFailure extends Error {
  constructor(readonly facts: FailureFacts, options?: ErrorOptions) {
    super(facts.driverMessage ?? facts.code, options);
    this.name = 'ConnectionFailure';
  }
}

/**
 * The facts that an error carries. A driver is a bundle of its own with its own copy of the class, so `instanceof` says
 * nothing across bundles; the name does.
 */
export function carriedFacts(error: unknown): FailureFacts | undefined {
  return error instanceof Error && error.name === 'ConnectionFailure' && 'facts' in error ? (error as ConnectionFailure).facts : undefined;
}
