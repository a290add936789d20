import type { Socket } from 'node:net';
import type { TlsFacts } from '../tls';
import { ConnectionFailure } from '../failure';

/** A socket ready for a driver, with what protects it. */
export interface Line {
  readonly socket: Socket;
  /** Absent when nothing is encrypted. */
  readonly tls?: TlsFacts;
}

/** What the `secure` stage says when `prefer` goes on without encryption. */
export const UNENCRYPTED = 'not offered; the connection is not encrypted';

/** What the `secure` stage says of the TLS in use. */
export function tlsDetail(tls: TlsFacts): string {
  return `${tls.protocol}, ${tls.verified ? 'certificate verified' : 'certificate not checked'}`;
}

export function tlsNotOffered(): ConnectionFailure {
  return new ConnectionFailure({ code: 'tls-not-offered', field: 'tls.mode', driverMessage: 'The server does not offer TLS.' });
}

/** Where a socket is connected to, e.g. `127.0.0.1:5432` or `[::1]:5432`; only a Unix socket has no address. */
export function remoteEndpoint(socket: Socket): string {
  const address = socket.remoteAddress;
  if (address === undefined) return 'Unix socket';
  return `${address.includes(':') ? `[${address}]` : address}:${socket.remotePort ?? ''}`;
}
