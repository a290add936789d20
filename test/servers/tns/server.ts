import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { TLSSocket, type TLSSocketOptions } from 'node:tls';
import type { KeyPair } from '../certificates';
import { startPeer, type Peer } from '../peers';
import { orders } from '../seed';
import type { OracleError, Rows } from './replies';
import { TnsSession, type Line } from './session';

/** Where a session can go wrong: at the listener, before and while signing in, at a statement. */
export type Moment = 'connect' | 'negotiate' | 'authenticate' | 'query';
export type Misbehaviour = 'hang' | 'close' | 'reset' | 'garbage';

export interface TnsOptions {
  readonly service: string;
  readonly sid: string;
  /** Passwords by user name in lower case. */
  readonly accounts: Readonly<Record<string, string>>;
  /** The rows of a statement in place of factsAnswer(); throws an OracleError. */
  readonly answer?: (sql: string, binds: readonly (string | number)[]) => Rows;
  /** Speaks TLS from the first byte, as an endpoint of TCPS does. */
  readonly tls?: KeyPair;
  /** The authority whose client certificates are demanded. */
  readonly clientCa?: string;
  /** Asks for TLS to be made anew when the listener hands the connection over. */
  readonly renegotiate?: boolean;
  /** The number with which the listener refuses every connection. */
  readonly refuse?: number;
  /** Where the listener sends every client. */
  readonly redirect?: { readonly host: string; readonly port: number; readonly protocol: 'TCP' | 'TCPS' };
  /** Refuses a sign-in when so many are signed in; the account may look at the limit then. */
  readonly maxSessions?: number;
  /** What those are told whose password is right. */
  readonly signInError?: OracleError;
  /** What the server keeps of passwords, when it is something else than the verifier of 12c. */
  readonly verifierType?: number;
  /** Gives a proof that does not hold, as a server would that does not know the password. */
  readonly forgeProof?: boolean;
  readonly misbehave?: Partial<Record<Moment, Misbehaviour>>;
}

/** What the clients did. */
export interface TnsRecord {
  readonly connectData: string[];
  readonly signIns: { readonly user: string; readonly mode: number }[];
  readonly statements: string[];
  loggedOff: number;
  /** Those that are signed in. */
  readonly sessions: Set<TnsSession>;
}

export interface TnsServer extends Peer {
  readonly record: TnsRecord;
}

/**
 * A protocol-level test server: speaks TNS and the two-task protocol as far as node-oracledb's thin mode needs them to sign
 * in and to query. It has no database; statements are answered by a function.
 */
export async function startTns(change: Partial<TnsOptions> = {}): Promise<TnsServer> {
  const options: TnsOptions = { service: orders.database, sid: 'ORCL', accounts: { [orders.user]: orders.password }, ...change };
  const record: TnsRecord = { connectData: [], signIns: [], statements: [], loggedOff: 0, sessions: new Set() };
  const tls = options.tls === undefined ? undefined : tlsOptions(options.tls, options.clientCa);
  const peer = await startPeer((socket) => {
    serve(socket, tls, options, record);
  });
  return { ...peer, record };
}

function serve(socket: Socket, tls: TLSSocketOptions | undefined, options: TnsOptions, record: TnsRecord): void {
  let stream: Duplex = socket;
  let detach = (): void => undefined;
  const attach = (): void => {
    detach();
    if (tls === undefined) {
      socket.on('data', session.receive);
      return;
    }
    const bridge = bridgeTo(socket);
    const secured = new TLSSocket(bridge.stream, tls);
    secured.on('error', () => socket.destroy());
    secured.on('data', session.receive);
    secured.on('end', () => socket.end());
    stream = secured;
    detach = bridge.detach;
  };
  const line: Line = {
    get stream() {
      return stream;
    },
    // What was written has to leave before the next handshake begins.
    renegotiate: () => setImmediate(attach),
    misbehave: (at) => misbehave(options.misbehave?.[at], socket, stream),
  };
  const session = new TnsSession(line, options, record);
  socket.once('close', () => record.sessions.delete(session));
  attach();
}

function misbehave(how: Misbehaviour | undefined, socket: Socket, stream: Duplex): boolean {
  if (how === 'close') stream.end();
  if (how === 'reset') socket.resetAndDestroy();
  if (how === 'garbage') stream.write(Buffer.from('\x7f\x7f\x7f\x7fgarbage, and more of it than any header has'));
  return how !== undefined;
}

/** Reads the files at once: they may be gone before the last client comes. */
function tlsOptions({ cert, key }: KeyPair, clientCa: string | undefined): TLSSocketOptions {
  const pair = { isServer: true, cert: readFileSync(cert), key: readFileSync(key) };
  return clientCa === undefined ? pair : { ...pair, ca: readFileSync(clientCa), requestCert: true, rejectUnauthorized: true };
}

/** A stream over a socket that can be taken off it again, so that TLS can be made twice over one connection. */
function bridgeTo(socket: Socket): { readonly stream: Duplex; readonly detach: () => void } {
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => socket.write(chunk, done),
    final: (done) => {
      socket.end();
      done();
    },
  });
  const onData = (chunk: Buffer): void => {
    stream.push(chunk);
  };
  const onEnd = (): void => {
    stream.push(null);
  };
  socket.on('data', onData).on('end', onEnd);
  return { stream, detach: () => socket.off('data', onData).off('end', onEnd) };
}
