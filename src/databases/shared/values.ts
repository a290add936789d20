import type { ParameterValues } from '../connection';
import { ConnectionFailure } from '../failure';
import { property } from './network-failure';

/** A text parameter; an empty one counts as absent. */
export function textValue(values: ParameterValues, key: string): string | undefined {
  const value = values[key];
  return value === undefined || value === '' ? undefined : String(value);
}

/** A text parameter without which there is nothing to connect to. Throws ConnectionFailure where it is absent or empty. */
export function requiredText(values: ParameterValues, key: string): string {
  const value = textValue(values, key);
  if (value === undefined) throw new ConnectionFailure({ code: 'invalid-parameter', field: key, driverMessage: `${key} has no value` });
  return value;
}

/** The port that is stated, else the type's own. Throws ConnectionFailure for what is no port. */
export function portValue(values: ParameterValues, defaultPort: number): number {
  const port = Number(values['port'] ?? defaultPort);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new ConnectionFailure({ code: 'invalid-parameter', field: 'port', driverMessage: 'The port is not a number from 1 to 65535' });
}

/** A column of a row that a driver returned, as text. */
export function textColumn(row: unknown, name: string): string | undefined {
  const value = property(row, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A column as a number; drivers give large integers as text. */
export function numberColumn(row: unknown, name: string): number | undefined {
  const value = property(row, name);
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** An object without its undefined properties, for types with exact optional properties. */
export function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const result: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key of Object.keys(object)) {
    const value: unknown = Reflect.get(object, key);
    if (value !== undefined) Reflect.set(result, key, value);
  }
  return result;
}
