import type { DatabaseType } from '../contract';
import { readOnlyParameter } from '../shared/read-only-parameter';
import { databaseParameter, hostOrSocketParameter, passwordParameter, poolParameters, portParameter, timeoutParameters, tlsParameters, userParameter } from '../shared/server-parameters';
import { mysqlUrl } from './connection-string';
import { DEFAULT_PORT } from './default-port';
import { mysqlDialect } from './dialect';
import { readMysql } from './read-connection-string';

/** The one pool parameter that mysql2 has not, see pool.ts. */
const MIN_HELP = 'mysql2 makes connections as they are needed and keeps no minimum; at the maximum, none is closed for being idle.';

export const mysql: DatabaseType = {
  id: 'mysql',
  label: 'MySQL / MariaDB',
  kind: 'server',
  defaultPort: DEFAULT_PORT,
  driver: 'mysql',
  dialect: mysqlDialect,
  allowList: 'the host part of the account',
  readsCatalog: true,
  connectionLimit: 'max_connections',
  connectionString: mysqlUrl,
  readConnectionString: readMysql,
  parameters: [
    hostOrSocketParameter('Or the path of a Unix socket, e.g. /run/mysqld/mysqld.sock.'),
    portParameter(DEFAULT_PORT),
    databaseParameter(false),
    userParameter(),
    passwordParameter(),
    ...tlsParameters,
    ...poolParameters.map((parameter) => (parameter.name === 'min' ? { ...parameter, help: MIN_HELP } : parameter)),
    ...timeoutParameters,
    { group: 'options', name: 'charset', kind: 'text', label: 'Character set', placeholder: 'utf8mb4', help: 'Character set of the connection.' },
    { group: 'options', name: 'timezone', kind: 'text', label: 'Time zone', placeholder: '+00:00', pattern: { source: '^(Z|local|[+-]\\d\\d:\\d\\d)$', hint: 'Z, local or an offset such as +02:00' }, help: 'Time zone in which dates are sent and read.' },
    readOnlyParameter,
  ],
};
