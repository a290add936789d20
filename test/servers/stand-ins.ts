import { fakeDmdb } from '../machine/locations.mjs';
import { makeCertificates } from './certificates';
import { fakeDm } from './fake-dm';
import { orders } from './seed';
import { startTdsServer } from './tds/tds-server';
import { startTns } from './tns/server';

/** The protocol-level test servers, and what the fake of dmdb speaks to, as servers that are there already. Resolves with what the environment says of each, and how to stop them. */
export async function startStandIns(): Promise<{ readonly environment: Readonly<Record<string, string>>; stop(): Promise<void> }> {
  const { certificates, remove } = await makeCertificates();
  const [sqlserver, oracle, dm] = await Promise.all([startTdsServer({ tls: certificates.selfSigned }), startTns(), fakeDm()]);
  const url = (scheme: string, { host, port }: { readonly host: string; readonly port: number }, [user, database]: readonly [string, string] = [orders.user, orders.database]): string =>
    `${scheme}://${user}:${encodeURIComponent(orders.password)}@${host}:${port}/${database}`;
  return {
    environment: {
      DBE_SQLSERVER_URL: url('sqlserver', sqlserver),
      DBE_ORACLE_URL: url('oracle', oracle),
      DBE_DM_URL: url('dm', dm, ['ORDERS_APP', 'ORDERS']),
      DBE_DM_DRIVER: fakeDmdb,
    },
    async stop() {
      await Promise.all([sqlserver.stop(), oracle.stop(), dm.stop()]);
      await remove();
    },
  };
}
