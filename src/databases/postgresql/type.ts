import type { DatabaseType } from '../contract';
import { readOnlyParameter } from '../shared/read-only-parameter';
import { databaseParameter, hostOrSocketParameter, maxLifetimeParameter, passwordParameter, poolParameters, portParameter, timeoutParameters, tlsParameters, userParameter } from '../shared/server-parameters';
import { postgresqlUrl } from './connection-string';
import { DEFAULT_PORT } from './default-port';
import { postgresqlDialect } from './dialect';
import { explainPostgresql } from './explain';
import { readPostgresql } from './read-connection-string';

export const postgresql: DatabaseType = {
  id: 'postgresql',
  label: 'PostgreSQL',
  kind: 'server',
  defaultPort: DEFAULT_PORT,
  driver: 'postgresql',
  dialect: postgresqlDialect,
  allowList: 'pg_hba.conf',
  readsCatalog: true,
  connectionLimit: 'max_connections',
  connectionString: postgresqlUrl,
  readConnectionString: readPostgresql,
  explain: explainPostgresql,
  parameters: [
    hostOrSocketParameter('Or the folder of a Unix socket, e.g. /var/run/postgresql.'),
    portParameter(DEFAULT_PORT),
    databaseParameter(true),
    userParameter(),
    passwordParameter(),
    ...tlsParameters,
    ...poolParameters,
    maxLifetimeParameter,
    ...timeoutParameters,
    { group: 'options', name: 'applicationName', kind: 'text', label: 'Application name', placeholder: 'orders-service', help: 'Shown in pg_stat_activity.' },
    { group: 'options', name: 'searchPath', kind: 'text', label: 'Search path', placeholder: 'app, public', help: 'Schemas in which unqualified names are looked up.' },
    { group: 'options', name: 'serverOptions', kind: 'text', label: 'Server options', placeholder: '-c statement_timeout=5s', help: 'Options of the server for this session, as libpq\'s "options".' },
    readOnlyParameter,
  ],
};
