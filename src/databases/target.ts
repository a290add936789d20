import type { ParameterValues } from './connection';
import type { DatabaseType } from './contract';

/** Whose server it is: `type://user@host:port`, with the default port spelled out. */
export function targetOf(type: DatabaseType, values: ParameterValues): string {
  return `${type.id}://${encodeURIComponent(String(values['user'] ?? '').toWellFormed())}@${addressOf(type, values)}`;
}

/** `db.internal:5432`, `[::1]:5432`, or `db.internal\SQLEXPRESS` for a server that has a name in place of a port. */
export function addressOf(type: DatabaseType, values: ParameterValues): string {
  return `${bracketed(String(values['host'] ?? ''))}${serverOf(type, values)}`;
}

/** A host as a port can follow it: an IPv6 address stands in brackets, with which it may be stated. */
export function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** The name of the database, whichever parameter states it. */
export function databaseOf(type: DatabaseType, values: ParameterValues): string | undefined {
  const stated = (type.databaseKeys ?? ['database']).map((key) => values[key]).find((value) => value !== undefined && value !== '');
  return stated === undefined ? undefined : String(stated);
}

/** Where the element leads, for people: `db.internal:5432/orders`, or the file. */
export function endpointOf(type: DatabaseType, values: ParameterValues): string {
  if (type.kind === 'file') return String(values['file'] ?? 'file not set');
  if (values['host'] === undefined) return 'host not set';
  const database = databaseOf(type, values);
  return `${addressOf(type, values)}${database === undefined ? '' : `/${database}`}`;
}

/** Which of the servers of a host: `:port`, or `\instance` where only a name is stated. */
function serverOf(type: DatabaseType, values: ParameterValues): string {
  const { port, instance } = values;
  return port === undefined && instance !== undefined && instance !== '' ? `\\${String(instance).toWellFormed()}` : `:${port ?? type.defaultPort ?? ''}`;
}
