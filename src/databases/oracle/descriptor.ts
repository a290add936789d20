import type { ParameterValues } from '../connection';
import { ConnectionFailure } from '../failure';
import { textValue } from '../shared/values';

/** What the names of services and system identifiers are made of; none of it means anything in a descriptor. */
export const NAME_PATTERN = { source: '^[\\w.$-]+$', hint: 'a name of letters, digits and . _ - $' } as const;

const name = new RegExp(NAME_PATTERN.source);

/**
 * The connect descriptor. It is always written in full: an alias would be looked up in the tnsnames.ora of this machine. The
 * host is the address that was reached, so that nobody looks it up again.
 */
export function descriptor(values: ParameterValues, address: { readonly host: string; readonly port: number; readonly encrypted: boolean }): string {
  const place = `(PROTOCOL=${address.encrypted ? 'TCPS' : 'TCP'})(HOST=${address.host})(PORT=${address.port})`;
  return `(DESCRIPTION=(ADDRESS=${place})(CONNECT_DATA=${connectData(values)}))`;
}

/** `(SERVICE_NAME=...)` or `(SID=...)`. A name that could end the parentheses it stands in is refused. */
export function connectData(values: ParameterValues): string {
  const { key, value } = databaseName(values);
  if (!name.test(value)) throw new ConnectionFailure({ code: 'invalid-parameter', field: key, driverMessage: `it must be ${NAME_PATTERN.hint}` });
  return key === 'sid' ? `(SID=${value})` : `(SERVICE_NAME=${value})`;
}

/** The one of the two names that is stated. */
export function databaseName(values: ParameterValues): { readonly key: 'serviceName' | 'sid'; readonly value: string } {
  const service = textValue(values, 'serviceName');
  const sid = textValue(values, 'sid');
  if (service !== undefined && sid === undefined) return { key: 'serviceName', value: service };
  if (sid !== undefined && service === undefined) return { key: 'sid', value: sid };
  const driverMessage = service === undefined ? 'a service name or a SID is needed' : 'a service name and a SID exclude each other';
  throw new ConnectionFailure({ code: 'invalid-parameter', field: service === undefined ? 'serviceName' : 'sid', driverMessage });
}
