import type { ConnectionJob } from '../connection';
import type { FailureFacts } from '../failure';
import { errorCode, errorMessage, property } from '../shared/network-failure';

const tooMany: FailureFacts = { code: 'too-many-connections', stage: 'authenticate' };
const hostNotAllowed: FailureFacts = { code: 'host-not-allowed', stage: 'authenticate', field: 'host' };
const denied: FailureFacts = { code: 'authentication-failed', stage: 'authenticate', field: 'password' };
const locked: FailureFacts = { code: 'account-locked', stage: 'authenticate', field: 'user' };
const expired: FailureFacts = { code: 'password-expired', stage: 'authenticate', field: 'password' };
const unsupported: FailureFacts = { code: 'authentication-unsupported', stage: 'authenticate', field: 'user' };

/** By the server's number: mysql2 derives its names from MySQL's list, which is wrong for MariaDB's own numbers. */
const byNumber: ReadonlyMap<number, FailureFacts> = new Map<number, FailureFacts>([
  [1040, tooMany],
  [1203, { ...tooMany, accountLimit: true }],
  [1226, { ...tooMany, accountLimit: true }],
  [1129, hostNotAllowed],
  [1130, hostNotAllowed],
  [1045, denied],
  [1698, denied],
  [3118, locked],
  [3955, locked],
  [4151, locked],
  [1820, expired],
  [1862, expired],
  [1251, unsupported],
  [1524, unsupported],
  [2061, unsupported],
  [3159, { code: 'tls-required', stage: 'authenticate', field: 'tls.mode', suggestedTlsMode: 'require' }],
  [1044, { code: 'database-not-allowed', stage: 'open', field: 'database' }],
  [1049, { code: 'database-not-found', stage: 'open', field: 'database' }],
  [1053, { code: 'server-unavailable' }],
  [3032, { code: 'server-unavailable' }],
  [1927, { code: 'connection-closed' }],
  [4031, { code: 'connection-closed' }],
]);

const byCode: Readonly<Record<string, FailureFacts>> = {
  AUTH_SWITCH_PLUGIN_ERROR: unsupported,
  MYSQL_CLEAR_PASSWORD_NOT_ENABLED: unsupported,
  HANDSHAKE_NO_SSL_SUPPORT: { code: 'tls-not-offered', field: 'tls.mode' },
  PROTOCOL_CONNECTION_LOST: { code: 'connection-closed' },
  HANDSHAKE_UNKNOWN_ERROR: { code: 'wrong-protocol', field: 'port' },
  PROTOCOL_UNEXPECTED_PACKET: { code: 'wrong-protocol', field: 'port' },
};

/** Reads an error of mysql2, or a refusal that came in place of a greeting. */
export function classifyMysql(error: unknown, job: ConnectionJob): FailureFacts | undefined {
  const driverMessage = withoutHashes(errorMessage(error));
  const number = property(error, 'errno');
  const name = errorCode(error);
  // The errno of an error of the operating system is negative.
  if (typeof number === 'number' && number >= 1000) {
    const facts = number === 1045 && job.values['password'] === undefined ? { ...denied, code: 'secret-missing' as const } : byNumber.get(number);
    return { ...(facts ?? { code: 'query-failed' }), ...(facts === hostNotAllowed ? clientIn(driverMessage) : {}), driverCode: String(number), driverMessage };
  }
  if (name !== undefined && Object.hasOwn(byCode, name)) return { code: 'unknown', ...byCode[name], driverCode: name, driverMessage };
  if (/^Unknown charset /.test(driverMessage)) return { code: 'invalid-parameter', field: 'options.charset', driverMessage };
  return undefined;
}

// "Host '172.17.0.1' is not allowed to connect": a name where the server looks names up.
function clientIn(message: string): Pick<FailureFacts, 'clientAddress'> {
  const [, clientAddress] = /'([^']+)'/.exec(message) ?? [];
  return clientAddress === undefined ? {} : { clientAddress };
}

/** Some statements of MariaDB tell the hash of a password, and some errors quote the statement. */
function withoutHashes(text: string): string {
  return text.replace(/\*[0-9A-Fa-f]{40}/g, '•••');
}
