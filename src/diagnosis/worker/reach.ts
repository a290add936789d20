import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { ConnectionFailure, type FailureFacts } from '../../databases/failure';
import { classifyNetworkError, errorCode, errorMessage } from '../../databases/shared/network-failure';
import { defined } from '../../databases/shared/values';

/** No name of a database server has more addresses than this that are worth trying. */
const MAX_ADDRESSES = 8;

/** The addresses of a host in the order of the name service; an address is its own. */
export async function addressesOf(host: string): Promise<readonly string[]> {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (isIP(bare) !== 0) return [bare];
  const found = await lookup(bare, { all: true, order: 'verbatim' });
  return [...new Set(found.map((entry) => entry.address))].slice(0, MAX_ADDRESSES);
}

export function endpoint(address: string, port: number): string {
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

export interface Reached {
  readonly socket: Socket;
  readonly detail: string;
}

/**
 * Connects to the first address that answers. An address that drops packets gets only a share of the time while others
 * are left; the last one has until the deadline of the test.
 */
export async function reach(addresses: readonly string[], port: number, connectMs: number, track: (socket: Socket) => void): Promise<Reached> {
  const refused: string[] = [];
  let failure: { readonly error: unknown; readonly address: string } | undefined;
  for (const [index, address] of addresses.entries()) {
    const last = index === addresses.length - 1;
    try {
      const socket = await open(address, port, last ? undefined : Math.max(250, connectMs / (2 * addresses.length)), track);
      const before = refused.length === 0 ? '' : ` (${refused.join(', ')})`;
      return { socket, detail: `${endpoint(address, port)}${before}` };
    } catch (error) {
      refused.push(`${address} ${verb(error)}`);
      // A refusal tells more than silence: something is there and says no.
      if (failure === undefined || errorCode(failure.error) !== 'ECONNREFUSED') failure = { error, address };
    }
  }
  const facts = unreachable(failure, refused, port);
  const suggestedHost = facts.code === 'connection-refused' || facts.code === 'unreachable' ? await otherLoopback(addresses, port, connectMs, track) : undefined;
  throw new ConnectionFailure({ ...facts, ...(suggestedHost === undefined ? {} : { suggestedHost }) }, { cause: failure?.error });
}

/** `localhost` may stand for ::1 alone, which this machine may not even have, while the server listens on 127.0.0.1 alone; or the other way round. */
async function otherLoopback(addresses: readonly string[], port: number, connectMs: number, track: (socket: Socket) => void): Promise<string | undefined> {
  const [only, ...others] = addresses;
  const other = others.length > 0 ? undefined : only === '::1' ? '127.0.0.1' : only === '127.0.0.1' ? '::1' : undefined;
  if (other === undefined) return undefined;
  try {
    (await open(other, port, connectMs / 2, track)).destroy();
    return other;
  } catch {
    return undefined;
  }
}

/** Connects to a Unix socket. */
export async function reachSocket(path: string, track: (socket: Socket) => void): Promise<Socket> {
  try {
    return await opened(connect({ path }), undefined, track);
  } catch (error) {
    // The file is missing where no server runs; a file that is none, or of a server that has ended, refuses.
    const code = errorCode(error) === 'EACCES' ? 'unreachable' : 'connection-refused';
    throw new ConnectionFailure({ ...classifyNetworkError(error), code, field: 'host', address: path, driverMessage: errorMessage(error), ...defined({ driverCode: errorCode(error) }) }, { cause: error });
  }
}

function open(address: string, port: number, limit: number | undefined, track: (socket: Socket) => void): Promise<Socket> {
  return opened(connect({ host: address, port, noDelay: true }), limit, track);
}

function opened(socket: Socket, limit: number | undefined, track: (socket: Socket) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    track(socket);
    const timer = limit === undefined ? undefined : setTimeout(() => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), limit);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      // Whoever uses the socket listens too; this one keeps a late reset from being an uncaught exception.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

function verb(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ECONNREFUSED') return 'refused';
  return code === 'ETIMEDOUT' ? 'did not answer' : 'was not reachable';
}

function unreachable(failure: { readonly error: unknown; readonly address: string } | undefined, tried: readonly string[], port: number): FailureFacts {
  const facts = classifyNetworkError(failure?.error) ?? { code: 'unreachable' as const, field: 'host' };
  const attempts = tried.length > 1 ? { attempts: tried } : {};
  const address = failure === undefined ? {} : { address: endpoint(failure.address, port) };
  return { ...facts, driverMessage: errorMessage(failure?.error), ...attempts, ...address };
}
