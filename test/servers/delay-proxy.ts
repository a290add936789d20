import { connect } from 'node:net';
import { startPeer, type Peer } from './peers';

/** Passes everything on to a server of 127.0.0.1, each way after a delay: a network that is far away. */
export function delayProxy(server: { readonly port: number }, delayMs: number): Promise<Peer> {
  return startPeer((client) => {
    const upstream = connect({ host: '127.0.0.1', port: server.port, noDelay: true });
    const ends = [
      [client, upstream],
      [upstream, client],
    ] as const;
    for (const [from, to] of ends) {
      from.on('data', (chunk: Buffer) => setTimeout(() => to.writable && to.write(chunk), delayMs));
      from.on('end', () => setTimeout(() => to.end(), delayMs));
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
  });
}
