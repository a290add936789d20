import type { TestProject } from 'vitest/node';
import '../integration/context';
import { makeCertificates } from './certificates';
import { startMariadb } from './mariadb';
import { startPostgres } from './postgres';

/** Starts the servers that all tests of a project share and tells the tests where they are. Returns what stops them. */
export async function provideServers(project: TestProject): Promise<() => Promise<void>> {
  const { certificates, remove } = await makeCertificates();
  const tls = { tls: certificates.server, clientCa: certificates.ca };
  const started = await Promise.allSettled([startPostgres(tls), startMariadb(tls)]);
  const stop = async (): Promise<void> => {
    await Promise.all(started.filter((server) => server.status === 'fulfilled').map((server) => server.value.stop()));
    await remove();
  };
  const [postgres, mariadb] = started;
  if (postgres.status === 'rejected' || mariadb.status === 'rejected') {
    await stop();
    throw new AggregateError(
      started.filter((server) => server.status === 'rejected').map((server): unknown => server.reason),
      'The database servers for the tests did not start.',
    );
  }
  project.provide('certificates', certificates);
  project.provide('postgres', { host: postgres.value.host, port: postgres.value.port });
  project.provide('mariadb', { host: mariadb.value.host, port: mariadb.value.port });
  return stop;
}
