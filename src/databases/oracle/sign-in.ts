import oracledb, { type Connection, type ConnectionAttributes } from 'oracledb';
import type { Socket } from 'node:net';
import type { ConnectionContext, ConnectionJob } from '../connection';
import { carriedFacts, ConnectionFailure } from '../failure';
import { connectionClosed, firstBytes, handBack } from '../shared/first-bytes';
import { classifyNetworkError } from '../shared/network-failure';
import { recognizeProtocol, wrongProtocol } from '../shared/recognize-protocol';
import { endOf, patienceOf, unmaskSilentPeer } from '../shared/silent-peer';
import { tlsNotOffered } from '../shared/tls-stage';
import { requiredText, textValue } from '../shared/values';
import { descriptor } from './descriptor';
import { classifyOracle } from './failures';
import { openLine, type OracleLine } from './line';
import { speaksTls } from './speaks-tls';
import { withConnections, type Destination, type Wire } from './network-adapter';
import { isListenersAnswer, isTelling } from './tns';
import { privilegeOf } from './roles';

export interface SignedIn {
  readonly connection: Connection;
  /** The line in use: the first one, or that to which the listener sent the client. */
  readonly line: OracleLine;
}

/** Signs in over a line. A listener may send the client to another address, to which the same policy on TLS applies. */
export async function signIn(first: OracleLine, job: ConnectionJob, context: ConnectionContext): Promise<SignedIn> {
  const end = endOf(first.raw);
  let line = first;
  let used = false;
  const peer = { isOracle: false };
  let timer: NodeJS.Timeout | undefined;
  try {
    const connection = await guarded((fail) => {
      timer = setTimeout(() => {
        if (!peer.isOracle && first.tls === undefined) unmaskSilentPeer(end, 'Oracle').catch(fail);
      }, patienceOf(job.values));
      const connectTo = async (destination: Destination): Promise<Wire> => {
        if (used) line = await follow(destination, job, context);
        used = true;
        return wireOver(line, job, context, {
          fail,
          recognize: () => {
            peer.isOracle = true;
          },
        });
      };
      return withConnections(connectTo, () => oracledb.getConnection(attributes(first, job)));
    });
    return { connection, line };
  } catch (error) {
    // An endpoint with TLS and other databases hang up on what they do not understand.
    if (!peer.isOracle && first.tls === undefined && isClosed(error, job)) {
      if (await speaksTls(end)) throw tlsRequired();
      await unmaskSilentPeer(end, 'Oracle');
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function isClosed(error: unknown, job: ConnectionJob): boolean {
  return (carriedFacts(error) ?? classifyOracle(error, job) ?? classifyNetworkError(error))?.code === 'connection-closed';
}

/** Races work of oracledb with failures that it has no words for. */
export async function guarded<T>(work: (fail: (error: unknown) => void) => Promise<T>): Promise<T> {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  return Promise.race([work(fail), failed]);
}

/** What oracledb signs in with; every option is explicit. */
export function attributes(line: OracleLine, job: ConnectionJob): ConnectionAttributes {
  const password = textValue(job.values, 'password');
  if (password === undefined) throw new ConnectionFailure({ code: 'secret-missing', field: 'password', driverMessage: 'Signing in takes a password and there is none.' });
  return {
    user: requiredText(job.values, 'user'),
    password,
    connectString: descriptor(job.values, { ...endOf(line.raw), encrypted: line.tls !== undefined }),
    ...privilegeOf(job.values),
  };
}

/** Where a listener sends its clients, under the policy that was met so far. */
export async function follow({ host, port, encrypted }: Destination, job: ConnectionJob, context: ConnectionContext): Promise<OracleLine> {
  if (job.tls.mode === 'disable' && encrypted) throw tlsRequired();
  if (job.tls.mode !== 'disable' && job.tls.mode !== 'prefer' && !encrypted) throw tlsNotOffered();
  return openLine(host, port, job, context);
}

/** What the first answer over a line shows. */
export interface Recognition {
  /** The peer is a listener of Oracle. */
  recognize?(): void;
  /** It is something else, or hung up without a word. */
  fail(error: unknown): void;
}

/** A line as oracledb gets it. */
export function wireOver({ raw, socket, host, tls }: OracleLine, job: ConnectionJob, context: ConnectionContext, recognition: Recognition): Wire {
  let answered = false;
  return {
    raw,
    socket,
    renew: async () => (await context.secure(raw, host, job.tls)).socket,
    onListening(listening) {
      if (answered) return;
      answered = true;
      checkAnswer(listening, tls !== undefined).then(
        () => recognition.recognize?.(),
        (error: unknown) => {
          recognition.fail(error);
          listening.destroy();
        },
      );
    },
  };
}

/** Looks at the first bytes before oracledb does, which has no name for what is not Oracle and may wait for more of it. */
async function checkAnswer(socket: Socket, encrypted: boolean): Promise<void> {
  const listeners = socket.rawListeners('data');
  socket.removeAllListeners('data');
  const bytes = await firstBytes(socket, isTelling);
  if (isListenersAnswer(bytes)) {
    for (const listener of listeners) {
      socket.on('data', (data: Buffer) => {
        Reflect.apply(listener, socket, [data]);
      });
    }
    handBack(socket, bytes);
    return;
  }
  const speaks = recognizeProtocol(bytes);
  if (speaks === 'TLS' && !encrypted) throw tlsRequired();
  throw speaks === undefined && !isTelling(bytes) ? connectionClosed() : wrongProtocol(bytes);
}

function tlsRequired(): ConnectionFailure {
  return new ConnectionFailure({ code: 'tls-required', field: 'tls.mode', suggestedTlsMode: 'require', driverMessage: 'The listener speaks TLS on this port.' });
}
