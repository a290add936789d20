import { as, type OptionReaders, type ReadConnection } from '../read-connection-string';
import { readServerUrl } from '../shared/read-server-url';

const OPTIONS: OptionReaders = {
  user: as('user'),
  password: as('password'),
  schema: as('schema'),
  sslpath: as('options.sslPath'),
  sslfilespath: as('options.sslPath'),
  appname: as('options.applicationName'),
};

/** The URL of dmdb, or that of the vendor's JDBC driver. */
export function readDm(text: string): ReadConnection | undefined {
  return readServerUrl(text, { schemes: ['dm'], defaultPort: 5236, path: 'schema', options: OPTIONS });
}
