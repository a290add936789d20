import { FAILURE_CODES, type FailureCode } from '../../../src/databases/failure';
import type { DatabaseType } from '../../../src/databases/contract';

type Reasons = Readonly<Partial<Record<FailureCode, string>>>;

const notAFile: Reasons = {
  'file-not-a-database': 'There is no database file.',
  'file-locked': 'There is no database file.',
};

const notAServer: Reasons = Object.fromEntries(
  (
    [
      ...['secret-missing', 'host-not-found', 'connection-refused', 'unreachable', 'connection-closed', 'wrong-protocol'],
      ...['tls-not-offered', 'tls-required', 'tls-untrusted', 'tls-expired', 'tls-name-mismatch'],
      ...['authentication-failed', 'authentication-unsupported', 'account-locked', 'password-expired', 'host-not-allowed'],
      ...['database-not-found', 'too-many-connections', 'server-unavailable'],
    ] as readonly FailureCode[]
  ).map((code) => [code, 'There is no server.']),
);

const unpromised: Reasons = Object.fromEntries(
  (['file-not-found', 'tls-not-offered', 'tls-untrusted', 'tls-expired', 'tls-name-mismatch'] as const).map((code) => [code, 'The driver checks no certificate, so no TLS mode promises one.']),
);

const undocumented: Reasons = Object.fromEntries(
  (['authentication-unsupported', 'account-locked', 'password-expired', 'host-not-allowed', 'database-not-allowed', 'too-many-connections', 'server-unavailable'] as const).map((code) => [
    code,
    "The vendor does not document the server's number; one that is not known is shown as it is.",
  ]),
);

/** The codes that a test of a type can never end with, and why. Every other one has a case. */
const impossible: Readonly<Record<string, Reasons>> = {
  postgresql: {
    ...notAFile,
    'password-expired': 'PostgreSQL refuses an expired password as a wrong one (28P01).',
  },
  mysql: notAFile,
  sqlserver: notAFile,
  oracle: notAFile,
  dm: { ...notAFile, ...unpromised, ...undocumented },
  sqlite: notAServer,
};

/** The codes that the suite has to bring about for a type. */
export function possibleCodes(type: DatabaseType): readonly FailureCode[] {
  return FAILURE_CODES.filter((code) => !Object.hasOwn(impossible[type.id] ?? {}, code));
}
