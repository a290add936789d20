import type { ParameterValues } from '../connection';
import { textValue } from '../shared/values';
import { DEFAULT_PORT } from './default-port';

/** `user/password@//host:port/service`, as SQL*Plus and its kin take it; with a SID or TLS the full descriptor after the `@`. */
export function oracleString(values: ParameterValues): string {
  const [user, password, role] = [textValue(values, 'user'), textValue(values, 'password'), textValue(values, 'options.role')];
  const credentials = `${quoted(user ?? '')}${password === undefined ? '' : `/${quoted(password)}`}`;
  return `${credentials}@${address(values)}${role === undefined || role === 'none' ? '' : ` as ${role}`}`;
}

function address(values: ParameterValues): string {
  const [host, port, service, sid] = ['host', 'port', 'serviceName', 'sid'].map((key) => textValue(values, key) ?? '');
  const bare = String(host).replace(/^\[(.*)\]$/, '$1');
  const encrypted = ['require', 'verify-ca', 'verify-full'].includes(String(values['tls.mode']));
  if (!encrypted && sid === '') return `//${bare.includes(':') ? `[${bare}]` : bare}${port === '' ? '' : `:${port}`}/${service}`;
  const place = `(ADDRESS=(PROTOCOL=${encrypted ? 'TCPS' : 'TCP'})(HOST=${escaped(bare)})(PORT=${port === '' ? DEFAULT_PORT : port}))`;
  const name = sid === '' ? `(SERVICE_NAME=${escaped(service ?? '')})` : `(SID=${escaped(sid ?? '')})`;
  return `(DESCRIPTION=${place}(CONNECT_DATA=${name})${encrypted ? security(values) : ''})`;
}

function security(values: ParameterValues): string {
  const wallet = textValue(values, 'tls.wallet');
  return `(SECURITY=(SSL_SERVER_DN_MATCH=${values['tls.mode'] === 'verify-full' ? 'YES' : 'NO'})${wallet === undefined ? '' : `(MY_WALLET_DIRECTORY=${escaped(wallet)})`})`;
}

/** The tools take what else means something to them in double quotes, which no password can hold. */
function quoted(value: string): string {
  return /^[\w$#.*"[\]-]*$/.test(value) ? value : `"${value}"`;
}

function escaped(value: string): string {
  return value.replace(/[()=,'"\\#]/g, '\\$&');
}
