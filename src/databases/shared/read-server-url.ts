import { readOptions, type OptionReaders, type ReadConnection } from '../read-connection-string';

/** The scheme, what stands before the `@`, the servers, the path and the query. A password may hold an `@` that nobody escaped. */
const URL_FORM = /^(?:jdbc:)?([a-z][a-z0-9+]*):\/\/(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i;

export interface UrlReading {
  /** In lower case, without `jdbc:`. */
  readonly schemes: readonly string[];
  readonly defaultPort: number;
  /** The key of what the path names. */
  readonly path: string;
  readonly options: OptionReaders;
}

/** Reads `scheme://user:password@host:port/path?options`, as serverUrl() writes it and as drivers of other languages take it. */
export function readServerUrl(text: string, { schemes, defaultPort, path: pathKey, options }: UrlReading): ReadConnection | undefined {
  const [, scheme = '', credentials, servers = '', path, query = ''] = URL_FORM.exec(text) ?? [];
  if (!schemes.includes(scheme.toLowerCase())) return undefined;
  const [first = '', ...others] = servers.split(',');
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(first) ?? [];
  if (bracketed === undefined && plain === '' && first !== '') return undefined;
  const host = unescaped(bracketed ?? plain);
  const [user, password] = parts(credentials ?? '');
  const fromQuery = readOptions(queryOptions(query), options);
  const values = {
    port: port === undefined || port === '' ? defaultPort : Number(port),
    ...stated({ host, user, password, [pathKey]: unescaped(path ?? '') }),
    ...fromQuery.values,
  };
  return { values, unread: [...(others.length > 0 ? ['further hosts'] : []), ...fromQuery.unread] };
}

/** Of several texts, those that are not empty. */
export function stated(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}

function parts(credentials: string): readonly [user: string, password: string] {
  const colon = credentials.indexOf(':');
  return colon < 0 ? [unescaped(credentials), ''] : [unescaped(credentials.slice(0, colon)), unescaped(credentials.slice(colon + 1))];
}

function queryOptions(query: string): (readonly [string, string])[] {
  return query.split('&').filter((option) => option !== '').map((option) => {
    const equals = option.indexOf('=');
    return equals < 0 ? [unescaped(option), ''] : [unescaped(option.slice(0, equals)), unescaped(option.slice(equals + 1))];
  });
}

/** What was never escaped is taken as it stands. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
