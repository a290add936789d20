import type { DatabaseType } from '../contract';
import { databaseParameter, hostParameter, passwordParameter, poolParameters, portParameter, timeoutParameters, tlsParameters, userParameter } from '../shared/server-parameters';
import { mysqlUrl } from './connection-string';

export const mysql: DatabaseType = {
  id: 'mysql',
  label: 'MySQL / MariaDB',
  kind: 'server',
  defaultPort: 3306,
  driver: 'mysql',
  connectionString: mysqlUrl,
  parameters: [
    hostParameter(),
    portParameter(3306),
    databaseParameter(false),
    userParameter(),
    passwordParameter(),
    ...tlsParameters,
    ...poolParameters,
    ...timeoutParameters,
    { group: 'options', name: 'charset', kind: 'text', label: 'Character set', placeholder: 'utf8mb4', help: 'Character set of the connection.' },
    { group: 'options', name: 'timezone', kind: 'text', label: 'Time zone', placeholder: '+00:00', pattern: { source: '^(Z|local|[+-]\\d\\d:\\d\\d)$', hint: 'Z, local or an offset such as +02:00' }, help: 'Time zone in which dates are sent and read.' },
  ],
};
