import type { ParameterDescription } from '../../elements/parameter';
import { DEFAULT_CONNECT_MS } from '../connect-timeout';

/** Parameters that mean the same for every database server. */

/** A port behind the name or behind the brackets of an IPv6 address, which would be looked up as part of the host. */
export const NO_PORT = '(?![^:]*:\\d*$|\\[[^\\]]*\\]:)';

const UNIX_SOCKET_HOST = { source: `^(/[^\\s]+|${NO_PORT}[^\\s/@?#]+)$`, hint: 'a host name or an address without scheme, port or path, or the path of a Unix socket' };

/** For servers that listen on Unix sockets too; `help` says what the path leads to. */
export function hostOrSocketParameter(help: string): ParameterDescription {
  return { ...hostParameter(UNIX_SOCKET_HOST), help };
}

/** `pattern` for a type whose tools write more into the host than the host. */
export function hostParameter(pattern = { source: `^${NO_PORT}[^\\s/@?#]+$`, hint: 'a host name or an address, without scheme, port or path' }): ParameterDescription {
  return { group: 'connection', name: 'host', kind: 'text', label: 'Host', required: true, main: true, placeholder: 'localhost', pattern };
}

export function portParameter(defaultPort: number): ParameterDescription {
  return { group: 'connection', name: 'port', kind: 'integer', label: 'Port', min: 1, max: 65535, default: defaultPort, main: true };
}

export function databaseParameter(required: boolean): ParameterDescription {
  return { group: 'connection', name: 'database', kind: 'text', label: 'Database', required, main: true };
}

export function userParameter(): ParameterDescription {
  return { group: 'connection', name: 'user', kind: 'text', label: 'User', required: true, main: true };
}

export function passwordParameter(): ParameterDescription {
  return { group: 'connection', name: 'password', kind: 'secret', label: 'Password', main: true };
}

export const tlsParameters: readonly ParameterDescription[] = [
  {
    group: 'tls',
    name: 'mode',
    kind: 'choice',
    label: 'TLS',
    main: true,
    default: 'prefer',
    choices: [
      { value: 'disable', label: 'Disable', help: 'Never encrypted.' },
      { value: 'prefer', label: 'Prefer', help: 'Encrypted when the server offers it; the certificate is not checked.' },
      { value: 'require', label: 'Require', help: 'Always encrypted; the certificate is not checked.' },
      { value: 'verify-ca', label: 'Verify CA', help: 'Encrypted; the certificate comes from a trusted authority.' },
      { value: 'verify-full', label: 'Verify full', help: 'Encrypted; a trusted certificate that names this host.' },
    ],
  },
  { group: 'tls', name: 'ca', kind: 'path', label: 'CA certificate', main: true, placeholder: 'certs/ca.pem', help: 'PEM file with the authorities to trust; without it, the public ones that programs trust by default.' },
  { group: 'tls', name: 'cert', kind: 'path', label: 'Client certificate', placeholder: 'certs/client.pem', help: 'PEM file, for servers that ask for one.' },
  { group: 'tls', name: 'key', kind: 'path', label: 'Client key', placeholder: 'certs/client.key', help: 'PEM file; keep it out of the repository.' },
];

export const POOL_DEFAULTS = { min: 0, max: 10, idleTimeoutMs: 30_000, acquireTimeoutMs: 10_000, maxLifetimeMs: 0 } as const;

/** The pool of one application instance. What a type's driver does with a parameter is in its pool.ts. */
export const poolParameters: readonly ParameterDescription[] = [
  { group: 'pool', name: 'min', kind: 'integer', label: 'Minimum connections', min: 0, max: 10_000, default: POOL_DEFAULTS.min, atMost: { key: 'pool.max', severity: 'error', because: 'a pool cannot keep more connections than it may have' }, help: 'Idle connections that are kept open. Each one takes a place on the server.' },
  { group: 'pool', name: 'max', kind: 'integer', label: 'Maximum connections', min: 1, max: 10_000, default: POOL_DEFAULTS.max, help: 'Connections of one application instance at the most. Times the number of instances, it must fit into what the server allows.' },
  { group: 'pool', name: 'idleTimeoutMs', kind: 'integer', label: 'Idle timeout', unit: 'ms', min: 0, max: 86_400_000, default: POOL_DEFAULTS.idleTimeoutMs, atMost: { key: 'pool.maxLifetimeMs', severity: 'warning', because: 'connections end before they have been idle that long', zeroIsNoLimit: true }, help: 'An idle connection is closed after this time. Keep it below the idle limits of firewalls and of the server.' },
  { group: 'pool', name: 'acquireTimeoutMs', kind: 'integer', label: 'Acquire timeout', unit: 'ms', min: 1, max: 3_600_000, default: POOL_DEFAULTS.acquireTimeoutMs, help: 'How long a request waits for a connection, whether one gets free or has to be made.' },
];

/** For drivers whose pool can limit it. */
export const maxLifetimeParameter: ParameterDescription = {
  group: 'pool',
  name: 'maxLifetimeMs',
  kind: 'integer',
  label: 'Maximum lifetime',
  unit: 'ms',
  min: 0,
  max: 86_400_000,
  default: POOL_DEFAULTS.maxLifetimeMs,
  help: 'A connection is replaced after this time, so that a change behind a load balancer is noticed. 0 keeps it as long as it works.',
};

export const timeoutParameters: readonly ParameterDescription[] = [
  { group: 'timeouts', name: 'connectMs', kind: 'integer', label: 'Connect timeout', unit: 'ms', min: 100, max: 600_000, default: DEFAULT_CONNECT_MS, atMost: { key: 'pool.acquireTimeoutMs', severity: 'warning', because: 'requests give up while their connection is still being made' }, help: 'How long connecting may take; it also bounds Test Connection.' },
];
