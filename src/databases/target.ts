import type { DatabaseType, ParameterValues } from './contract';

/** What a stored password is bound to: `type://user@host:port`, with the default port spelled out. */
export function targetOf(type: DatabaseType, values: ParameterValues): string {
  const host = String(values['host'] ?? '');
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return `${type.id}://${encodeURIComponent(String(values['user'] ?? '').toWellFormed())}@${bracketed}:${values['port'] ?? type.defaultPort ?? ''}`;
}

/** Where the element leads, for people: `db.internal:5432/orders`, or the file. */
export function endpointOf(type: DatabaseType, values: ParameterValues): string {
  if (type.kind === 'file') return String(values['file'] ?? '');
  const database = values['database'];
  return `${values['host'] ?? '?'}:${values['port'] ?? type.defaultPort}${database === undefined ? '' : `/${database}`}`;
}
