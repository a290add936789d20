import { among, as, asMilliseconds, readOptions, type OptionReaders, type ReadConnection } from '../read-connection-string';
import { readServerUrl } from '../shared/read-server-url';
import { DEFAULT_PORT } from './default-port';


/** The parameters of libpq, and those of the JDBC driver that mean the same. */
const OPTIONS: OptionReaders = {
  host: as('host'),
  port: as('port'),
  dbname: as('database'),
  user: as('user'),
  password: as('password'),
  sslmode: among('tls.mode', { disable: 'disable', allow: 'prefer', prefer: 'prefer', require: 'require', 'verify-ca': 'verify-ca', 'verify-full': 'verify-full' }),
  sslrootcert: as('tls.ca'),
  sslcert: as('tls.cert'),
  sslkey: as('tls.key'),
  applicationname: as('options.applicationName'),
  currentschema: as('options.searchPath'),
  connecttimeout: asMilliseconds('timeouts.connectMs'),
  options: readStartupOptions,
};

/** A URL of libpq or of JDBC, or libpq's `host=... dbname=...`. */
export function readPostgresql(text: string): ReadConnection | undefined {
  return readServerUrl(text, { schemes: ['postgresql', 'postgres'], defaultPort: DEFAULT_PORT, path: 'database', options: OPTIONS }) ?? readKeywords(text);
}

const KEYWORD = String.raw`\w+\s*=\s*(?:'(?:[^'\\]|\\.)*'|[^\s']\S*)`;
/** With blanks between them, without which there is more than one way to part a text that is none. */
const KEYWORDS = new RegExp(String.raw`^${KEYWORD}(?:\s+${KEYWORD})*$`);

function readKeywords(text: string): ReadConnection | undefined {
  if (!KEYWORDS.test(text)) return undefined;
  const pairs = [...text.matchAll(/(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))/g)].map(([, name = '', quoted, plain = '']) => [name, (quoted ?? plain).replace(/\\(.)/g, '$1')] as const);
  // Without any of these it is some other list of settings.
  if (!pairs.some(([name]) => name === 'host' || name === 'dbname')) return undefined;
  const { values, unread } = readOptions(pairs, OPTIONS);
  return { values: { port: DEFAULT_PORT, ...values }, unread };
}

/** The other direction of startupOptions(). */
function readStartupOptions(value: string): ReadConnection['values'] {
  const [, others, searchPath] = /^(?:(.*?) )?-c search_path=((?:\\.|[^\\\s])+)$/.exec(value) ?? [];
  if (searchPath === undefined) return { 'options.serverOptions': value };
  return { 'options.searchPath': searchPath.replace(/\\(.)/g, '$1'), ...(others === undefined ? {} : { 'options.serverOptions': others }) };
}
