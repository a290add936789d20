import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { KeyPair } from '../certificates';
import { startPeer, type Peer } from '../peers';
import { orders } from '../seed';
import { ENCRYPT, encryptionAsked, preloginAnswer, secureContext, secureFirst, secureWithin } from './handshake';
import { batchText, callText, parseLogin, type Login } from './login';
import { packet, readMessages, TYPE, type Message } from './messages';
import * as token from './tokens';

/** Where a server can go wrong, and how: `half` sends half an answer and resets the connection. */
export type Point = 'prelogin' | 'handshake' | 'login' | 'batch';
export type Fault = 'hang' | 'close' | 'reset' | 'garbage' | 'half';

export interface TdsServerOptions {
  /** Without it the server encrypts nothing. */
  readonly tls?: KeyPair;
  /** Takes no connection without encryption. */
  readonly demandsTls?: boolean;
  /** Wants TLS before everything else, as TDS 8 has it. */
  readonly strict?: boolean;
  /** Refuses a sign-in when so many are signed in. */
  readonly maxConnections?: number;
  /** Refuses each sign-in with these errors. */
  readonly refuse?: readonly token.TdsError[];
  readonly fault?: { readonly at: Point; readonly how: Fault };
  /** Sends a client that has signed in on to another server. */
  readonly redirect?: { readonly host: string; readonly port: number };
  /** Answers a statement other than those of the driver; undefined for one it does not know. */
  readonly answer?: (sql: string) => token.TdsTable | token.TdsError | undefined;
}

/** A sign-in that reached the server. */
export interface SeenLogin extends Login {
  readonly encrypted: boolean;
}

/**
 * A stand-in for SQL Server that speaks its protocol, so that the real driver signs in to it. Written after Microsoft's
 * specification [MS-TDS]; it has one account and one database, and knows of SQL `SELECT 1` and `WAITFOR DELAY`.
 */
export interface TdsServer extends Peer {
  readonly logins: readonly SeenLogin[];
  sessions(): number;
}

export async function startTdsServer(options: TdsServerOptions = {}): Promise<TdsServer> {
  const logins: SeenLogin[] = [];
  const sessions = new Set<Socket>();
  const context = options.tls === undefined ? undefined : await secureContext(options.tls);

  const peer = await startPeer((socket) => {
    const faulty = (point: Point): boolean => options.fault?.at === point;
    const misbehave = (line: Duplex, bytes: Buffer): void => {
      goWrong(options.fault?.how ?? 'hang', line, socket, bytes);
    };
    const reply = (line: Duplex, point: Point, bytes: Buffer, last = false): void => {
      if (faulty(point)) misbehave(line, bytes);
      else if (last) line.end(bytes);
      else line.write(bytes);
    };
    const converse = (line: Duplex, encrypted: boolean): void => {
      line.on('error', () => undefined);
      let session: SeenLogin | undefined;
      readMessages(line, (message) => {
        if (message.type === TYPE.prelogin) reply(line, 'prelogin', preloginAnswer(ENCRYPT.notSupported));
        else if (message.type === TYPE.login) {
          session = { ...parseLogin(message.payload), encrypted };
          logins.push(session);
          const full = sessions.size >= (options.maxConnections ?? Number.POSITIVE_INFINITY);
          const { accepted, answer } = answerLogin(session, full ? { ...options, refuse: [noneFree] } : options);
          // Whom it refuses it leaves at once.
          reply(line, 'login', packet(TYPE.result, answer), !accepted);
          if (accepted) sessions.add(socket);
          socket.once('close', () => sessions.delete(socket));
        } else if (session !== undefined) {
          const sql = textOf(message);
          const answer = packet(TYPE.result, answerStatement(sql, { ...session, sessions: sessions.size }, options));
          // The driver sets its session up with a batch of its own.
          if (sql.startsWith('set ')) line.write(answer);
          else setTimeout(() => { reply(line, 'batch', answer); }, delayOf(sql));
        }
      });
    };
    if (options.strict === true && context !== undefined) {
      if (faulty('handshake')) misbehave(socket, Buffer.alloc(0));
      else converse(secureFirst(socket, context), true);
      return;
    }
    const stop = readMessages(socket, ({ payload }) => {
      stop();
      const encryption = agree(encryptionAsked(payload), options);
      reply(socket, 'prelogin', preloginAnswer(encryption));
      if (encryption === ENCRYPT.notSupported || context === undefined) converse(socket, false);
      else if (faulty('handshake')) socket.once('data', () => { misbehave(socket, Buffer.alloc(0)); });
      else converse(secureWithin(socket, context), true);
    });
  });
  return { ...peer, logins, sessions: () => sessions.size };
}

function goWrong(how: Fault, line: Duplex, socket: Socket, bytes: Buffer): void {
  switch (how) {
    case 'hang':
      return;
    case 'close':
      line.end();
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'garbage':
      line.write(Buffer.alloc(64));
      return;
    case 'half':
      line.write(bytes.subarray(0, bytes.length / 2), () => socket.resetAndDestroy());
  }
}

function agree(asked: number | undefined, { tls, demandsTls }: TdsServerOptions): number {
  if (tls === undefined) return ENCRYPT.notSupported;
  if (demandsTls === true) return asked === ENCRYPT.on ? ENCRYPT.on : ENCRYPT.required;
  return asked === ENCRYPT.notSupported ? ENCRYPT.notSupported : ENCRYPT.on;
}

const noneFree: token.TdsError = { number: 17809, severity: 20, message: 'Could not connect because the maximum number of user connections has already been reached.' };
const loginFailed = (user: string): token.TdsError => ({ number: 18456, message: `Login failed for user '${user}'.` });

function answerLogin({ user, password, database }: Login, { refuse, redirect }: TdsServerOptions): { readonly accepted: boolean; readonly answer: Buffer } {
  const failed = (...errors: readonly token.TdsError[]) => ({ accepted: false, answer: Buffer.concat([...errors.map(token.error), token.done({ failed: true })]) });
  if (refuse !== undefined) return failed(...refuse);
  if (user !== orders.user || password !== orders.password) return failed(loginFailed(user));
  const opened = database === '' ? 'master' : database;
  if (opened !== orders.database && opened !== 'master') {
    return failed({ number: 4060, severity: 11, message: `Cannot open database "${database}" requested by the login. The login failed.` }, loginFailed(user));
  }
  const session = [token.databaseChange(opened), token.collationChange(), token.loginAck()];
  const answer = Buffer.concat([...session, ...(redirect === undefined ? [] : [token.routing(redirect.host, redirect.port)]), token.done()]);
  return { accepted: true, answer };
}

function textOf({ type, payload }: Message): string {
  if (type === TYPE.batch) return batchText(payload);
  return type === TYPE.rpc ? callText(payload) : '';
}

/** How long `WAITFOR DELAY '00:00:00.150'` takes, in milliseconds. */
function delayOf(sql: string): number {
  return 1000 * Number(/^WAITFOR DELAY '00:00:(\d\d(?:\.\d+)?)'/.exec(sql)?.[1] ?? 0);
}

interface Session extends Login {
  readonly sessions: number;
}

function answerStatement(sql: string, session: Session, options: TdsServerOptions): Buffer {
  if (/^(set|WAITFOR) /.test(sql)) return token.done();
  const result = options.answer?.(sql) ?? known(sql, session, options) ?? { number: 102, message: 'The test server knows no SQL.' };
  return 'number' in result ? Buffer.concat([token.error(result), token.done({ failed: true })]) : token.table(result);
}

function known(sql: string, { user, database, sessions }: Session, { maxConnections = 32_767 }: TdsServerOptions): token.TdsTable | undefined {
  if (/^SELECT 1;?$/.test(sql)) return { columns: [''], rows: [[1]] };
  if (!sql.includes('SERVERPROPERTY')) return undefined;
  return {
    columns: ['description', 'version', 'database', 'user', 'allowed', 'in_use'],
    rows: [['Microsoft SQL Server 2022 (RTM-CU12) (KB5033663) - 16.0.4115.5 (X64) \n\tMar  4 2024', '16.0.4115.5', database === '' ? 'master' : database, user, maxConnections, sessions]],
  };
}
