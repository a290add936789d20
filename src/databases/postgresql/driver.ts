import type { Socket } from 'node:net';
import { Client } from 'pg';
import type { ConnectionContext, ConnectionJob, Driver, Row, ServerFacts, Session } from '../contract';
import { ConnectionFailure } from '../failure';
import { isLoopback } from '../shared/first-bytes';
import { errorCode } from '../shared/network-failure';
import { remoteEndpoint, tlsDetail, tlsNotOffered, UNENCRYPTED, type Line } from '../shared/tls-stage';
import { defined, portValue, requiredText, textValue } from '../shared/values';
import { classifyPostgresql } from './failures';
import { guardFirstBytes, offersTls } from './negotiate';
import { factsQuery, isUnsupported, plainQuery, serverFacts } from './server-facts';

interface PostgresqlSession extends Session {
  readonly address: string;
}

async function connect(job: ConnectionJob, context: ConnectionContext): Promise<PostgresqlSession> {
  const host = requiredText(job.values, 'host');
  const raw = await context.connect(host, portValue(job.values, 5432));
  const address = remoteEndpoint(raw);
  const line = await secure(raw, host, job, context);

  const client = createClient(line, host, job);
  const authenticated = new Promise((resolve) => client.connection.once('authenticationOk', resolve));
  const opened = client.connect();
  await context.stage('authenticate', () => Promise.race([authenticated, opened]));
  await context.stage('open', async (detail) => {
    await opened;
    detail(client.database ?? '');
  });
  return {
    address,
    ...defined({ tls: line.tls }),
    query: async (sql, values) => (await client.query<Row>(sql, values === undefined ? undefined : [...values])).rows,
    // The server closes at this message; there is nothing to wait for.
    close: () => {
      client.connection.end();
      return Promise.resolve();
    },
  };
}

async function inspect(session: PostgresqlSession, _job: ConnectionJob, context: ConnectionContext): Promise<ServerFacts> {
  const row = await context.stage('query', () => firstFacts(session));
  return context.stage('inspect', (detail) => {
    const facts = serverFacts(row, session);
    detail(`${facts.product} ${facts.version}`);
    return facts;
  });
}

async function secure(raw: Socket, host: string, job: ConnectionJob, context: ConnectionContext): Promise<Line> {
  if (job.tls.mode === 'disable') {
    context.skip('secure');
    return { socket: raw };
  }
  return context.stage('secure', async (detail) => {
    if (await offersTls(raw)) {
      const line = await context.secure(raw, host, job.tls);
      detail(tlsDetail(line.tls));
      return line;
    }
    if (job.tls.mode !== 'prefer') throw tlsNotOffered();
    detail(UNENCRYPTED);
    return { socket: raw };
  });
}

function createClient(line: Line, host: string, job: ConnectionJob): Client {
  const { values } = job;
  let asksForPlainText = false;
  const searchPath = textValue(values, 'options.searchPath');
  const client = new Client({
    host,
    port: portValue(values, 5432),
    user: requiredText(values, 'user'),
    database: requiredText(values, 'database'),
    // A function keeps pg from looking for a password elsewhere, which it does when it is given none.
    password: () => passwordFor(job, asksForPlainText && !isProtected(line)),
    ssl: false,
    stream: () => adopted(line.socket, job.tls.mode === 'disable'),
    ...defined({
      application_name: textValue(values, 'options.applicationName'),
      options: searchPath === undefined ? undefined : `-c search_path=${searchPath.replace(/[\\\s]/g, '\\$&')}`,
    }),
  });
  client.connection.on('authenticationCleartextPassword', () => {
    asksForPlainText = true;
  });
  // What goes wrong is told by the promises; an event without a listener would be an uncaught exception.
  client.on('error', () => undefined);
  return client;
}

function isProtected(line: Line): boolean {
  return line.tls !== undefined || isLoopback(line.socket.remoteAddress);
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
function adopted(socket: Socket, guard: boolean): Socket {
  const connect = (): Socket => {
    queueMicrotask(() => {
      socket.emit('connect');
      // Reading the answer about TLS has left it paused.
      socket.resume();
      if (guard) guardFirstBytes(socket);
    });
    return socket;
  };
  return Object.assign(socket, { connect });
}

async function firstFacts(session: Session): Promise<Row | undefined> {
  try {
    return (await session.query(factsQuery))[0];
  } catch (error) {
    if (!isUnsupported(errorCode(error))) throw error;
    return (await session.query(plainQuery))[0];
  }
}

export const driver: Driver<PostgresqlSession> = { connect, inspect, classify: classifyPostgresql };
