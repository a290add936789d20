import type { ParameterValues } from '../connection';

type Value = ParameterValues[string] | undefined;

interface UrlParts {
  /** The database. */
  readonly path: Value;
  /** Of the query; those without a value are left out. */
  readonly options: readonly (readonly [name: string, value: Value])[];
}

/** `scheme://user:password@host:port/path?options`, every part escaped, IPv6 addresses in brackets. What is not stated is left out. */
export function serverUrl(scheme: string, values: ParameterValues, { path, options }: UrlParts): string {
  const { user, password, host, port } = values;
  const credentials = isStated(user) || isStated(password) ? `${escape(user)}${isStated(password) ? `:${escape(password)}` : ''}@` : '';
  const query = options.flatMap(([name, value]) => (isStated(value) ? [`${name}=${escape(value)}`] : [])).join('&');
  const database = isStated(path) ? `/${escape(path)}` : query === '' ? '' : '/';
  return `${scheme}://${credentials}${hostPart(String(host ?? ''))}${isStated(port) ? `:${port}` : ''}${database}${query === '' ? '' : `?${query}`}`;
}

function hostPart(host: string): string {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  // The % before a zone is itself escaped in a URL (RFC 6874).
  return address.includes(':') ? `[${address.replace(/%(?!25)/, '%25')}]` : escape(address);
}

function isStated(value: Value): value is Exclude<Value, undefined> {
  return value !== undefined && value !== '';
}

/** encodeURIComponent leaves characters that shells and some parsers take for something else. */
function escape(value: Value): string {
  const text = String(value ?? '').replace(/\p{Surrogate}/gu, '\uFFFD');
  return encodeURIComponent(text).replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
