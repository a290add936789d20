import type { Connection } from 'mysql2';
import type { Socket } from 'node:net';
import type { Driver, ServerFacts, TestContext, TestJob, TlsFacts } from '../contract';
import { handBack } from '../shared/first-bytes';
import { remoteEndpoint, tlsDetail, tlsNotOffered, UNENCRYPTED } from '../shared/tls-stage';
import { portValue, requiredText, textValue } from '../shared/values';
import { createConnection } from './connection';
import { classifyMysql } from './failures';
import { readGreeting, type Greeting } from './greeting';
import { factsQuery, isUnsupported, plainQuery, serverFacts } from './server-facts';
import { interceptTls } from './tls-upgrade';

interface Session {
  readonly connection: Connection;
  readonly greeting: Greeting;
}

interface Handshake {
  readonly tls?: TlsFacts;
  /** Sends the credentials and resolves when the server has accepted them. */
  readonly authenticate: () => Promise<Session>;
}

async function test(job: TestJob, context: TestContext): Promise<ServerFacts> {
  const host = requiredText(job.values, 'host');
  const raw = await context.connect(host, portValue(job.values, 3306));
  const address = remoteEndpoint(raw);
  const handshake = await begin(raw, host, job, context);
  const { connection, greeting } = await context.stage('authenticate', handshake.authenticate);
  await openDatabase(job, context);
  const row = await context.stage('query', () => query(connection, greeting));
  // The server closes at this message; there is nothing to wait for.
  connection.end(() => undefined);
  return context.stage('inspect', (detail) => {
    const facts = serverFacts(row, { tls: handshake.tls, address });
    detail(`${facts.product} ${facts.version}`);
    return facts;
  });
}

/** The database is part of the credentials' message, so it is open when these are accepted. */
async function openDatabase(job: TestJob, context: TestContext): Promise<void> {
  const database = textValue(job.values, 'database');
  if (database === undefined) {
    context.skip('open');
    return;
  }
  await context.stage('open', (detail) => {
    detail(database);
  });
}

/** Reads the greeting and makes TLS, up to where credentials are sent. */
async function begin(raw: Socket, host: string, job: TestJob, context: TestContext): Promise<Handshake> {
  if (job.tls.mode === 'disable') {
    context.skip('secure');
    return { authenticate: async () => clear(raw, await readGreeting(raw, patience(job)), job) };
  }
  return context.stage('secure', async (detail) => {
    const greeting = await readGreeting(raw, patience(job));
    if (!greeting.offersTls) {
      if (job.tls.mode !== 'prefer') throw tlsNotOffered();
      detail(UNENCRYPTED);
      return { authenticate: () => clear(raw, greeting, job) };
    }
    const connection = createConnection(raw, job, true);
    const upgrade = interceptTls(connection, raw);
    const connected = connect(connection);
    handBack(raw, greeting.bytes);
    const handshake = await Promise.race([upgrade, connected.then(neverUnencrypted)]);
    const { socket, tls } = await context.secure(raw, host, job.tls);
    detail(tlsDetail(tls));
    const authenticate = async (): Promise<Session> => {
      handshake.proceed(socket);
      return { connection: await connected, greeting };
    };
    return { tls, authenticate };
  });
}

/** Servers greet at once, unless they look up the client's name first. */
function patience(job: TestJob): number {
  return Math.min(1_500, Number(job.values['timeouts.connectMs'] ?? 10_000) / 4);
}

async function clear(raw: Socket, greeting: Greeting, job: TestJob): Promise<Session> {
  const connected = connect(createConnection(raw, job, false));
  handBack(raw, greeting.bytes);
  return { connection: await connected, greeting };
}

function connect(connection: Connection): Promise<Connection> {
  const connected = new Promise<Connection>((resolve, reject) => {
    connection.connect((error) => {
      if (error) reject(error);
      else resolve(connection);
    });
  });
  // While TLS is made, nobody waits for it.
  connected.catch(() => undefined);
  return connected;
}

function neverUnencrypted(): never {
  throw new Error('mysql2 signed in without the TLS that it was told to make');
}

async function query(connection: Connection, greeting: Greeting): Promise<unknown> {
  try {
    return await firstRow(connection, factsQuery(greeting.version));
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    return firstRow(connection, plainQuery);
  }
}

function firstRow(connection: Connection, sql: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error, rows) => {
      if (error) reject(error);
      else resolve(Array.isArray(rows) ? rows[0] : undefined);
    });
  });
}

export const driver: Driver = { test, classify: classifyMysql };
