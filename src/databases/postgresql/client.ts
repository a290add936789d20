import { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import type { ConnectionContext, ConnectionJob } from '../connection';
import { ConnectionFailure } from '../failure';
import { isLoopback } from '../shared/first-bytes';
import { closedFacts, endOf, patienceOf, unmasking } from '../shared/silent-peer';
import { tlsDetail, tlsNotOffered, UNENCRYPTED, type Line } from '../shared/tls-stage';
import { isUnixSocket } from '../shared/unix-socket';
import { DEFAULT_PORT } from './default-port';
import { startupOptions } from './startup-options';
import { defined, portValue, requiredText, textValue } from '../shared/values';
import { classifyPostgresql } from './failures';
import { guardMessages, offersTls } from './negotiate';

/** The stages `lookup`, `reach` and `secure`: the socket that pg is to speak over. */
export async function openLine(job: ConnectionJob, context: ConnectionContext): Promise<Line & { readonly raw: Socket }> {
  const host = requiredText(job.values, 'host');
  const port = portValue(job.values, DEFAULT_PORT);
  const raw = await context.connect(isUnixSocket(host) ? `${host}/.s.PGSQL.${port}` : host, port);
  return { raw, ...(await secure(raw, host, job, context)) };
}

async function secure(raw: Socket, host: string, job: ConnectionJob, context: ConnectionContext): Promise<Line> {
  if (job.tls.mode === 'disable') {
    context.skip('secure');
    return { socket: raw };
  }
  return context.stage('secure', async (detail) => {
    if (await asPostgresql(raw, job, () => offersTls(raw))) {
      const line = await context.secure(raw, host, job.tls);
      detail(tlsDetail(line.tls));
      return line;
    }
    if (job.tls.mode !== 'prefer') throw tlsNotOffered();
    detail(UNENCRYPTED);
    return { socket: raw };
  });
}

/** For what shows that the peer is PostgreSQL. */
export function asPostgresql<T>(raw: Socket, job: ConnectionJob, work: () => Promise<T>): Promise<T> {
  const isClosed = (error: unknown): boolean => (classifyPostgresql(error, job) ?? closedFacts(error))?.code === 'connection-closed';
  return unmasking(endOf(raw), 'PostgreSQL', patienceOf(job.values), work, isClosed);
}

/** What a client speaks over, as far as it is known: a pool makes its clients before their lines. */
export interface Wire {
  line?: Line;
  asksForPlainText?: boolean;
}

/** The client of a line that is there. */
export function createClient(line: Line, job: ConnectionJob): Client {
  const wire: Wire = { line };
  return listenTo(new Client(clientConfig(job, wire)), wire);
}

/** Every option is explicit, so that pg looks for nothing elsewhere. */
export function clientConfig(job: ConnectionJob, wire: Wire): ClientConfig {
  const { values } = job;
  return {
    host: requiredText(values, 'host'),
    port: portValue(values, DEFAULT_PORT),
    user: requiredText(values, 'user'),
    database: requiredText(values, 'database'),
    // A function keeps pg from looking for a password elsewhere, which it does when it is given none.
    password: () => passwordFor(job, wire.asksForPlainText === true && !isUnixSocket(requiredText(values, 'host')) && !isProtected(wire.line)),
    ssl: false,
    stream: () => (wire.line === undefined ? new Socket() : adopted(wire.line.socket)),
    ...defined({
      application_name: textValue(values, 'options.applicationName'),
      options: startupOptions(values),
    }),
  };
}

/** Notes what the server asks for. */
export function listenTo<C extends Client>(client: C, wire: Wire): C {
  client.connection.on('authenticationCleartextPassword', () => {
    wire.asksForPlainText = true;
  });
  // What goes wrong is told by the promises; an event without a listener would be an uncaught exception.
  client.on('error', () => undefined);
  return client;
}

function isProtected(line: Line | undefined): boolean {
  return line !== undefined && (line.tls !== undefined || isLoopback(line.socket.remoteAddress));
}

function passwordFor(job: ConnectionJob, exposed: boolean): string {
  const password = textValue(job.values, 'password');
  if (password === undefined) {
    throw new ConnectionFailure({ code: 'secret-missing', field: 'password', driverMessage: 'The server asks for a password and there is none.' });
  }
  if (exposed) {
    throw new ConnectionFailure({
      code: 'authentication-unsupported',
      field: 'tls.mode',
      suggestedTlsMode: 'require',
      driverMessage: 'The server asks for the password in plain text over a connection that is not encrypted.',
    });
  }
  return password;
}

/** The socket as pg wants one: it calls `connect` and starts to speak at the event. */
export function adopted(socket: Socket): Socket {
  const connect = (): Socket => {
    queueMicrotask(() => {
      socket.emit('connect');
      // Reading the answer about TLS has left it paused.
      socket.resume();
      guardMessages(socket);
    });
    return socket;
  };
  return Object.assign(socket, { connect });
}

