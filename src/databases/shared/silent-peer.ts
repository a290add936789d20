import { connect, type Socket } from 'node:net';
import { carriedFacts, type FailureFacts } from '../failure';
import { firstBytes } from './first-bytes';
import { classifyNetworkError } from './network-failure';
import { recognizeProtocol, wrongProtocol } from './recognize-protocol';

/** PostgreSQL's question for TLS. It answers with one byte; a web server answers that it does not understand. */
const postgresqlQuestion = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const ANSWER_MS = 1_500;

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
 * asks over a connection of its own, since a server that is only slow would take the question for a broken client.
 */
export async function unmaskSilentPeer(end: RemoteEnd, expected: string, signal?: AbortSignal): Promise<void> {
  const answer = await askPeer(end, postgresqlQuestion, signal);
  const speaks = answer === undefined ? undefined : nameOf(answer);
  if (answer !== undefined && speaks !== undefined && speaks !== expected) throw wrongProtocol(answer, { speaks });
}

/** Does what begins a conversation, and names a peer that hangs up on it without a word, as other databases do on what they do not understand. */
export async function unmasking<T>(end: RemoteEnd, expected: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (closedFacts(error) !== undefined) await unmaskSilentPeer(end, expected);
    throw error;
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
