import { connect, type Socket } from 'node:net';
import { connectMsOf } from '../connect-timeout';
import type { ParameterValues } from '../connection';
import { carriedFacts, type FailureFacts } from '../failure';
import { firstBytes } from './first-bytes';
import { listenerPing } from './listener-ping';
import { classifyNetworkError } from './network-failure';
import { recognizeProtocol, wrongProtocol } from './recognize-protocol';

/** PostgreSQL's question for TLS. It answers with one byte; a web server answers that it does not understand. */
const postgresqlQuestion = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** The PRELOGIN of TDS, with a version and no encryption: what SQL Server waits for. */
const sqlserverQuestion = Buffer.from('1201001a00000000' + '00000b0006' + '0100110001' + 'ff' + '000000000000' + '02', 'hex');

const QUESTIONS: readonly Buffer[] = [postgresqlQuestion, sqlserverQuestion, listenerPing()];
const ANSWER_MS = 1_500;

/** How long a peer may say nothing before it is asked what it is, in milliseconds. */
export function patienceOf(values: ParameterValues): number {
  return Math.min(1_500, connectMsOf(values) / 4);
}

/** The end of a connection that says nothing, or nothing that was expected. */
export interface RemoteEnd {
  readonly host: string;
  readonly port: number;
}

/** Where a socket is connected to; one that is closed has forgotten it. */
export function endOf({ remoteAddress = '', remotePort = 0 }: Pick<Socket, 'remoteAddress' | 'remotePort'>): RemoteEnd {
  return { host: remoteAddress, port: remotePort };
}

/**
 * Fails when a peer that says nothing of use turns out to be something else than `expected`, which waits to be spoken to. It
 * asks over connections of its own, since a server that is only slow would take the question for a broken client.
 */
export async function unmaskSilentPeer(end: RemoteEnd, expected: string, signal?: AbortSignal): Promise<void> {
  // A Unix socket has no port; nothing else than the server listens there.
  if (end.port === 0) return;
  const answered = new AbortController();
  const either = AbortSignal.any([answered.signal, ...(signal === undefined ? [] : [signal])]);
  try {
    const { answer, speaks } = await Promise.any(QUESTIONS.map((question) => recognized(end, question, either)));
    if (speaks !== expected) throw wrongProtocol(answer, { speaks });
  } catch (error) {
    // Nobody is recognized by any answer.
    if (!(error instanceof AggregateError)) throw error;
  } finally {
    answered.abort();
  }
}

async function recognized(end: RemoteEnd, question: Buffer, signal: AbortSignal): Promise<{ readonly answer: Buffer; readonly speaks: string }> {
  const answer = await askPeer(end, question, signal);
  const speaks = answer === undefined ? undefined : nameOf(answer);
  if (answer === undefined || speaks === undefined) throw new Error('The peer does not say what it is');
  return { answer, speaks };
}

/** Does what begins a conversation, and names a peer that says nothing to it, or hangs up, as other databases do on what they do not understand. */
export async function unmasking<T>(end: RemoteEnd, expected: string, patienceMs: number, work: () => Promise<T>, isClosed = (error: unknown): boolean => closedFacts(error) !== undefined): Promise<T> {
  const looking = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const unmasked = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      unmaskSilentPeer(end, expected, looking.signal).catch(reject);
    }, patienceMs);
  });
  try {
    return await Promise.race([work(), unmasked]);
  } catch (error) {
    if (isClosed(error)) await unmaskSilentPeer(end, expected);
    throw error;
  } finally {
    clearTimeout(timer);
    looking.abort();
  }
}

/** What is known of an error that says that the peer closed the connection; undefined for any other. */
export function closedFacts(error: unknown): FailureFacts | undefined {
  const facts = carriedFacts(error) ?? classifyNetworkError(error);
  return facts?.code === 'connection-closed' ? facts : undefined;
}

function nameOf(answer: Buffer): string | undefined {
  const offersTls = answer.length === 1 && (answer[0] === 0x53 || answer[0] === 0x4e);
  return offersTls ? 'PostgreSQL' : recognizeProtocol(answer);
}

/**
 * What a peer answers to a question over a connection of its own, at least as much as is `enough` unless it hangs up;
 * undefined when it says nothing for a while, or hangs up without a word.
 */
export async function askPeer({ host, port }: RemoteEnd, question: Buffer, signal?: AbortSignal, enough: (bytes: Buffer) => boolean = () => true): Promise<Buffer | undefined> {
  const probe = connect({ host, port, ...(signal === undefined ? {} : { signal }) });
  const timer = setTimeout(() => probe.destroy(), ANSWER_MS);
  try {
    probe.write(question);
    return await firstBytes(probe, enough);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    probe.on('error', () => undefined).destroy();
  }
}
