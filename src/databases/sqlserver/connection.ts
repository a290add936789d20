import type { Socket } from 'node:net';
import type { ConnectionConfiguration } from 'tedious';
import type { ConnectionContext, ConnectionJob, PortFinder } from '../connection';
import { property } from '../shared/network-failure';
import { defined, portValue, requiredText, textValue } from '../shared/values';
import { DEFAULT_PORT } from './default-port';
import { instancePort } from './instance-port';
import { openLine, type ReadyLine } from './line';
import { PRELOGIN } from './packet';
import { plainAnswer } from './prelogin';

/** Where a driver wants to be connected to. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Makes the socket that the driver speaks over, which is called for again when the server sends its client on. */
export type Connector = (target: Target) => Promise<Socket>;

const ENDS: ReadonlySet<string> = new Set(['end', 'error', 'close']);

/** The longest that a timer of Node.js takes. */
const NEVER = 2_147_483_647;

/** The driver's options, every one explicit. The deadline of the job covers what has no timeout here. */
export function connectionConfig(job: ConnectionJob, connect: Connector) {
  const { values } = job;
  // The driver passes where to; its types do not say so.
  const connector = (...[target]: readonly unknown[]): Promise<Socket> => connect(targetOf(target));
  return {
    server: requiredText(values, 'host'),
    authentication: { type: 'default' as const, options: { userName: requiredText(values, 'user'), password: textValue(values, 'password') ?? '' } },
    options: {
      connector,
      port: portValue(values, DEFAULT_PORT),
      // TLS is already made, or not wanted.
      encrypt: false,
      connectTimeout: NEVER,
      requestTimeout: 0,
      maxRetriesOnTransientErrors: 0,
      readOnlyIntent: values['options.applicationIntent'] === 'ReadOnly',
      ...defined({ database: textValue(values, 'database'), appName: textValue(values, 'options.applicationName') }),
    },
  } satisfies ConnectionConfiguration;
}

function targetOf(target: unknown): Target {
  const [host, port] = [property(target, 'host'), property(target, 'port')];
  if (typeof host !== 'string' || typeof port !== 'number') throw new Error('This version of tedious does not say where it connects to');
  return { host, port };
}

/** A line to the server of the job. */
export function openOwnLine(job: ConnectionJob, context: ConnectionContext): Promise<ReadyLine> {
  return openLine(requiredText(job.values, 'host'), portOf(job), job, context);
}

/** A port that is stated goes before an instance: the name is then only for people. */
function portOf(job: ConnectionJob): number | PortFinder {
  const instance = textValue(job.values, 'instance');
  return job.values['port'] === undefined && instance !== undefined ? instancePort(instance, job) : portValue(job.values, DEFAULT_PORT);
}

/**
 * The socket of a line for the driver, when credentials may be sent. Takes from the driver its question about encryption,
 * which has been asked, and gives it the answer that lets it go on as it is. Refuses what is anything else than that
 * question: it could hold credentials.
 */
export async function handOver(line: ReadyLine): Promise<Socket> {
  await line.permit();
  const { socket } = line;
  const write = socket.write.bind(socket);
  const takeQuestion = (bytes: Uint8Array): boolean => {
    if (bytes[0] !== PRELOGIN) {
      socket.destroy(new Error('The driver does not begin with the question about encryption'));
      return false;
    }
    Reflect.set(socket, 'write', write);
    return true;
  };
  Reflect.set(socket, 'write', takeQuestion);
  socket.unshift(plainAnswer());
  endLast(socket);
  return socket;
}

/**
 * The driver stops reading when it hears that the line has ended, and a refusal and the end that follows it can come in one
 * piece: it hears of the end when it has read what came before.
 */
function endLast(socket: Socket): void {
  const emit = socket.emit.bind(socket);
  Reflect.set(socket, 'emit', (event: string, ...told: unknown[]): boolean => {
    if (!ENDS.has(event)) return emit(event, ...told);
    setImmediate(() => emit(event, ...told));
    return true;
  });
}
