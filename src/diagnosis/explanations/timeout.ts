import { isIP } from 'node:net';
import type { Stage } from '../../databases/stages';
import { capitalize } from '../../elements/schema';
import type { FailureContext } from '../failure-context';
import type { PreparationFailure } from '../preparation-failure';
import type { Explanation, Names } from './explanation';
import { firewall, tried } from './questions';

/** What was going on at a stage. */
export const duringStage: Readonly<Record<Stage, string>> = {
  resolve: 'before anything was sent',
  lookup: 'while its name was looked up',
  reach: 'at once',
  secure: 'during the TLS handshake',
  authenticate: 'during the sign-in',
  open: 'while the database was opened',
  query: 'during the first query',
  inspect: 'while the server was inspected',
};

/** Who was silent, and for how long, which differs from stage to stage. */
export function explainTimeout(facts: PreparationFailure, names: Names, context: FailureContext): Explanation {
  if (facts.portService !== undefined) return portUnknown(facts.portService, names);
  if (facts.limitMs !== undefined) return notResolved(facts.limitMs);
  return { ...silent(facts, names, context), field: 'timeouts.connectMs' };
}

function silent(facts: PreparationFailure, names: Names, { stage, deadlineMs, type }: FailureContext): Explanation {
  const limit = `${deadlineMs / 1000} s`;
  if (type.kind === 'file') {
    return { message: `"${names.file}" could not be read within ${limit}.`, remedies: ['Does another program hold a lock on the file?', 'Is the file on a network drive that does not answer?'] };
  }
  switch (stage) {
    case 'lookup':
      if (names.address.includes('\\')) {
        return { message: `The port of ${names.address} was not found out within ${limit}.`, remedies: ['Give the port instead: then nothing has to be asked.', 'Is the host right?', 'Is the network slow? Raise the connect timeout.'] };
      }
      // An address is not looked up: the worker has not come to its work.
      if (isIP(names.host) !== 0) return { message: `The test did not begin within ${limit}: this machine is busy.`, remedies: ['Test again when it has less to do.', 'Raise the connect timeout.'] };
      return { message: `The name "${names.host}" was not resolved within ${limit}.`, remedies: ['Does the DNS server answer?', 'Is a VPN connected that brings its own DNS?'] };
    case 'reach':
      return {
        message: `${names.address} does not answer: no connection within ${limit}${tried(facts)}.`,
        remedies: [firewall(names), 'Are host and port right? A packet filter drops what it does not know without an answer.', 'Is the network slow? Raise the connect timeout.'],
      };
    default:
      return {
        message: `${capitalize(names.address)} accepted the connection, then did not answer ${duringStage[stage]} within ${limit}.`,
        remedies: ['Is the server overloaded, or out of connections?', `Does something else than ${names.label} listen on this port?`, 'Is the network slow? Raise the connect timeout.'],
      };
  }
}

function portUnknown(service: string, { host }: Names): Explanation {
  return {
    message: `${service} did not answer on ${host}, so the server's port is not known.`,
    remedies: ['Give the port instead: then nothing has to be asked.', 'Does the service run, and does a firewall let its port through?', 'Is the host right?'],
    field: 'port',
  };
}

function notResolved(limitMs: number): Explanation {
  return {
    message: `Passwords and files were not read within ${limitMs / 1000} s. Nothing was connected.`,
    remedies: [
      'Does the keychain ask for its own password, perhaps behind this window?',
      'Does the keychain hang? Sign in to the desktop anew, or let Database Elements keep passwords in memory: setting "databaseElements.secretStore".',
      'Does a certificate lie on a network drive that does not answer?',
    ],
  };
}
