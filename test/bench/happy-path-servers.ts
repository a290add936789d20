import { makeCertificates } from '../servers/certificates';
import { startMariadb } from '../servers/mariadb';
import { startPostgres } from '../servers/postgres';

/** Starts what the benchmark measures against. */
export async function startBenchServers() {
  const { certificates, remove } = await makeCertificates();
  const tls = { tls: certificates.server };
  const [postgres, mariadb] = await Promise.all([startPostgres(tls), startMariadb(tls)]);
  return {
    postgres: { host: postgres.host, port: postgres.port },
    mariadb: { host: mariadb.host, port: mariadb.port },
    stop: async (): Promise<void> => {
      await Promise.all([postgres.stop(), mariadb.stop()]);
      await remove();
    },
  };
}
