import type { Socket } from 'node:net';
import type { ConnectionContext, ConnectionJob } from '../connection';
import { carriedFacts } from '../failure';
import { listenerPing } from '../shared/listener-ping';
import { classifyNetworkError } from '../shared/network-failure';
import { recognizeProtocol, wrongProtocol } from '../shared/recognize-protocol';
import { askPeer, endOf, patienceOf, unmaskSilentPeer, type RemoteEnd } from '../shared/silent-peer';
import { tlsDetail, tlsNotOffered, UNENCRYPTED, type Line } from '../shared/tls-stage';
import { portValue, requiredText } from '../shared/values';
import { DEFAULT_PORT } from './default-port';
import { isListenersAnswer, isTelling } from './tns';

/** A connection up to where oracledb begins to speak. */
export interface OracleLine extends Line {
  /** The socket below TLS. */
  readonly raw: Socket;
  /** The name that the certificate was checked against. */
  readonly host: string;
}

/**
 * `lookup`, `reach` and `secure`. An endpoint of a listener speaks either TNS or TLS from the first byte and tells nobody
 * which, so `prefer` asks it over a connection of its own what it speaks.
 */
export async function openLine(host: string, port: number, job: ConnectionJob, context: ConnectionContext): Promise<OracleLine> {
  const raw = await context.connect(host, port);
  if (job.tls.mode === 'disable') {
    context.skip('secure');
    return { socket: raw, raw, host };
  }
  return context.stage('secure', async (detail) => {
    const end = endOf(raw);
    if (job.tls.mode === 'prefer' && (await speaksInClear(end))) {
      detail(UNENCRYPTED);
      return { socket: raw, raw, host };
    }
    const { socket, tls } = await unmasking(end, job, () => context.secure(raw, host, job.tls));
    detail(tlsDetail(tls));
    return { socket, tls, raw, host };
  });
}

/** A line to the listener of the job. */
export function openOwnLine(job: ConnectionJob, context: ConnectionContext): Promise<OracleLine> {
  return openLine(requiredText(job.values, 'host'), portValue(job.values, DEFAULT_PORT), job, context);
}

/** True for a listener without TLS. What is neither that nor has TLS fails as what it is. */
async function speaksInClear(end: RemoteEnd, signal?: AbortSignal): Promise<boolean> {
  const answer = await askPeer(end, listenerPing(), signal, isTelling);
  if (answer === undefined) return false;
  if (isListenersAnswer(answer)) return true;
  const speaks = recognizeProtocol(answer);
  if (speaks !== undefined && speaks !== 'TLS') throw wrongProtocol(answer);
  return false;
}

/** Finds out about a peer with which TLS does not come about, or not in a while: a listener without TLS waits for more to come. */
async function unmasking<T>(end: RemoteEnd, job: ConnectionJob, secure: () => Promise<T>): Promise<T> {
  const looking = new AbortController();
  const look = async (): Promise<void> => {
    if (await speaksInClear(end, looking.signal)) throw tlsNotOffered();
    await unmaskSilentPeer(end, 'Oracle', looking.signal);
  };
  let timer: NodeJS.Timeout | undefined;
  const noticed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => void look().catch(reject), patienceOf(job.values));
  });
  try {
    return await Promise.race([secure(), noticed]);
  } catch (error) {
    const code = (carriedFacts(error) ?? classifyNetworkError(error))?.code;
    // What was noticed has been looked into already.
    if (carriedFacts(error) === undefined && (code === 'connection-closed' || code === 'wrong-protocol')) await look();
    throw error;
  } finally {
    clearTimeout(timer);
    looking.abort();
  }
}
