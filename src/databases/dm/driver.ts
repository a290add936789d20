import { TLSSocket } from 'node:tls';
import type { ConnectionContext, ConnectionJob } from '../connection';
import type { Driver, ServerFacts } from '../contract';
import type { Row, Session } from '../session';
import type { TlsFacts } from '../tls';
import { ConnectionFailure } from '../failure';
import { property } from '../shared/network-failure';
import { patienceOf, unmasking } from '../shared/silent-peer';
import { defined, textValue } from '../shared/values';
import { dmCatalog } from './catalog';
import { attributesOf, findServer, loadDmdb, type Dmdb, type DmdbConnection } from './dmdb';
import { classifyDm } from './failures';
import { watchLine, type Line } from './line';
import { openPool } from './pool';
import { privileges } from './privileges';
import { inquire, plainQuery, serverFacts } from './server-facts';

async function connect(job: ConnectionJob, context: ConnectionContext): Promise<Session> {
  await refuseWhatCannotBeKept(job, context);
  const dmdb = await load(job, context);
  const end = await findServer(job, context);

  const { line, connected } = watchLine(() => dmdb.getConnection(attributesOf(job, end)));
  const answered = () => unmasking(end, 'DM', patienceOf(job.values), () => Promise.race([line.answered, connected]));
  await secure(answered, job, context);
  const connection = await context.stage('authenticate', async () => {
    await answered();
    return Promise.race([connected, line.broken]);
  });
  const session = sessionOf(connection, line, dmdb, end.address);
  await openSchema(session, job, context);
  return session;
}

async function inspect(session: Session, _job: ConnectionJob, context: ConnectionContext): Promise<ServerFacts> {
  const [user] = await context.stage('query', () => session.query(plainQuery));
  return context.stage('inspect', async (detail) => {
    const facts = serverFacts({ ...user, ...(await inquire(session)) }, session);
    detail(`${facts.product} ${facts.version}`.trim());
    return facts;
  });
}

/** Nothing is sent under a promise that dmdb does not keep, or in the name of the user that it puts in for a missing one. */
async function refuseWhatCannotBeKept({ tls, values }: ConnectionJob, context: ConnectionContext): Promise<void> {
  if (tls.mode !== 'disable' && tls.mode !== 'prefer') {
    const driverMessage = 'the server decides on TLS and the driver checks no certificate, so it can only be "prefer" or "disable"';
    await refuse(context, 'secure', new ConnectionFailure({ code: 'invalid-parameter', field: 'tls.mode', driverMessage }));
  }
  const password = textValue(values, 'password');
  if (password === undefined) {
    const driverMessage = 'A password is needed: without one, the driver would sign in with a default.';
    await refuse(context, 'authenticate', new ConnectionFailure({ code: 'secret-missing', field: 'password', driverMessage }));
  } else if (password !== password.trim()) {
    const driverMessage = 'the driver cuts off spaces at its ends';
    await refuse(context, 'authenticate', new ConnectionFailure({ code: 'invalid-parameter', field: 'password', driverMessage }));
  }
}

function refuse(context: ConnectionContext, stage: 'resolve' | 'secure' | 'authenticate', failure: unknown): Promise<never> {
  return context.stage(stage, () => {
    throw failure;
  });
}

function load(job: ConnectionJob, context: ConnectionContext): Promise<Dmdb> {
  try {
    return Promise.resolve(loadDmdb(job));
  } catch (error) {
    return refuse(context, 'resolve', error);
  }
}

/** The server says in its first answer whether there is to be TLS; dmdb makes it and goes on to the credentials at once. */
async function secure(answered: () => Promise<unknown>, job: ConnectionJob, context: ConnectionContext): Promise<void> {
  if (job.tls.mode === 'disable') {
    context.skip('secure');
    return;
  }
  await context.stage('secure', async (detail) => {
    await answered();
    detail('the server decides');
  });
}

function sessionOf(connection: DmdbConnection, line: Line, dmdb: Dmdb, address: string): Session {
  return {
    address,
    ...defined({ tls: tlsOf(connection) }),
    query: async (sql, values = []) => {
      const { rows } = await Promise.race([connection.execute(sql, values, { outFormat: dmdb.OUT_FORMAT_OBJECT }), line.broken]);
      return Array.isArray(rows) ? rows.map(lowerCased) : [];
    },
    // dmdb can wait for ever for the answer to its goodbye; nothing here depends on it.
    close: () => {
      connection.close().catch(() => undefined);
      line.end();
      return Promise.resolve();
    },
  };
}

// As dmdb does for the attribute `schema`, but as a stage of its own: signing in and opening the schema fail differently.
async function openSchema(session: Session, job: ConnectionJob, context: ConnectionContext): Promise<void> {
  const schema = textValue(job.values, 'schema');
  if (schema === undefined) {
    context.skip('open');
    return;
  }
  await context.stage('open', async (detail) => {
    await session.query(`SET SCHEMA "${schema.replaceAll('"', '""')}"`);
    detail(schema);
  });
}

/** What protects the connection, read from the socket itself; dmdb never checks a certificate. */
function tlsOf(connection: DmdbConnection): TlsFacts | undefined {
  const socket = property(connection, 'tlsSocket');
  return socket instanceof TLSSocket ? { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().name, verified: false } : undefined;
}

function lowerCased(row: unknown): Row {
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

export const driver: Driver = { connect, inspect, catalog: dmCatalog, classify: classifyDm, privileges, openPool };
