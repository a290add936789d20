import { makeCertificates } from './certificates';
import { orders } from './seed';
import { startTdsServer } from './tds/tds-server';
import { startTns } from './tns/server';

/** The protocol-level test servers as servers that are there already. Resolves with what the environment says of each, and how to stop them. */
export async function startStandIns(): Promise<{ readonly environment: Readonly<Record<string, string>>; stop(): Promise<void> }> {
  const { certificates, remove } = await makeCertificates();
  const [sqlserver, oracle] = await Promise.all([startTdsServer({ tls: certificates.selfSigned }), startTns()]);
  const account = `${orders.user}:${encodeURIComponent(orders.password)}`;
  const url = (scheme: string, { host, port }: { readonly host: string; readonly port: number }): string => `${scheme}://${account}@${host}:${port}/${orders.database}`;
  return {
    environment: { DBE_SQLSERVER_URL: url('sqlserver', sqlserver), DBE_ORACLE_URL: url('oracle', oracle) },
    async stop() {
      await Promise.all([sqlserver.stop(), oracle.stop()]);
      await remove();
    },
  };
}
