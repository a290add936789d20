import { makeCertificates } from '../servers/certificates';
import { fakeDm } from '../servers/fake-dm';
import { startMariadb } from '../servers/mariadb';
import { startPostgres } from '../servers/postgres';
import { startTdsServer } from '../servers/tds/tds-server';
import { startTns } from '../servers/tns/server';

/** Starts what the benchmark measures against. */
export async function startBenchServers() {
  const { certificates, remove } = await makeCertificates();
  const tls = { tls: certificates.server };
  const [postgres, mariadb, sqlserver, oracle, dm] = await Promise.all([startPostgres(tls), startMariadb(tls), startTdsServer(tls), startTns(), fakeDm()]);
  return {
    postgres: { host: postgres.host, port: postgres.port },
    mariadb: { host: mariadb.host, port: mariadb.port },
    /** Protocol-level test servers, in this thread. */
    sqlserver: { host: sqlserver.host, port: sqlserver.port },
    oracle: { host: oracle.host, port: oracle.port },
    /** What the fake of dmdb speaks to. */
    dm: { host: dm.host, port: dm.port },
    stop: async (): Promise<void> => {
      await Promise.all([postgres, mariadb, sqlserver, oracle, dm].map((server) => server.stop()));
      await remove();
    },
  };
}
