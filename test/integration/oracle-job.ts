import type { ConnectionJob, ParameterValues } from '../../src/databases/connection';
import type { TlsPolicy } from '../../src/databases/tls';
import { orders } from '../servers/seed';

/** A job for Oracle; `values` and `tls` change what a case is about. */
export function oracleJob(server: { readonly host: string; readonly port: number }, values: ParameterValues = {}, tls: TlsPolicy = { mode: 'prefer' }): ConnectionJob {
  return { type: 'oracle', driver: 'oracle', values: { host: server.host, port: server.port, user: orders.user, password: orders.password, serviceName: orders.database, ...values }, secretKeys: ['password'], tls };
}
