import type { ConnectionContext, ConnectionJob } from '../connection';
import type { Driver, ServerFacts } from '../contract';
import type { Session } from '../session';
import { inspectServer } from '../shared/inspect-server';
import { remoteEndpoint } from '../shared/tls-stage';
import { defined } from '../shared/values';
import { sqlserverCatalog } from './catalog';
import { openOwnLine } from './connection';
import { classifySqlserver } from './failures';
import { openLine } from './line';
import { openPool } from './pool';
import { privileges } from './privileges';
import { queryRows } from './query';
import { factsQuery, isUnsupported, plainQuery, serverFacts } from './server-facts';
import { signIn } from './sign-in';

async function connect(job: ConnectionJob, context: ConnectionContext): Promise<Session> {
  const first = await openOwnLine(job, context);
  const { connection, line, database } = await context.stage('authenticate', () => signIn(job, first, ({ host, port }) => openLine(host, port, job, context)));
  await context.stage('open', (detail) => {
    detail(database ?? '');
  });
  return {
    address: remoteEndpoint(line.raw),
    ...defined({ tls: line.tls }),
    query: (sql, values) => queryRows(connection, sql, values),
    // The protocol has no goodbye.
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}

function inspect(session: Session, _job: ConnectionJob, context: ConnectionContext): Promise<ServerFacts> {
  return inspectServer(session, context, { statement: factsQuery, plainStatement: plainQuery, isUnsupported, read: serverFacts });
}

export const driver: Driver = { connect, inspect, catalog: sqlserverCatalog, classify: classifySqlserver, privileges, openPool };
