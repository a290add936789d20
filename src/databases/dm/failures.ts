import type { ConnectionJob } from '../connection';
import type { FailureFacts } from '../failure';
import { classifyNetworkError, errorMessage, property } from '../shared/network-failure';
import { textValue } from '../shared/values';

/** Those of the driver and the few of the server that are documented. The server's others are not guessed. */
const byCode: ReadonlyMap<number, FailureFacts> = new Map<number, FailureFacts>([
  [6001, { code: 'connection-closed' }],
  [6002, { code: 'wrong-protocol', field: 'port' }],
  [6060, { code: 'connection-closed' }],
  [6075, { code: 'invalid-parameter', field: 'user' }],
  [6076, { code: 'invalid-parameter', field: 'password' }],
  [20009, { code: 'timed-out', stage: 'reach', field: 'host' }],
  [20010, { code: 'timed-out', field: 'timeouts.connectMs' }],
  [20017, { code: 'timed-out', field: 'pool.acquireTimeoutMs' }],
  [-2501, { code: 'authentication-failed', stage: 'authenticate', field: 'password' }],
  [-2103, { code: 'database-not-found', stage: 'open', field: 'schema' }],
  [-5504, { code: 'query-failed' }],
]);

const TLS_FAILED = 20_012;

/** Reads an error of dmdb: a number of its own, or a negative one of the server, and words of which the second line is the cause. */
export function classifyDm(error: unknown, job: ConnectionJob): FailureFacts | undefined {
  const number = property(error, 'errCode');
  if (typeof number !== 'number') return undefined;
  const facts = { driverCode: String(number), driverMessage: errorMessage(error) };
  if (number === 6001) return { ...communicationFailure(facts.driverMessage), ...facts };
  if (number === TLS_FAILED) return tlsFailure(job, facts);
  return { ...(byCode.get(number) ?? { code: 'unknown' }), ...facts };
}

export function isServerError(error: unknown): boolean {
  const number = property(error, 'errCode');
  return typeof number === 'number' && number < 0;
}

// One number stands for all that can happen to a connection; the cause is the error of Node.js as text.
function communicationFailure(message: string): FailureFacts {
  // An answer that cannot be taken apart is none of a DM server.
  if (/ERR_OUT_OF_RANGE|ERR_BUFFER_OUT_OF_BOUNDS/.test(message)) return { code: 'wrong-protocol', field: 'port' };
  const code = /\b(E[A-Z]{4,}|ERR_SSL_[A-Z0-9_]+)\b/.exec(message)?.[1];
  const known = code === undefined ? undefined : classifyNetworkError(Object.assign(new Error(message), { code }));
  // The address has answered a moment before, see findServer().
  return known === undefined || known.code === 'connection-refused' ? { code: 'connection-closed' } : known;
}

function tlsFailure(job: ConnectionJob, facts: Pick<FailureFacts, 'driverCode' | 'driverMessage'>): FailureFacts {
  const stage = 'secure';
  if (job.tls.mode === 'disable') return { code: 'tls-required', stage, field: 'tls.mode', suggestedTlsMode: 'prefer', ...facts };
  if (textValue(job.values, 'options.sslPath') !== undefined) return { code: 'invalid-parameter', stage, field: 'options.sslPath', ...facts };
  return { code: 'invalid-parameter', stage, field: 'options.sslPath', ...facts, driverMessage: 'the server demands TLS, for which the driver needs this folder' };
}
