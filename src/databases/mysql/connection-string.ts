import type { ParameterValues } from '../contract';
import { serverUrl } from '../shared/server-url';

const SSL_MODES: Readonly<Record<string, string>> = { disable: 'DISABLED', prefer: 'PREFERRED', require: 'REQUIRED', 'verify-ca': 'VERIFY_CA', 'verify-full': 'VERIFY_IDENTITY' };

/** The URI of MySQL Shell and MySQL's connectors. */
export function mysqlUrl(values: ParameterValues): string {
  return serverUrl('mysql', values, {
    path: values['database'],
    options: [
      ['ssl-mode', SSL_MODES[String(values['tls.mode'])]],
      ['ssl-ca', values['tls.ca']],
      ['ssl-cert', values['tls.cert']],
      ['ssl-key', values['tls.key']],
    ],
  });
}
