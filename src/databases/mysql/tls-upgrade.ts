import type { Connection } from 'mysql2';
import type { Socket } from 'node:net';
import { property } from '../shared/network-failure';

type OnSecure = (error?: Error) => void;

/** The point in mysql2's handshake where TLS begins: the request for it is sent, credentials are not. */
export interface TlsUpgrade {
  /** Goes on with the handshake over the encrypted socket. */
  proceed(socket: Socket): void;
}

/**
 * Takes over where mysql2 would make TLS itself, which it does without a check of the host's name. Uses what mysql2 keeps
 * to itself, so each part is looked for before anything is sent: a version without them fails here and not on the wire.
 */
export function interceptTls(connection: Connection, raw: Socket): Promise<TlsUpgrade> {
  const execute = method(property(connection, 'packetParser'), 'execute');
  const handleNetworkError = method(connection, '_handleNetworkError');
  method(connection, 'startTLS');
  return new Promise((resolve) => {
    const startTls = (onSecure: OnSecure): void => {
      raw.removeAllListeners('data');
      resolve({
        proceed(socket) {
          Reflect.set(connection, 'stream', socket);
          socket.on('error', handleNetworkError);
          socket.on('data', execute);
          onSecure();
        },
      });
    };
    Reflect.set(connection, 'startTLS', startTls);
  });
}

/** The same for every connection of a class, such as a pool makes; `secure` gives the encrypted socket, or throws what is wrong with it. */
export function replaceStartTls(prototype: object, secure: (raw: Socket) => Promise<Socket>): void {
  method(prototype, 'startTLS');
  Reflect.set(prototype, 'startTLS', function startTls(this: Connection, onSecure: OnSecure): void {
    const raw = property(this, 'stream') as Socket;
    const execute = method(property(this, 'packetParser'), 'execute');
    const handleNetworkError = method(this, '_handleNetworkError');
    raw.removeAllListeners('data');
    const proceed = (socket: Socket): void => {
      Reflect.set(this, 'stream', socket);
      socket.on('error', handleNetworkError);
      socket.on('data', execute);
      onSecure();
    };
    secure(raw).then(proceed, onSecure);
  });
}

function method(owner: unknown, name: string): (argument: unknown) => void {
  const value = property(owner, name);
  if (typeof value !== 'function') throw new Error(`This version of mysql2 has no "${name}", which TLS needs`);
  return (argument) => {
    Reflect.apply(value, owner, [argument]);
  };
}
