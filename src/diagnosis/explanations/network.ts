import { isUnixSocket } from '../../databases/shared/unix-socket';
import type { PreparationFailure } from '../preparation-failure';
import { hostScope } from '../readiness/public-host';
import type { Explanations, Names } from './explanation';
import { duringStage, explainTimeout } from './timeout';
import { firewall, tried } from './questions';

/** What stands between this machine and the server, or what else listens there. */
export const networkExplanations: Explanations<'host-not-found' | 'connection-refused' | 'unreachable' | 'timed-out' | 'connection-closed' | 'wrong-protocol'> = {
  'host-not-found': (_facts, names, { ranFrom }) => ({
    message: `The host name "${names.host}" is not known.`,
    remedies: [
      'Is the name spelled right, with its domain?',
      `Is the name known only inside a VPN, a container network or a company's DNS? It was looked up from ${ranFrom}.`,
    ],
    field: 'host',
  }),
  'connection-refused': (facts, names, { type }) => ({
    message: `${nothingListens(facts, names)}${
      type.defaultPort !== undefined && names.port !== String(type.defaultPort) && facts.suggestedHost === undefined ? ` ${names.label}'s default port is ${type.defaultPort}.` : ''
    }`,
    remedies: facts.suggestedHost === undefined ? refusedRemedies(names) : otherFamily(facts.suggestedHost, names),
    field: 'port',
  }),
  unreachable: (facts, names, { ranFrom }) => ({
    message: unreachableText(facts, names, ranFrom),
    remedies: facts.suggestedHost === undefined ? unreachableRemedies(names) : otherFamily(facts.suggestedHost, names),
    field: 'host',
  }),
  'timed-out': explainTimeout,
  'connection-closed': (_facts, names, { stage }) => ({
    message: `${names.address} closed the connection ${duringStage[stage]}.`,
    remedies: [
      `Does ${names.label} listen on this port, or a proxy or load balancer without a server behind it?`,
      'Does the server allow connections from this address? Some close without a word: look into the server’s log.',
      'Was the server restarting, or out of connections?',
    ],
  }),
  'wrong-protocol': (facts, names, { type }) => ({
    message: `A server answers on ${names.address}, but it ${facts.speaks === undefined ? `does not speak ${names.label}'s protocol` : `speaks ${facts.speaks}, not ${names.label}`}.`,
    remedies: [`Is the port right? ${names.label}'s default is ${type.defaultPort ?? 'another'}.`, 'Is the type of this element right?'],
    field: 'port',
  }),
};

function refusedRemedies(names: Names): readonly string[] {
  if (isUnixSocket(names.host)) return [`Is ${names.server} running on this machine, and is its socket there?`];
  return [
    `Is ${names.server} running, and does it listen on port ${names.port} of that address, not only on a local socket?`,
    'Are host and port right?',
    hostScope(names.host) === 'loopback' ? 'In a container, is the port published? From inside one, this machine has another name.' : `In a container, is the port published? ${firewall(names)}`,
  ];
}

function unreachableRemedies(names: Names): readonly string[] {
  if (isUnixSocket(names.host)) return ['Does the server let this account, or a group that it is in, open its socket?'];
  return [...(hostScope(names.host) === 'loopback' ? [] : ['Is the VPN connected, and is this the right network?']), firewall(names), 'Is the address right? A private address is reachable only from its own network.'];
}

function otherFamily(suggestedHost: string, { server, host }: Names): readonly string[] {
  return [`Use ${suggestedHost} in place of ${host}.`, `Or let ${server} listen on the other address as well.`];
}

function unreachableText(facts: PreparationFailure, names: Names, from: string): string {
  if (isUnixSocket(names.host)) return `The Unix socket ${facts.address ?? names.host} may not be opened by this account.`;
  return facts.suggestedHost === undefined ? `There is no route to ${names.address} from ${from}${tried(facts)}.` : nothingListens(facts, names);
}

function nothingListens({ address, attempts, suggestedHost }: PreparationFailure, names: Names): string {
  if (isUnixSocket(names.host)) return `Nothing listens on the Unix socket ${address ?? names.host}.`;
  if (suggestedHost !== undefined) {
    const [here, there] = suggestedHost.includes(':') ? ['IPv4', 'IPv6'] : ['IPv6', 'IPv4'];
    return `Nothing listens on ${names.address}, an ${here} address here; on port ${names.port} of ${suggestedHost} something does: the server listens on ${there} only.`;
  }
  if (attempts !== undefined) return `Nothing listens on ${names.address}, at none of its ${attempts.length} addresses (${attempts.join(', ')}).`;
  return `Nothing listens on ${names.address}${address !== undefined && address !== names.address ? ` (${address})` : ''}.`;
}
