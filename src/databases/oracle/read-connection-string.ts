import { among, as, readOptions, type OptionReaders, type ReadConnection } from '../read-connection-string';
import { DEFAULT_PORT } from './default-port';

type Values = ReadConnection['values'];


/** `user/password@` in front of an address, a role behind it. What is in quotes may hold what means something else. */
const CREDENTIALS = /^(?:("[^"]*"|[^\s"/@:]+)(?:\/("[^"]*"|[^\s"]*))?@)?(\(.*\)|[^\s@(]\S*?)(?:\s+as\s+(\w+))?$/is;
const EASY_CONNECT = /^(?:(tcps?):)?(?:\/\/)?(?:\[([^\]]+)\]|([^\s:/,[\]]+))(?::(\d+))?(?:\/([^\s:/?]+))?(?::\w+)?(?:\/\w+)?(?:\?(\S*))?$/i;
const HOST_PORT_SID = /^(?:\[([^\]]+)\]|([^\s:/,[\]]+)):(\d+):([^\s:/]+)$/;

const OPTIONS: OptionReaders = {
  sslserverdnmatch: among('dnMatch', { yes: 'yes', on: 'yes', true: 'yes', no: 'no', off: 'no', false: 'no' }),
  walletlocation: as('tls.wallet'),
};

/** What SQL*Plus takes, `user/password@//host:port/service`, with or without the credentials; a URL of JDBC; a descriptor. */
export function readOracle(text: string): ReadConnection | undefined {
  const thin = /^jdbc:oracle:(?:thin|oci8?):(.*)$/i.exec(text)?.[1];
  if (thin === undefined && /^(jdbc:|(?!tcps?:)[a-z][a-z0-9+]*:\/\/)/i.test(text)) return undefined;
  const [, user, password, address, role] = CREDENTIALS.exec((thin ?? text).replace(/^@/, '')) ?? [];
  if (address === undefined) return undefined;
  const place = address.startsWith('(') ? readDescriptor(address) : readAddress(address, thin !== undefined || user !== undefined);
  if (place === undefined) return undefined;
  const values = {
    ...place.values,
    ...(user === undefined ? {} : { user: plain(user) }),
    ...(password === undefined || password === '' ? {} : { password: password.replace(/^"(.*)"$/, '$1') }),
    ...(role === undefined ? {} : { 'options.role': role.toLowerCase() }),
  };
  return { values, unread: place.unread };
}

/** A bare word could be anything, and an address alone is one only where its service stands too. */
function readAddress(text: string, surely: boolean): ReadConnection | undefined {
  const [, v6, named, sidPort, sid] = HOST_PORT_SID.exec(text) ?? [];
  if (sid !== undefined) return { values: { host: v6 ?? named, port: Number(sidPort), sid, serviceName: undefined }, unread: [] };
  const [, protocol, address, host = address, port, serviceName, query = ''] = EASY_CONNECT.exec(text) ?? [];
  if (host === undefined || serviceName === undefined || (!surely && port === undefined && !text.startsWith('//') && protocol === undefined)) return undefined;
  const { values, unread } = readOptions(query.split('&').filter((option) => option !== '').map((option) => option.split('=', 2) as [string, string]), OPTIONS);
  return { values: { host, port: port === undefined ? DEFAULT_PORT : Number(port), serviceName, sid: undefined, ...security(protocol, values) }, unread };
}

function readDescriptor(text: string): ReadConnection | undefined {
  const valueOf = (name: string): string | undefined => new RegExp(`\\(\\s*${name}\\s*=\\s*((?:\\\\.|[^()\\\\])*)\\)`, 'i').exec(text)?.[1]?.trim().replace(/\\(.)/g, '$1');
  const [host, port, sid, serviceName, wallet] = ['HOST', 'PORT', 'SID', 'SERVICE_NAME', 'MY_WALLET_DIRECTORY'].map(valueOf);
  if (host === undefined || (sid === undefined && serviceName === undefined)) return undefined;
  const further = (text.match(/\(\s*HOST\s*=/gi) ?? []).length > 1;
  const tls = security(valueOf('PROTOCOL'), { dnMatch: YES.test(valueOf('SSL_SERVER_DN_MATCH') ?? '') ? 'yes' : 'no', ...(wallet === undefined ? {} : { 'tls.wallet': wallet }) });
  return { values: { host, port: port === undefined ? DEFAULT_PORT : Number(port), sid, serviceName, ...tls }, unread: further ? ['further addresses'] : [] };
}

const YES = /^(yes|on|true)$/i;

/** Oracle's own clients check the chain in any case, and the name unless told otherwise. */
function security(protocol: string | undefined, { dnMatch, ...values }: Values): Values {
  return /^tcps$/i.test(protocol ?? '') ? { ...values, 'tls.mode': dnMatch === 'no' ? 'verify-ca' : 'verify-full' } : values;
}

/** A name in quotes keeps them where they say that its case counts. */
function plain(user: string): string {
  return /^"[\w$#.]*"$/.test(user) ? user : user.replace(/^"(.*)"$/, '$1');
}
