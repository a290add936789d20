import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import type { ConnectionJob, PortFinder } from '../connection';
import { ConnectionFailure } from '../failure';

const BROWSER_PORT = 1434;
const BROWSER = `SQL Server Browser on UDP ${BROWSER_PORT}`;

/** The request for all instances of a host: the answer tells which there are when the one in question is not among them. */
const request = Buffer.from([0x03]);
const RESPONSE = 0x05;
const RESPONSE_HEADER = 3;

/** Datagrams get lost. */
const ATTEMPT_MS = 1_000;
const MOST_MS = 3_000;

/** Asks SQL Server Browser on the host for the TCP port of a named instance. */
export function instancePort(instance: string, job: ConnectionJob): PortFinder {
  const patienceMs = Math.min(MOST_MS, Number(job.values['timeouts.connectMs'] ?? 10_000) / 2);
  return async (addresses) => {
    const text = await askBrowser(addresses, patienceMs);
    if (text === undefined) throw new ConnectionFailure({ code: 'timed-out', field: 'port', portService: BROWSER });
    return portOf(instance, text);
  };
}

/** Reads `ServerName;...;InstanceName;...;tcp;...;;` for each instance. */
export function portOf(instance: string, text: string): number {
  const instances = text.split(';;').flatMap((part) => {
    const words = part.split(';');
    const value = (key: string): string | undefined => words[words.indexOf(key) + 1];
    const name = words.includes('InstanceName') ? value('InstanceName') : undefined;
    return name === undefined ? [] : [{ name, port: words.includes('tcp') ? Number(value('tcp')) : undefined }];
  });
  const found = instances.find(({ name }) => name.toLowerCase() === instance.toLowerCase());
  if (found === undefined) throw unusable(`the host has no instance of this name, only ${instances.map(({ name }) => name).join(', ')}`);
  if (found.port === undefined || !Number.isInteger(found.port) || found.port < 1 || found.port > 65_535) throw unusable('the instance does not listen on TCP');
  return found.port;
}

function unusable(driverMessage: string): ConnectionFailure {
  return new ConnectionFailure({ code: 'invalid-parameter', field: 'instance', driverMessage });
}

/** The first answer from any of the addresses; undefined when none comes. */
async function askBrowser(addresses: readonly string[], patienceMs: number): Promise<string | undefined> {
  const over = new AbortController();
  const timer = setTimeout(() => {
    over.abort();
  }, patienceMs);
  try {
    return await Promise.any(addresses.map((address) => ask(address, over.signal)));
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

function ask(address: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: isIP(address) === 6 ? 'udp6' : 'udp4', signal });
    let again: NodeJS.Timeout | undefined;
    socket.on('message', (answer) => {
      if (answer[0] === RESPONSE && answer.length > RESPONSE_HEADER) resolve(answer.toString('latin1', RESPONSE_HEADER));
    });
    // A host on which nothing has the port refuses.
    socket.on('error', () => socket.close());
    socket.on('close', () => {
      clearInterval(again);
      reject(new Error(`${address} does not answer`));
    });
    socket.connect(BROWSER_PORT, address, () => {
      const send = (): void => {
        socket.send(request);
      };
      send();
      again = setInterval(send, ATTEMPT_MS);
    });
  });
}
