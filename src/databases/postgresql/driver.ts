import type { ConnectionContext, ConnectionJob } from '../connection';
import type { Driver, ServerFacts } from '../contract';
import type { Row, Session } from '../session';
import { inspectServer } from '../shared/inspect-server';
import { errorCode } from '../shared/network-failure';
import { remoteEndpoint } from '../shared/tls-stage';
import { defined } from '../shared/values';
import { postgresqlCatalog } from './catalog';
import { asPostgresql, createClient, openLine } from './client';
import { classifyPostgresql } from './failures';
import { openPool } from './pool';
import { privileges } from './privileges';
import { factsQuery, isUnsupported, plainQuery, serverFacts } from './server-facts';

interface PostgresqlSession extends Session {
  readonly address: string;
}

async function connect(job: ConnectionJob, context: ConnectionContext): Promise<PostgresqlSession> {
  const line = await openLine(job, context);
  const client = createClient(line, job);
  const authenticated = new Promise((resolve) => client.connection.once('authenticationOk', resolve));
  const opened = client.connect();
  const signedIn = () => Promise.race([authenticated, opened]);
  // Without a question for TLS, nothing has shown yet what the peer is.
  await context.stage('authenticate', () => (job.tls.mode === 'disable' ? asPostgresql(line.raw, job, signedIn) : signedIn()));
  await context.stage('open', async (detail) => {
    await opened;
    detail(client.database ?? '');
  });
  return {
    address: remoteEndpoint(line.raw),
    ...defined({ tls: line.tls }),
    query: async (sql, values) => (await client.query<Row>(sql, values === undefined ? undefined : [...values])).rows,
    // The server closes at this message; there is nothing to wait for.
    close: () => {
      client.connection.end();
      return Promise.resolve();
    },
  };
}

function inspect(session: PostgresqlSession, _job: ConnectionJob, context: ConnectionContext): Promise<ServerFacts> {
  return inspectServer(session, context, { statement: factsQuery, plainStatement: plainQuery, isUnsupported: (error) => isUnsupported(errorCode(error)), read: serverFacts });
}

export const driver: Driver<PostgresqlSession> = { connect, inspect, classify: classifyPostgresql, catalog: postgresqlCatalog, privileges, openPool };
