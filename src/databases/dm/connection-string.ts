import type { ParameterValues } from '../connection';
import { serverUrl } from '../shared/server-url';

/** The URL of dmdb and of the vendor's other drivers. */
export function dmUrl(values: ParameterValues): string {
  return serverUrl('dm', values, {
    path: undefined,
    options: [
      ['schema', values['schema']],
      ['sslPath', values['options.sslPath']],
      ['appName', values['options.applicationName']],
    ],
  });
}
