import { among, as, type OptionReaders, type ReadConnection } from '../read-connection-string';
import { readServerUrl } from '../shared/read-server-url';
import { DEFAULT_PORT } from './default-port';

/** In the spellings of MySQL (`VERIFY_IDENTITY`) and of MariaDB's connectors (`verify-full`). */
const TLS_MODES = { disabled: 'disable', preferred: 'prefer', required: 'require', verify_ca: 'verify-ca', verify_identity: 'verify-full', disable: 'disable', trust: 'require', 'verify-ca': 'verify-ca', 'verify-full': 'verify-full' };

const OPTIONS: OptionReaders = {
  user: as('user'),
  password: as('password'),
  socket: (value) => ({ host: value, port: undefined }),
  sslmode: among('tls.mode', TLS_MODES),
  sslca: as('tls.ca'),
  sslcert: as('tls.cert'),
  sslkey: as('tls.key'),
  usessl: among('tls.mode', { false: 'disable' }),
  charset: as('options.charset'),
};

/** A URI of MySQL Shell and the connectors, or a URL of JDBC. */
export function readMysql(text: string): ReadConnection | undefined {
  return readServerUrl(text, { schemes: ['mysql', 'mariadb', 'mysql2'], defaultPort: DEFAULT_PORT, path: 'database', options: OPTIONS });
}
