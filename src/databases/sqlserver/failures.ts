import type { ConnectionJob } from '../connection';
import { carriedFacts, type FailureFacts } from '../failure';
import { classifyNetworkError, errorCode, errorMessage, property } from '../shared/network-failure';
import { ServerRefusal } from './server-refusal';

const denied: FailureFacts = { code: 'authentication-failed', stage: 'authenticate', field: 'password' };
const locked: FailureFacts = { code: 'account-locked', stage: 'authenticate', field: 'user' };
const expired: FailureFacts = { code: 'password-expired', stage: 'authenticate', field: 'password' };
const hostNotAllowed: FailureFacts = { code: 'host-not-allowed', stage: 'authenticate', field: 'host' };
const tooMany: FailureFacts = { code: 'too-many-connections', stage: 'authenticate' };
const unavailable: FailureFacts = { code: 'server-unavailable', stage: 'authenticate' };
const closedToUser: FailureFacts = { code: 'database-not-allowed', stage: 'open', field: 'database' };
const databaseUnavailable: FailureFacts = { code: 'server-unavailable', stage: 'open', field: 'database' };

const byNumber: ReadonlyMap<number, FailureFacts> = new Map<number, FailureFacts>([
  [18456, denied],
  [18452, { code: 'authentication-unsupported', stage: 'authenticate', field: 'user' }],
  [18470, locked],
  [18486, locked],
  [17892, locked], // by a logon trigger
  [18487, expired],
  [18488, expired],
  [4060, { ...closedToUser, maybeMissing: true }],
  [4064, closedToUser],
  [916, closedToUser],
  [911, { code: 'database-not-found', stage: 'open', field: 'database' }],
  // A secondary replica that serves only those who say that they only read.
  [978, { code: 'database-not-allowed', stage: 'open', field: 'options.applicationIntent' }],
  [922, databaseUnavailable], // recovering
  [924, databaseUnavailable], // single user
  [927, databaseUnavailable], // restoring
  [942, databaseUnavailable], // offline
  [945, databaseUnavailable],
  [976, databaseUnavailable], // a secondary replica that serves nobody
  [983, databaseUnavailable], // a replica that changes its role
  [17809, tooMany],
  [10928, tooMany],
  [10929, tooMany],
  [10936, tooMany],
  [6005, unavailable], // shutting down
  [17142, unavailable], // paused
  [18401, unavailable], // upgrading
  [18451, unavailable], // administrators only
  [18461, unavailable], // single user
  [40197, unavailable],
  [40501, unavailable],
  [40613, unavailable],
  [40615, hostNotAllowed],
  [40914, hostNotAllowed],
  [47073, hostNotAllowed],
  // Azure finds the server by the part of the user after the @.
  [40532, { code: 'authentication-failed', stage: 'authenticate', field: 'user' }],
  [17835, { code: 'tls-required', stage: 'authenticate', field: 'tls.mode', suggestedTlsMode: 'require' }],
]);

/** Numbers that say only that a sign-in failed, after the one that says why. */
const CONSEQUENCE = 18456;

/** Reads an error of tedious: the server's numbers where there are any, else the cause that the driver wraps. */
export function classifySqlserver(error: unknown, job: ConnectionJob): FailureFacts | undefined {
  const messages = error instanceof ServerRefusal ? error.messages : requestErrors(error);
  const told = messages.find(({ number }) => number !== CONSEQUENCE && byNumber.has(number)) ?? messages[0];
  if (told !== undefined) return { ...meaningOf(told.number, error, job), driverCode: String(told.number), driverMessage: wordsOf(told) };
  return classifyDriverError(error);
}

function meaningOf(number: number, error: unknown, job: ConnectionJob): FailureFacts {
  if (number === CONSEQUENCE && job.values['password'] === undefined) return { ...denied, code: 'secret-missing' };
  const known = byNumber.get(number);
  if (known !== undefined) return known;
  return error instanceof ServerRefusal ? { code: 'unknown', stage: 'authenticate' } : { code: 'query-failed' };
}

interface Told {
  readonly number: number;
  readonly state: number;
  readonly message: string;
}

// The state tells an administrator more than the number does.
function wordsOf({ message, state }: Told): string {
  return state > 1 ? `${message} (state ${state})` : message;
}

/** The errors of a statement; a batch may have several. */
function requestErrors(error: unknown): readonly Told[] {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.flatMap((one) => {
    const [number, state] = [property(one, 'number'), property(one, 'state')];
    return typeof number === 'number' ? [{ number, state: typeof state === 'number' ? state : 1, message: errorMessage(one) }] : [];
  });
}

/** What the driver says of bytes that it cannot read; some of its errors wrap it in more words. */
const unreadable = /Unable to process incoming packet|unexpected end of message stream/;

function classifyDriverError(error: unknown): FailureFacts | undefined {
  const cause = property(error, 'cause');
  const facts = carriedFacts(cause) ?? classifyNetworkError(cause);
  if (facts !== undefined) return facts;
  const driverCode = errorCode(error);
  const words = { driverMessage: errorMessage(error), ...(driverCode === undefined ? {} : { driverCode }) };
  if (unreadable.test(words.driverMessage) || driverCode === 'ETDS') return { code: 'wrong-protocol', field: 'port', ...words };
  if (driverCode === 'ECLOSE') return { code: 'connection-closed', ...words };
  return undefined;
}
