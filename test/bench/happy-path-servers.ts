import { makeCertificates } from '../servers/certificates';
import { startMariadb } from '../servers/mariadb';
import { startPostgres } from '../servers/postgres';
import { startTdsServer } from '../servers/tds/tds-server';
import { startTns } from '../servers/tns/server';

/** Starts what the benchmark measures against. */
export async function startBenchServers() {
  const { certificates, remove } = await makeCertificates();
  const tls = { tls: certificates.server };
  const [postgres, mariadb, sqlserver, oracle] = await Promise.all([startPostgres(tls), startMariadb(tls), startTdsServer(tls), startTns()]);
  return {
    postgres: { host: postgres.host, port: postgres.port },
    mariadb: { host: mariadb.host, port: mariadb.port },
    /** Protocol-level test servers, in this thread. */
    sqlserver: { host: sqlserver.host, port: sqlserver.port },
    oracle: { host: oracle.host, port: oracle.port },
    stop: async (): Promise<void> => {
      await Promise.all([postgres, mariadb, sqlserver, oracle].map((server) => server.stop()));
      await remove();
    },
  };
}
