import type { ParameterValues } from '../connection';
import { startupOptions } from './startup-options';
import { serverUrl } from '../shared/server-url';

/** The URL of libpq, as psql, pg_dump and most drivers take it. */
export function postgresqlUrl(values: ParameterValues): string {
  return serverUrl('postgresql', values, {
    path: values['database'],
    options: [
      ['sslmode', values['tls.mode']],
      ['sslrootcert', values['tls.ca']],
      ['sslcert', values['tls.cert']],
      ['sslkey', values['tls.key']],
      ['application_name', values['options.applicationName']],
      ['options', startupOptions(values)],
    ],
  });
}
