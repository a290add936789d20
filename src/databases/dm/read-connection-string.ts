import { as, type OptionReaders, type ReadConnection } from '../read-connection-string';
import { readServerUrl } from '../shared/read-server-url';
import { DEFAULT_PORT } from './default-port';

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
  return readServerUrl(text, { schemes: ['dm'], defaultPort: DEFAULT_PORT, path: 'schema', options: OPTIONS });
}
