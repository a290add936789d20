import { among, as, asMilliseconds, readOptions, type OptionReaders, type ReadConnection } from '../read-connection-string';
import { readServerUrl } from '../shared/read-server-url';
import { DEFAULT_PORT } from './default-port';

const YES = /^(true|yes|mandatory|1)$/i;
const NO = /^(false|no|optional|0)$/i;

/** The keywords of ADO.NET, ODBC, JDBC and the driver `mssql`, in any case. */
const OPTIONS: OptionReaders = {
  ...everyName(['server', 'datasource', 'address', 'addr', 'networkaddress', 'servername'], readServer),
  ...everyName(['database', 'initialcatalog', 'databasename'], as('database')),
  ...everyName(['userid', 'uid', 'user', 'username'], as('user')),
  ...everyName(['password', 'pwd'], as('password')),
  ...everyName(['port', 'portnumber'], as('port')),
  instancename: (value) => ({ instance: value }),
  encrypt: (value) => (/^strict$/i.test(value) ? { encrypt: 'strict', 'options.strictEncryption': true } : YES.test(value) ? { encrypt: 'yes' } : NO.test(value) ? { encrypt: 'no' } : undefined),
  trustservercertificate: (value) => (YES.test(value) ? { trust: true } : NO.test(value) ? { trust: false } : undefined),
  ...everyName(['connecttimeout', 'connectiontimeout', 'logintimeout'], asMilliseconds('timeouts.connectMs')),
  ...everyName(['applicationname', 'app'], as('options.applicationName')),
  applicationintent: among('options.applicationIntent', { readwrite: 'ReadWrite', readonly: 'ReadOnly' }),
};

/** The keywords of ADO.NET and ODBC, a URL of JDBC with its properties, or a URL of the usual form. */
export function readSqlserver(text: string): ReadConnection | undefined {
  const usual = readServerUrl(text, { schemes: ['sqlserver', 'mssql'], defaultPort: DEFAULT_PORT, path: 'database', options: OPTIONS });
  if (usual !== undefined && !text.includes(';')) return finished(usual);
  const [, server, properties = text] = /^(?:jdbc:)?sqlserver:\/\/([^;]*);?(.*)$/i.exec(text) ?? [];
  const pairs = keywordsOf(properties);
  if (pairs === undefined) return undefined;
  const read = readOptions(pairs, OPTIONS);
  const place = server === undefined || server === '' ? {} : readServer(server.replace(/:(\d+)$/, ',$1'));
  const all = { ...place, ...read.values };
  return all['host'] === undefined ? undefined : finished({ values: all, unread: read.unread });
}

/** `tcp:host,port`, `host\instance`. */
function readServer(value: string): Record<string, string | number | undefined> {
  const [, host = '', instance, port] = /^(?:tcp:)?([^\\,]*)(?:\\([^,]*))?(?:,\s*(\d+))?$/i.exec(value.trim()) ?? [];
  const bare = host === '.' || /^\(local\)$/i.test(host) ? 'localhost' : host.replace(/^\[(.*)\]$/, '$1');
  return { host: bare, ...(instance === undefined ? {} : { instance }), ...(port === undefined ? {} : { port: Number(port) }) };
}

/** What the keywords come to together: an instance has no port unless one is stated, and TLS has two keywords. */
function finished({ values: { encrypt, trust, instance, port, ...values }, unread }: ReadConnection): ReadConnection {
  const place = port !== undefined ? { port, instance: undefined } : instance !== undefined ? { instance, port: undefined } : { port: DEFAULT_PORT, instance: undefined };
  const mode = encrypt === 'no' ? 'disable' : encrypt === undefined ? undefined : trust === true && encrypt !== 'strict' ? 'require' : 'verify-full';
  return { values: { ...values, ...place, ...(mode === undefined ? {} : { 'tls.mode': mode }) }, unread };
}

/** `a=b;c="d;e"`: quotes are doubled inside, braces take the place of quotes in ODBC. Undefined for any other text. */
function keywordsOf(text: string): (readonly [string, string])[] | undefined {
  const pair = /\s*(\w[\w ]*?)\s*=\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|\{((?:[^}]|\}\})*)\}|([^;]*))\s*(?:;|$)/y;
  const pairs: (readonly [string, string])[] = [];
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (match === null) return undefined;
    const [, name = '', double, single, braces, plain = ''] = match;
    pairs.push([name, double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? braces?.replaceAll('}}', '}') ?? plain.trim()]);
  }
  return pairs;
}

function everyName(names: readonly string[], reader: OptionReaders[string]): OptionReaders {
  return Object.fromEntries(names.map((name) => [name, reader]));
}
