import { connect, type Socket } from 'node:net';
import { firstBytes } from '../shared/first-bytes';
import { recognizeProtocol, wrongProtocol } from '../shared/recognize-protocol';

/** PostgreSQL's question for TLS. It answers with one byte; a web server answers that it does not understand. */
const question = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const ANSWER_MS = 1_500;

/**
 * Fails when a peer that should have greeted turns out to be something that waits to be spoken to. It asks over a connection
 * of its own, since a server that is only slow would take the question for a broken client.
 */
export async function unmaskSilentPeer(socket: Socket, signal: AbortSignal): Promise<void> {
  const answer = await ask(socket.remoteAddress ?? '', socket.remotePort ?? 0, signal);
  const speaks = answer === undefined ? undefined : nameOf(answer);
  if (answer !== undefined && speaks !== undefined && speaks !== 'MySQL') throw wrongProtocol(answer, { speaks });
}

function nameOf(answer: Buffer): string | undefined {
  const offersTls = answer.length === 1 && (answer[0] === 0x53 || answer[0] === 0x4e);
  return offersTls ? 'PostgreSQL' : recognizeProtocol(answer);
}

async function ask(host: string, port: number, signal: AbortSignal): Promise<Buffer | undefined> {
  const probe = connect({ host, port, signal });
  const timer = setTimeout(() => probe.destroy(), ANSWER_MS);
  try {
    probe.write(question);
    return await firstBytes(probe, () => true);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    probe.on('error', () => undefined).destroy();
  }
}
