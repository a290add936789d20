import { isIP } from 'node:net';
import type { ConnectionJob } from '../connection';
import type { FailureFacts } from '../failure';
import { errorCode, errorMessage, property } from '../shared/network-failure';

const bySqlState: Readonly<Record<string, FailureFacts>> = {
  '28P01': { code: 'authentication-failed', stage: 'authenticate', field: 'password' },
  '3D000': { code: 'database-not-found', stage: 'open', field: 'database' },
  // A database that lets nobody in.
  '55000': { code: 'server-unavailable', stage: 'open', field: 'database' },
  '53300': { code: 'too-many-connections' },
  '53000': { code: 'server-unavailable' },
  '53100': { code: 'server-unavailable' },
  '53200': { code: 'server-unavailable' },
  '57P01': { code: 'server-unavailable' },
  '57P02': { code: 'server-unavailable' },
  '57P03': { code: 'server-unavailable' },
};

/** SQLSTATEs of a parameter that the server does not take at the start of a session; later they are a statement's. */
const badParameter = new Set(['22023', '42602', '42704', '42601']);

/** Reads an error of pg: most have an SQLSTATE of the server, some only words of the driver. */
export function classifyPostgresql(error: unknown, job: ConnectionJob): FailureFacts | undefined {
  const driverMessage = errorMessage(error);
  // Only errors of the server have a severity; those of sockets have codes such as ECONNRESET.
  if (property(error, 'severity') === undefined) return classifyDriverWords(driverMessage);
  const driverCode = errorCode(error) ?? '';
  const facts = { driverCode, driverMessage };
  if (driverCode === '28000') return { ...invalidAuthorization(error, driverMessage, job), ...facts };
  const known = Object.hasOwn(bySqlState, driverCode) ? bySqlState[driverCode] : undefined;
  if (known !== undefined) return { ...known, ...(driverCode === '53300' && refusesAccount(error) ? { accountLimit: true } : {}), ...facts };
  if (driverCode === '42501') return { ...notPermitted(error), ...facts };
  if (driverCode === '08P01') return { ...protocolViolation(driverMessage), ...facts };
  if (badParameter.has(driverCode) && atStart(error)) return { code: 'invalid-parameter', field: optionInUse(job, driverMessage), ...facts };
  return { code: 'query-failed', ...facts };
}

// The texts are in the server's language; the routine and the name of the file in them are not.
function invalidAuthorization(error: unknown, message: string, job: ConnectionJob): FailureFacts {
  const stage = 'authenticate';
  if (refusesAccount(error)) {
    return /does not exist/.test(message) ? { code: 'authentication-failed', stage, field: 'user' } : { code: 'account-locked', stage, field: 'user' };
  }
  if (message.includes('pg_hba.conf')) {
    const clientAddress = addressIn(message);
    const seen = clientAddress === undefined ? {} : { clientAddress };
    // The entry that is missing may be one for encrypted connections only, which is what hardened servers have.
    if (job.tls.mode === 'disable' && /no encryption|SSL off/.test(message)) {
      return { code: 'tls-required', stage, field: 'tls.mode', suggestedTlsMode: 'require', ...seen };
    }
    return { code: 'host-not-allowed', stage, field: 'host', ...seen };
  }
  if (/client certificate/.test(message)) return { code: 'authentication-failed', stage, field: 'tls.cert' };
  return { code: 'authentication-failed', stage, field: 'user' };
}

function refusesAccount(error: unknown): boolean {
  return property(error, 'routine') === 'InitializeSessionUserId';
}

function addressIn(message: string): string | undefined {
  return message.match(/[\da-f.:]+/gi)?.find((word) => isIP(word) !== 0);
}

// The same SQLSTATE says at the start of a session that the database is closed to the user.
function notPermitted(error: unknown): FailureFacts {
  return atStart(error) ? { code: 'database-not-allowed', stage: 'open', field: 'database' } : { code: 'query-failed' };
}

// A session that cannot begin is over; the words are in the server's language where it does not send the English ones.
function atStart(error: unknown): boolean {
  return property(error, 'severity') === 'FATAL';
}

// Connection poolers report what is their own under this SQLSTATE.
function protocolViolation(message: string): FailureFacts {
  if (/no such database/.test(message)) return { code: 'database-not-found', stage: 'open', field: 'database' };
  if (/no such user|password authentication failed|auth failed/.test(message)) return { code: 'authentication-failed', stage: 'authenticate', field: 'user' };
  if (/unsupported startup parameter/.test(message)) return { code: 'invalid-parameter', field: 'options.searchPath' };
  return { code: 'unknown' };
}

/** What the number of an authentication request stands for, of those that pg does not know. */
const METHODS: Readonly<Record<string, string>> = { 2: 'Kerberos V5', 7: 'GSSAPI, which is Kerberos', 9: 'SSPI, which is Windows' };

function classifyDriverWords(driverMessage: string): FailureFacts | undefined {
  const [request, number = ''] = /^Unknown authenticationOk message type (\d+)/.exec(driverMessage) ?? [];
  if (request !== undefined) return { code: 'authentication-unsupported', field: 'user', driverMessage: METHODS[number] ?? driverMessage };
  if (driverMessage.startsWith('SASL: Only mechanism')) return { code: 'authentication-unsupported', field: 'user', driverMessage };
  if (/^SASL: .*(signature|nonce)/i.test(driverMessage)) return { code: 'authentication-failed', field: 'password', driverMessage };
  if (/^Connection terminated/.test(driverMessage)) return { code: 'connection-closed', driverMessage };
  return undefined;
}

// The names of settings are the same in every language of the server.
function optionInUse({ values }: ConnectionJob, message: string): string {
  if (values['options.searchPath'] !== undefined && (values['options.serverOptions'] === undefined || message.includes('search_path'))) return 'options.searchPath';
  return values['options.serverOptions'] === undefined ? 'options.applicationName' : 'options.serverOptions';
}
