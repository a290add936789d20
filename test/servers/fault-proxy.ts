import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startPeer, type Peer } from './peers';
import { until } from './until';

/** What happens between a client and the server. Bytes are those that the server sends, counted on each connection. */
export type Fault =
  | { readonly kind: 'none' }
  /** Every message takes so long, in either direction. */
  | { readonly kind: 'latency'; readonly milliseconds: number }
  /** The server's bytes come one at a time, so long after each other. */
  | { readonly kind: 'trickle'; readonly milliseconds: number }
  /** The connection ends, or is reset, after so many bytes. */
  | { readonly kind: 'cut'; readonly after: number; readonly how: 'end' | 'reset' }
  /** Nothing passes in either direction after so many bytes, and the connection stays open. */
  | { readonly kind: 'black hole'; readonly after: number };

export interface FaultProxy extends Peer {
  /** The offset at which each message of the server ended, as they came. */
  arrivals(): readonly number[];
  /** Resolves when the cut or the black hole has come into effect. */
  struck(): Promise<void>;
}

/** Stands between a client and a server and does what networks do. A client that goes takes its server's end with it. */
export async function startFaultProxy(server: { readonly host: string; readonly port: number }, fault: Fault): Promise<FaultProxy> {
  const limit = 'after' in fault ? fault.after : Number.POSITIVE_INFINITY;
  const arrivals: number[] = [];
  let struck = false;
  const peer = await startPeer((client) => {
    const upstream = connect(server);
    const [toServer, toClient] = [paced(fault), paced(fault)];
    let passed = 0;
    let dead = false;
    const strike = (): void => {
      dead = true;
      struck = true;
      if (fault.kind === 'cut') cut(client, upstream, fault.how);
    };
    client.on('close', () => upstream.destroy());
    client.on('data', (chunk) => {
      if (!dead) toServer(() => upstream.write(chunk));
    });
    upstream.on('data', (chunk: Buffer) => {
      if (dead) return;
      arrivals.push(passed + chunk.length);
      const part = chunk.subarray(0, limit - passed);
      passed += part.length;
      toClient(() => (fault.kind === 'trickle' ? trickle(client, part, fault.milliseconds) : client.write(part)));
      if (passed === limit) strike();
    });
    upstream.on('end', () => {
      if (!dead) toClient(() => client.end());
    });
    upstream.on('error', () => undefined);
    if (limit === 0) strike();
  });
  const isStruck = async (): Promise<void> => {
    await until('the fault', () => struck);
  };
  return { ...peer, arrivals: () => arrivals, struck: isStruck };
}

/** Does one thing after the other, each when its time has come. */
function paced(fault: Fault): (act: () => unknown) => void {
  if (fault.kind !== 'latency' && fault.kind !== 'trickle') return (act) => void act();
  const before = fault.kind === 'latency' ? fault.milliseconds : 0;
  let previous: Promise<unknown> = Promise.resolve();
  return (act) => {
    previous = previous.then(() => delay(before)).then(act);
  };
}

function cut(client: Socket, upstream: Socket, how: 'end' | 'reset'): void {
  upstream.destroy();
  if (how === 'reset') client.resetAndDestroy();
  else client.end();
}

async function trickle(client: Socket, bytes: Buffer, milliseconds: number): Promise<void> {
  for (const byte of bytes) {
    if (client.destroyed) return;
    client.write(Uint8Array.of(byte));
    await delay(milliseconds);
  }
}
