import type { ParameterValues } from '../connection';
import { isUnixSocket } from '../shared/unix-socket';
import { serverUrl } from '../shared/server-url';

const SSL_MODES: Readonly<Record<string, string>> = { disable: 'DISABLED', prefer: 'PREFERRED', require: 'REQUIRED', 'verify-ca': 'VERIFY_CA', 'verify-full': 'VERIFY_IDENTITY' };

/** The URI of MySQL Shell and MySQL's connectors. */
export function mysqlUrl({ port, ...values }: ParameterValues): string {
  const socket = isUnixSocket(String(values['host'] ?? ''));
  return serverUrl('mysql', socket || port === undefined ? values : { ...values, port }, {
    path: values['database'],
    options: [
      ['ssl-mode', SSL_MODES[String(values['tls.mode'])]],
      ['ssl-ca', values['tls.ca']],
      ['ssl-cert', values['tls.cert']],
      ['ssl-key', values['tls.key']],
    ],
  });
}
