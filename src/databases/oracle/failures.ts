import type { ConnectionJob } from '../connection';
import type { FailureFacts } from '../failure';
import { errorCode, errorMessage, property } from '../shared/network-failure';
import { textValue } from '../shared/values';

const denied: FailureFacts = { code: 'authentication-failed', stage: 'authenticate', field: 'password' };
const unsupported: FailureFacts = { code: 'authentication-unsupported', stage: 'authenticate', field: 'user' };
const locked: FailureFacts = { code: 'account-locked', stage: 'authenticate', field: 'user' };
const expired: FailureFacts = { code: 'password-expired', stage: 'authenticate', field: 'password' };
const tooMany: FailureFacts = { code: 'too-many-connections' };
const unavailable: FailureFacts = { code: 'server-unavailable' };
const hostNotAllowed: FailureFacts = { code: 'host-not-allowed', stage: 'authenticate', field: 'host' };
const unknownDatabase: FailureFacts = { code: 'database-not-found', stage: 'open', beforeSignIn: true };
const notAllowed: FailureFacts = { code: 'database-not-allowed', stage: 'open', field: 'user' };
const closed: FailureFacts = { code: 'connection-closed' };

/** By number: what the database says, and what a listener says in refusing a connection. */
const byNumber: ReadonlyMap<number, FailureFacts> = new Map<number, FailureFacts>([
  ...[18, 20, 12516, 12518, 12519, 12520].map((number) => [number, tooMany] as const),
  ...[1033, 1034, 1035, 1089, 1090, 1092, 1109, 12526, 12527, 12528].map((number) => [number, unavailable] as const),
  ...[28, 1012, 2396, 3113, 3114, 3135, 12537, 12547].map((number) => [number, closed] as const),
  ...[12506, 12529].map((number) => [number, hostNotAllowed] as const),
  ...[12505, 12514, 12521].map((number) => [number, unknownDatabase] as const),
  ...[3134, 28040, 12660, 12649, 12650].map((number) => [number, unsupported] as const),
  [2391, { ...tooMany, accountLimit: true }],
  [1017, denied],
  [1005, { ...denied, code: 'secret-missing' }],
  [28000, locked],
  [28001, expired],
  [1045, notAllowed],
  [1031, { ...notAllowed, field: 'options.role' }],
  [28009, { code: 'invalid-parameter', stage: 'authenticate', field: 'options.role' }],
  [12535, { code: 'timed-out', field: 'timeouts.connectMs' }],
  [12525, { code: 'timed-out', field: 'timeouts.connectMs' }],
]);

/** What only the driver notices. */
const byCode: Readonly<Record<string, FailureFacts>> = {
  // The server offers a verifier, a version or a native encryption that thin mode does not have.
  'NJS-116': unsupported,
  'NJS-138': unsupported,
  'NJS-531': unsupported,
  'NJS-532': unsupported,
  'NJS-533': unsupported,
  // The server does not show that it knows the password.
  'NJS-173': denied,
  'NJS-500': closed,
  'NJS-501': closed,
  'NJS-521': closed,
  'NJS-003': closed,
  'NJS-510': { code: 'timed-out', field: 'timeouts.connectMs' },
  'NJS-123': { code: 'timed-out', field: 'timeouts.connectMs' },
  'NJS-503': { code: 'connection-refused', field: 'port' },
  'NJS-530': { code: 'host-not-found', field: 'host' },
  'NJS-518': unknownDatabase,
  'NJS-519': unknownDatabase,
  // Packets, messages and integers that do not fit what came before.
  ...Object.fromEntries(['NJS-102', 'NJS-103', 'NJS-111', 'NJS-112', 'NJS-509'].map((code) => [code, { code: 'wrong-protocol', field: 'port' } as const])),
};

/** Reads an error of oracledb: the database's by its number, a listener's by the number in the text, the driver's own by its code. */
export function classifyOracle(error: unknown, job: ConnectionJob): FailureFacts | undefined {
  const driverMessage = withoutHelp(errorMessage(error));
  const code = errorCode(error);
  const number = oracleNumber(error);
  if (number !== undefined) {
    const driverCode = `ORA-${String(number).padStart(5, '0')}`;
    return { ...named(byNumber.get(number) ?? { code: code === 'NJS-511' ? 'server-unavailable' : 'query-failed' }, job), driverCode, driverMessage };
  }
  if (code === undefined || !code.startsWith('NJS-')) return undefined;
  return { ...named(Object.hasOwn(byCode, code) ? (byCode[code] ?? closed) : { code: 'unknown' }, job), driverCode: code, driverMessage };
}

/** The number of the database or the listener, e.g. 1017. */
export function oracleNumber(error: unknown): number | undefined {
  const number = property(error, 'errorNum');
  if (typeof number === 'number' && number > 0) return number;
  const refusal = errorCode(error) === 'NJS-511' ? /ORA-(\d+)/.exec(errorMessage(error))?.[1] : undefined;
  return refusal === undefined ? undefined : Number(refusal);
}

function named(facts: FailureFacts, job: ConnectionJob): FailureFacts {
  return facts === unknownDatabase ? { ...facts, field: textValue(job.values, 'sid') === undefined ? 'serviceName' : 'sid' } : facts;
}

// Where to read more is for the person who reads, not part of what the server said.
function withoutHelp(message: string): string {
  return message.replace(/\nHelp: https:\S+/g, '');
}
