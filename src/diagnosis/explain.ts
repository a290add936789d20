import type { DatabaseType } from '../databases/contract';
import type { FailureCode } from '../databases/failure';
import type { Stage } from '../databases/stages';
import { isUnixSocket } from '../databases/shared/unix-socket';
import { addressOf, databaseOf } from '../databases/target';
import { capitalize } from '../elements/schema';
import { findParameter } from '../elements/parameter';
import { describeSource } from '../environments/sources';
import { describeExposure } from '../environments/variables';
import { actionsFor } from './actions';
import type { FailureContext } from './failure-context';
import type { Failure } from './outcome';
import type { PreparationFailure } from './preparation-failure';
import { hostScope } from './readiness/public-host';

/** Makes the sentence, what to check and the actions for a failure. */
export function explainFailure(facts: PreparationFailure, context: FailureContext): Failure {
  const stage = facts.stage ?? context.stage;
  const names = namesOf(facts, context);
  const general = explanations[facts.code](facts, names, { ...context, stage });
  const particular = context.type.explain?.(facts, context.values) ?? {};
  const message = particular.message ?? general.message;
  const remedies = [...(particular.remedies ?? []), ...general.remedies];
  const shownField = facts.field ?? general.field;
  const { driverMessage, certificate } = facts;
  return {
    code: facts.code,
    stage,
    // A driver's own words may end in a period of their own.
    message: message.replace(/\.\.$/, '.'),
    ...(facts.driverCode === undefined ? {} : { driverCode: facts.driverCode }),
    ...(shownField === undefined ? {} : { field: shownField }),
    remedies,
    actions: actionsFor(facts, shownField, context),
    ...(driverMessage === undefined && certificate === undefined
      ? {}
      : { evidence: { ...(driverMessage === undefined ? {} : { driverMessage }), ...(certificate === undefined ? {} : { certificate }) } }),
  };
}

interface Names {
  readonly label: string;
  readonly host: string;
  readonly port: string;
  readonly address: string;
  /** What the type calls it: a database, a schema. */
  readonly kindOfDatabase: string;
  readonly database: string;
  readonly user: string;
  readonly file: string;
  readonly field: string;
}

interface Explanation {
  readonly message: string;
  readonly remedies: readonly string[];
  readonly field?: string;
}

type Explain = (facts: PreparationFailure, names: Names, context: FailureContext) => Explanation;

function namesOf(facts: PreparationFailure, { type, values }: FailureContext): Names {
  const host = String(values['host'] ?? '');
  const port = String(values['port'] ?? type.defaultPort ?? '');
  const parameter = facts.field === undefined ? undefined : findParameter(type, facts.field);
  return {
    label: type.label,
    host,
    port,
    address: addressOf(type, values),
    kindOfDatabase: facts.field === undefined || facts.field === 'database' ? 'database' : (parameter?.label.toLowerCase() ?? 'database'),
    database: String(values[facts.field ?? 'database'] ?? databaseOf(type, values) ?? ''),
    user: String(values['user'] ?? ''),
    file: String(values['file'] ?? ''),
    field: parameter?.label ?? facts.field ?? 'A parameter',
  };
}

/** Nothing stands between a machine and itself but its own firewall. */
const FIREWALL = (names: Names) =>
  hostScope(names.host) === 'loopback' ? "Does this machine's own firewall drop the packets?" : `Does a firewall, a VPN or a cloud allow-list stand between this machine and ${names.host}?`;
const RUNNING = (names: Names) =>
  isUnixSocket(names.host) ? `Is the ${names.label} server running on this machine, and is its socket there?` : `Is the ${names.label} server running, and does it listen on port ${names.port} of that address, not only on a local socket?`;
const TLS_CHOICE = 'TLS mode says how strictly the server is checked; "verify-full" is right for production.';

const explanations: Readonly<Record<FailureCode, Explain>> = {
  'variable-unset': (facts, names, { environment, type }) => ({
    message: `${names.field} comes from the environment variable ${facts.variable ?? ''}, which has no value in ${environment}.`,
    remedies:
      facts.field !== undefined && findParameter(type, facts.field)?.kind === 'secret'
        ? [`Store the value of ${facts.variable ?? 'it'} in the keychain, put it in a .env file that git ignores, or set it in the environment that the test runs in.`]
        : [
            `Set ${facts.variable ?? 'it'} in the workspace settings ("databaseElements.environments"), in a .env file of this folder, or in the environment VS Code was started from.`,
            'Give the variable a default value in the element if one value suits every environment.',
          ],
  }),
  'secret-missing': (facts, names, { environment }) =>
    facts.newTarget !== undefined
      ? {
          message: `The value of ${facts.variable ?? ''}${facts.source === undefined ? '' : `, ${describeSource(facts.source)},`} has not gone to ${facts.newTarget} before.`,
          remedies: [
            'Is that the server it belongs to? Then agree to it in VS Code; nothing is sent until then.',
            ...(facts.allowedTargets?.length ? [`So far it may go to ${facts.allowedTargets.join(' and ')}.`] : []),
          ],
          field: 'password',
        }
      : facts.driverMessage !== undefined && facts.store !== undefined
      ? { message: facts.driverMessage, remedies: ['Unlock the keychain and test again.', 'Or let Database Elements keep passwords in memory: setting "databaseElements.secretStore".'] }
      : facts.owner === undefined
      ? {
          message: `The server on ${names.address} asks for a password, and the element has none.`,
          remedies: ['Enter the password in the form; it is stored in the keychain, never in the file.', `Or does "${names.user}" sign in without one from elsewhere? Then the server's rules differ for this machine.`],
          field: 'password',
        }
      : {
          message: `No password is stored for ${facts.owner.target} in ${environment}.`,
          remedies: [
            ...(facts.otherTargets?.length ? [`A password is stored for ${facts.otherTargets.join(' and ')}. It is used for another target only when you say so.`] : []),
            `Enter the password in the form; it is stored in ${facts.store ?? 'the keychain'}, never in the file.`,
            'Every machine and every environment has its own: a clone of the repository starts without passwords.',
          ],
          field: 'password',
        },
  'invalid-parameter': (facts, names) => {
    if (facts.conflict !== undefined) return { message: facts.conflict, remedies: ['Change one of the two, or the value of the variable that it comes from.'] };
    if (facts.exposed === true) {
      const { message, remedy } = describeExposure(facts.variable ?? '', names.field);
      return { message, remedies: [remedy] };
    }
    return {
      message:
        facts.variable !== undefined
          ? `${names.field} must be ${facts.expected ?? 'something else'}, which the value of ${facts.variable} is not.`
          : facts.expected !== undefined
            ? `${names.field} is missing or not usable; it must be ${facts.expected}.`
            : `${names.field} is not accepted${facts.driverMessage === undefined ? '' : `: ${facts.driverMessage}`}.`,
      remedies: [facts.variable !== undefined ? `Correct the value of ${facts.variable} for this environment.` : `Correct ${names.field} in the form.`],
    };
  },
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
    remedies: [
      RUNNING(names),
      ...(isUnixSocket(names.host) ? [] : ['Are host and port right?']),
      ...(hostScope(names.host) === 'loopback'
        ? ['In a container, is the port published? From inside one, this machine has another name.']
        : [`In a container, is the port published? ${FIREWALL(names)}`]),
    ],
    field: 'port',
  }),
  unreachable: (facts, names, { ranFrom }) => ({
    message: unreachableText(facts, names, ranFrom),
    remedies: [...(hostScope(names.host) === 'loopback' ? [] : ['Is the VPN connected, and is this the right network?']), FIREWALL(names), 'Is the address right? A private address is reachable only from its own network.'],
    field: 'host',
  }),
  'timed-out': (facts, names, { stage, deadlineMs, type }) => facts.portService !== undefined ? portUnknown(facts.portService, names) : facts.limitMs !== undefined ? notResolved(facts.limitMs) : ({
    message: timedOut(stage, names, deadlineMs, type, tried(facts)),
    remedies:
      stage === 'reach'
        ? [FIREWALL(names), 'Are host and port right? A packet filter drops what it does not know without an answer.', 'Is the network slow? Raise the connect timeout.']
        : stage === 'lookup'
          ? ['Does the DNS server answer?', 'Is a VPN connected that brings its own DNS?']
          : type.kind === 'file'
            ? ['Does another program hold a lock on the file?', 'Is the file on a network drive that does not answer?']
            : ['Is the server overloaded, or out of connections?', `Does something else than ${names.label} listen on this port?`, 'Is the network slow? Raise the connect timeout.'],
    field: 'timeouts.connectMs',
  }),
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
  'tls-not-offered': (_facts, names) => ({
    message: `The server on ${names.address} does not offer TLS, and the TLS mode demands it. Nothing was sent.`,
    remedies: ['Turn TLS on in the server’s configuration.', 'For a server on this machine only, TLS mode "prefer" or "disable" can do.'],
    field: 'tls.mode',
  }),
  'tls-required': (facts, names, { type }) => ({
    message: `The server on ${names.address} accepts ${names.user === '' ? 'this user' : `"${names.user}"`} only with TLS${
      facts.clientAddress === undefined || type.allowList === undefined ? '' : `: its ${type.allowList} does not let ${facts.clientAddress} in without it`
    }.`,
    remedies: [`Set the TLS mode to "${facts.suggestedTlsMode ?? 'require'}" or stricter.`, TLS_CHOICE],
    field: 'tls.mode',
  }),
  'tls-untrusted': (facts, names) => ({
    message: `The certificate of ${names.host} comes from no authority that is trusted here${facts.certificate === undefined ? '' : `: it was issued by ${facts.certificate.issuer}`}.`,
    remedies: [
      'Get the CA certificate from whoever runs the server, and name its file under "CA certificate".',
      ...(facts.certificate === undefined ? [] : [`Compare the fingerprint with the server’s administrator first: SHA-256 ${facts.certificate.fingerprint}`]),
      'Never lower the TLS mode for a server outside this machine: the password could go to anyone.',
    ],
    field: 'tls.ca',
  }),
  'tls-expired': (facts, names) => ({
    message: `The certificate of ${names.host} is not valid today${facts.certificate === undefined ? '' : `: it is valid from ${facts.certificate.validFrom} to ${facts.certificate.validTo}`}.`,
    remedies: ['Ask whoever runs the server to renew the certificate.', 'Is the clock of this machine right?'],
    field: 'tls.mode',
  }),
  'tls-name-mismatch': (facts, names) => ({
    message: `The certificate was not made for "${names.host}"${facts.certificate === undefined || facts.certificate.names.length === 0 ? '' : `, but for ${facts.certificate.names.join(', ')}`}.`,
    remedies: ['Use a host name that the certificate names.', 'With "verify-ca" the name is not checked; only where every server of that authority may be trusted.'],
    field: 'host',
  }),
  'authentication-failed': (_facts, names, { values }) => ({
    message: `The server does not accept the user ${names.user === '' ? '' : `"${names.user}" `}with this password.`,
    remedies: [
      'Is the password right? It is case-sensitive, and may differ between environments.',
      `Does the user ${names.user === '' ? '' : `"${names.user}" `}exist on this server, and may it sign in from this machine?`,
      ...(values['tls.mode'] === 'disable' ? ['Is the account one that may sign in with TLS only? Some servers then say no more than this: try TLS mode "require".'] : []),
    ],
    field: 'password',
  }),
  'authentication-unsupported': (facts, names) => ({
    message: `The server asks for a way of signing in that ${names.label}'s driver does not support${facts.driverMessage === undefined ? '' : ` (${facts.driverMessage})`}.`,
    remedies: ['Ask the administrator for a user with password authentication.', 'Is TLS on? Some ways of signing in are allowed only over TLS.'],
    field: 'user',
  }),
  'account-locked': (_facts, names) => ({
    message: `The account "${names.user}" is locked or may not sign in.`,
    remedies: ['Ask the administrator to unlock it.', 'Locked after failed attempts? Find the program that keeps trying an old password first.'],
    field: 'user',
  }),
  'password-expired': (_facts, names) => ({
    message: `The password of "${names.user}" has expired.`,
    remedies: ['Set a new password with the database’s own tools, then store it here.'],
    field: 'password',
  }),
  'host-not-allowed': ({ clientAddress }, names, { ranFrom, type }) => ({
    message: `The server does not allow "${names.user}" to connect from ${clientAddress === undefined ? ranFrom : `${clientAddress}, as which it sees ${ranFrom}`}.`,
    remedies: [
      `Ask the administrator to add ${clientAddress ?? 'this machine'} to the allow-list${type.allowList === undefined ? '' : ` (${type.allowList})`}.`,
      'Is a VPN or a jump host needed, so that the server sees an address it knows?',
    ],
    field: 'host',
  }),
  'database-not-found': (_facts, names) => ({
    message: `The server has no ${names.kindOfDatabase} "${names.database}". Host, port, user and password are right.`,
    remedies: ['Is the name spelled right? It can be case-sensitive.', 'Is this the right server for this environment?', `Create the ${names.kindOfDatabase}, or have it created.`],
    field: 'database',
  }),
  'database-not-allowed': (facts, names) => ({
    message:
      facts.maybeMissing === true
        ? `The database "${names.database}" does not exist, or "${names.user}" may not use it; the server does not say which. Host, port, user and password are right.`
        : `"${names.user}" may not use ${names.database === '' ? 'its default database' : `the database "${names.database}"`}. Host, port, user and password are right.`,
    remedies: [
      ...(facts.maybeMissing === true ? ['Is the database’s name spelled right, and is this the right server for this environment?'] : []),
      `Ask for the right to connect${names.database === '' ? '' : `: GRANT on "${names.database}" to "${names.user}"`}.`,
      ...(facts.maybeMissing === true ? [] : ['Is the database’s name spelled right? Some servers say this of a missing database as well.']),
    ],
    field: 'database',
  }),
  'too-many-connections': (_facts, names, { type }) => ({
    message: `The server on ${names.address} has no free connection.`,
    remedies: [
      'Close connections that nobody uses; look for applications whose pools are larger than they need.',
      'Lower the pool’s maximum: all instances together must stay below the server’s limit.',
      `Ask the administrator to raise the limit${type.connectionLimit === undefined ? '' : ` (${type.connectionLimit})`}.`,
    ],
    field: 'pool.max',
  }),
  'server-unavailable': (_facts, names) => ({
    message: `The server on ${names.address} is there, but does not accept work now.`,
    remedies: ['Is it starting, stopping or recovering? Test again in a moment.', 'Look into the server’s log.'],
  }),
  'file-not-found': (facts, names) => ({
    message: `There is no file "${facts.field === undefined || facts.field === 'file' ? names.file : (facts.address ?? '')}".`,
    remedies: ['Paths are relative to the workspace folder.', 'Is the file made by a set-up script that has not run yet?', 'Does the file stand in .gitignore, so that a clone does not have it?'],
    field: 'file',
  }),
  'file-not-a-database': (facts, names) => ({
    message: `"${names.file}" is no database of ${names.label}${facts.driverMessage === undefined ? '' : `: ${facts.driverMessage}`}.`,
    remedies: ['Is the path right?'],
    field: 'file',
  }),
  'file-locked': (_facts, names) => ({
    message: `Another program holds a lock on "${names.file}".`,
    remedies: ['Close the program that has the file open for writing, or wait until it ends its transaction.', 'On a network drive, locks can stay behind: copy the file to this machine.'],
    field: 'file',
  }),
  'driver-missing': (facts, names, { type }) =>
    type.driverPackage === undefined
      ? {
          message: `The driver for ${names.label} is not there${facts.driverMessage === undefined ? '' : `: ${facts.driverMessage}`}.`,
          remedies: ['Install the extension again.'],
        }
      : {
          message: `${names.label} needs the vendor's driver ${type.driverPackage.name}: ${facts.driverMessage ?? 'it is not installed'}.`,
          remedies: [
            'In VS Code, the command "Install Database Driver" installs it with npm, or takes a folder that has it.',
            `For the command line: npm install --ignore-scripts --prefix DIR ${type.driverPackage.name}@${type.driverPackage.version}, then dbelements test --${type.id}-driver DIR.`,
            `It is ${type.driverPackage.licence}, so it does not come with this extension.`,
          ],
        },
  'driver-crashed': (facts, names) => ({
    message: `The driver for ${names.label} failed${facts.driverMessage === undefined ? '' : `: ${facts.driverMessage}`}. VS Code and your other connections are unharmed.`,
    remedies: ['Test again; the driver starts anew.', 'If it happens again, please report it with the copied report.'],
  }),
  'query-failed': (facts) => ({
    message: `The connection works, but a first query failed${facts.driverMessage === undefined ? '' : `: ${facts.driverMessage}`}.`,
    remedies: ['Does the account have the right to read anything at all?', 'Look into the server’s log.'],
  }),
  cancelled: () => ({ message: 'The test was cancelled.', remedies: [] }),
  unknown: (facts, names) => ({
    message: `${names.label} answered with an error that is not known here${facts.driverMessage === undefined ? '' : `: ${facts.driverMessage}`}.`,
    remedies: ['The driver’s own code is in the report; its documentation says more.'],
  }),
};

const duringStage: Readonly<Record<Stage, string>> = {
  resolve: 'before anything was sent',
  lookup: 'while its name was looked up',
  reach: 'at once',
  secure: 'during the TLS handshake',
  authenticate: 'during the sign-in',
  open: 'while the database was opened',
  query: 'during the first query',
  inspect: 'while the server was inspected',
};

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

/** " (10.0.0.1 did not answer, 10.0.0.2 refused)" for a host with several addresses. */
function tried({ attempts }: PreparationFailure): string {
  return attempts === undefined ? '' : ` (${attempts.join(', ')})`;
}

function portUnknown(service: string, names: Names): Explanation {
  return {
    message: `${service} did not answer on ${names.host}, so the server's port is not known.`,
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

function timedOut(stage: Stage, names: Names, deadlineMs: number, type: DatabaseType, attempts: string): string {
  const limit = `${deadlineMs / 1000} s`;
  if (type.kind === 'file') return `"${names.file}" could not be read within ${limit}.`;
  if (stage === 'lookup') return `The name "${names.host}" was not resolved within ${limit}.`;
  if (stage === 'reach') return `${names.address} does not answer: no connection within ${limit}${attempts}.`;
  return `${capitalize(names.address)} accepted the connection, then did not answer ${duringStage[stage]} within ${limit}.`;
}
