import { ConnectionFailure } from '../failure';

type Recognizer = readonly [name: string, matches: (bytes: Buffer) => boolean];

const startsWith = (...texts: readonly string[]) => (bytes: Buffer): boolean =>
  texts.some((text) => bytes.length >= text.length && bytes.toString('latin1', 0, text.length) === text);

/** A MySQL packet with sequence number 0: a greeting of protocol 9 or 10, or an error in its place. */
function isMysqlPacket(bytes: Buffer): boolean {
  if (bytes.length < 5 || bytes[3] !== 0) return false;
  const first = bytes[4];
  return (first === 9 || first === 10 || first === 0xff) && bytes.readUIntLE(0, 3) > 4;
}

/** A whole message of PostgreSQL's start-up: authentication request, error, or protocol negotiation. */
function isPostgresqlMessage(bytes: Buffer): boolean {
  if (bytes.length < 5 || !startsWith('R', 'E', 'v')(bytes)) return false;
  const length = bytes.readUInt32BE(1);
  return length >= 8 && length <= 30_000;
}

/** A packet that an Oracle listener answers with: accept, refuse, redirect, or the eight bytes that ask to send again. */
function isTnsPacket(bytes: Buffer): boolean {
  if (bytes.length < 8 || bytes.readUInt16BE(2) !== 0 || bytes.readUInt16BE(6) !== 0) return false;
  const [length, type] = [bytes.readUInt16BE(0), bytes[4]];
  return type === 11 ? length === 8 : length > 8 && (type === 2 || type === 4 || type === 5);
}

const recognizers: readonly Recognizer[] = [
  ['HTTP', startsWith('HTTP/', '<!DOCTYPE', '<html')],
  ['SSH', startsWith('SSH-')],
  ['Oracle', isTnsPacket],
  ['MySQL', isMysqlPacket],
  // The X Protocol announces itself with a notice: length as 32 bits, type 11.
  ['MySQL X Protocol', (bytes) => bytes.length >= 5 && bytes[3] === 0 && bytes[4] === 0x0b],
  ['PostgreSQL', isPostgresqlMessage],
  ['TLS', (bytes) => bytes.length >= 3 && (bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 3],
  ['SQL Server', (bytes) => bytes.length >= 8 && bytes[0] === 4 && bytes[1] === 1 && bytes.readUInt16BE(2) >= bytes.length],
  ['Redis', startsWith('-ERR', '-NOAUTH', '-DENIED')],
  ['SMTP or FTP', startsWith('220 ', '220-')],
  ['POP3', startsWith('+OK')],
  ['IMAP', startsWith('* OK')],
];

/** Names what a peer speaks by the first bytes that it sent. */
export function recognizeProtocol(bytes: Buffer): string | undefined {
  return recognizers.find(([, matches]) => matches(bytes))?.[0];
}

/** The failure of a peer that answers, but not as the expected server. */
export function wrongProtocol(bytes: Buffer, facts: { readonly suggestedPort?: number; readonly speaks?: string } = {}): ConnectionFailure {
  const speaks = recognizeProtocol(bytes);
  const printable = bytes.toString('latin1', 0, 60).split(/[\r\n]/, 1)[0]?.replace(/[^\x20-\x7e]/g, '.') ?? '';
  return new ConnectionFailure({
    code: 'wrong-protocol',
    field: 'port',
    driverMessage: `The peer's first bytes: ${printable}`,
    ...(speaks === undefined ? {} : { speaks }),
    ...facts,
  });
}
