import type { ConnectionContext, ConnectionJob } from '../connection';
import type { Driver, ServerFacts } from '../contract';
import type { Row } from '../session';
import { remoteEndpoint } from '../shared/tls-stage';
import { defined } from '../shared/values';
import { oracleCatalog } from './catalog';
import { databaseName } from './descriptor';
import { classifyOracle } from './failures';
import { openOwnLine } from './line';
import { openPool } from './pool';
import { privileges } from './privileges';
import { queryRows } from './query';
import { factsQuery, isHidden, limitsQuery, serverFacts, type OracleSession } from './server-facts';
import { signIn } from './sign-in';

async function connect(job: ConnectionJob, context: ConnectionContext): Promise<OracleSession> {
  const first = await openOwnLine(job, context);
  // The listener finds the service before anybody signs in, so the two cannot be told apart while it works.
  const { connection, line } = await context.stage('authenticate', () => signIn(first, job, context));
  await context.stage('open', (detail) => {
    detail(connection.serviceName || databaseName(job.values).value);
  });
  return {
    address: remoteEndpoint(line.raw),
    version: connection.oracleServerVersionString,
    ...defined({ tls: line.tls }),
    query: (sql, values) => queryRows(connection, sql, values),
    close: async () => {
      // The server ends the session at this message; its answer need not be waited for, but the message has to leave.
      connection.close().catch(() => undefined);
      await new Promise(setImmediate);
    },
  };
}

async function inspect(session: OracleSession, _job: ConnectionJob, context: ConnectionContext): Promise<ServerFacts> {
  const [row] = await context.stage('query', () => session.query(factsQuery));
  return context.stage('inspect', async (detail) => {
    const [limits] = await session.query(limitsQuery).catch((error: unknown): readonly Row[] => {
      if (isHidden(error)) return [];
      throw error;
    });
    const facts = serverFacts(row, limits, session);
    detail(`${facts.product} ${facts.version}`);
    return facts;
  });
}

export const driver: Driver<OracleSession> = { connect, inspect, catalog: oracleCatalog, classify: classifyOracle, privileges, openPool };
