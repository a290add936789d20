import { parameterKey } from '../elements/parameter';
import type { ParameterValues } from './connection';
import type { DatabaseType } from './contract';
import { serverUrl } from './shared/server-url';

/** What stands for a secret in a connection string. It needs no escape in any of the forms. */
const SECRET_MASK = '***';

/**
 * The connection string of resolved values, in the form that the type's own tools take. Masked unless `mask` is false;
 * a masked one is also right for a password whose value is not known, with any text in its place.
 */
export function connectionString(type: DatabaseType, values: ParameterValues, { mask = true }: { readonly mask?: boolean } = {}): string {
  const shown = mask ? masked(type, values) : values;
  return type.connectionString?.(shown) ?? serverUrl(type.id, shown, { path: shown['database'], options: [] });
}

function masked(type: DatabaseType, values: ParameterValues): ParameterValues {
  const secrets = new Set(type.parameters.filter((parameter) => parameter.kind === 'secret').map(parameterKey));
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, secrets.has(key) && value !== '' ? SECRET_MASK : value]));
}
