import type { Connection } from 'mysql2';
import type { Socket } from 'node:net';
import type { ConnectionContext, ConnectionJob } from '../connection';
import type { Driver, ServerFacts } from '../contract';
import type { Session } from '../session';
import type { TlsFacts } from '../tls';
import { handBack } from '../shared/first-bytes';
import { inspectServer } from '../shared/inspect-server';
import { patienceOf } from '../shared/silent-peer';
import { remoteEndpoint, tlsDetail, tlsNotOffered, UNENCRYPTED } from '../shared/tls-stage';
import { defined, portValue, requiredText, textValue } from '../shared/values';
import { createConnection, queryRows } from './connection';
import { mysqlCatalog } from './catalog';
import { DEFAULT_PORT } from './default-port';
import { classifyMysql } from './failures';
import { readGreeting, type Greeting } from './greeting';
import { openPool } from './pool';
import { privileges } from './privileges';
import { factsQuery, isUnsupported, plainQuery, serverFacts } from './server-facts';
import { interceptTls } from './tls-upgrade';

interface MysqlSession extends Session {
  readonly greeting: Greeting;
}

interface SignedIn {
  readonly connection: Connection;
  readonly greeting: Greeting;
}

interface Handshake {
  readonly tls?: TlsFacts;
  /** Sends the credentials and resolves when the server has accepted them. */
  readonly authenticate: () => Promise<SignedIn>;
}

async function connect(job: ConnectionJob, context: ConnectionContext): Promise<MysqlSession> {
  const host = requiredText(job.values, 'host');
  const raw = await context.connect(host, portValue(job.values, DEFAULT_PORT));
  const address = remoteEndpoint(raw);
  const { tls, authenticate } = await begin(raw, host, job, context);
  const { connection, greeting } = await context.stage('authenticate', authenticate);
  await openDatabase(job, context);
  return {
    address,
    greeting,
    ...defined({ tls }),
    query: (sql, values) => queryRows(connection, sql, values),
    // The server closes at this message; there is nothing to wait for.
    close: () => {
      connection.end(() => undefined);
      return Promise.resolve();
    },
  };
}

function inspect(session: MysqlSession, _job: ConnectionJob, context: ConnectionContext): Promise<ServerFacts> {
  return inspectServer(session, context, { statement: factsQuery(session.greeting.version), plainStatement: plainQuery, isUnsupported, read: serverFacts });
}

/** The database is part of the credentials' message, so it is open when these are accepted. */
async function openDatabase(job: ConnectionJob, context: ConnectionContext): Promise<void> {
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
async function begin(raw: Socket, host: string, job: ConnectionJob, context: ConnectionContext): Promise<Handshake> {
  if (job.tls.mode === 'disable') {
    context.skip('secure');
    return { authenticate: async () => clear(raw, await readGreeting(raw, patienceOf(job.values)), job) };
  }
  return context.stage('secure', async (detail) => {
    const greeting = await readGreeting(raw, patienceOf(job.values));
    if (!greeting.offersTls) {
      if (job.tls.mode !== 'prefer') throw tlsNotOffered();
      detail(UNENCRYPTED);
      return { authenticate: () => clear(raw, greeting, job) };
    }
    const connection = createConnection(raw, job, true);
    const upgrade = interceptTls(connection, raw);
    const signedIn = connected(connection);
    handBack(raw, greeting.bytes);
    const handshake = await Promise.race([upgrade, signedIn.then(neverUnencrypted)]);
    const { socket, tls } = await context.secure(raw, host, job.tls);
    detail(tlsDetail(tls));
    const authenticate = async (): Promise<SignedIn> => {
      handshake.proceed(socket);
      return { connection: await signedIn, greeting };
    };
    return { tls, authenticate };
  });
}

async function clear(raw: Socket, greeting: Greeting, job: ConnectionJob): Promise<SignedIn> {
  const signedIn = connected(createConnection(raw, job, false));
  handBack(raw, greeting.bytes);
  return { connection: await signedIn, greeting };
}

function connected(connection: Connection): Promise<Connection> {
  const signedIn = new Promise<Connection>((resolve, reject) => {
    connection.connect((error) => {
      if (error) reject(error);
      else resolve(connection);
    });
  });
  // While TLS is made, nobody waits for it.
  signedIn.catch(() => undefined);
  return signedIn;
}

function neverUnencrypted(): never {
  throw new Error('mysql2 signed in without the TLS that it was told to make');
}

export const driver: Driver<MysqlSession> = { connect, inspect, classify: classifyMysql, catalog: mysqlCatalog, privileges, openPool };
