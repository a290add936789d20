import type { DatabaseType } from '../contract';
import { readOnlyParameter } from '../shared/read-only-parameter';
import { databaseParameter, hostParameter, NO_PORT, passwordParameter, poolParameters, portParameter, timeoutParameters, tlsParameters, userParameter } from '../shared/server-parameters';
import { sqlserverString } from './connection-string';
import { DEFAULT_PORT } from './default-port';
import { sqlserverDialect } from './dialect';
import { explainSqlserver } from './explain';
import { readSqlserver } from './read-connection-string';

export const sqlserver: DatabaseType = {
  id: 'sqlserver',
  label: 'SQL Server',
  kind: 'server',
  defaultPort: DEFAULT_PORT,
  driver: 'sqlserver',
  dialect: sqlserverDialect,
  readsCatalog: true,
  connectionLimit: 'user connections',
  connectionString: sqlserverString,
  readConnectionString: readSqlserver,
  explain: explainSqlserver,
  parameters: [
    hostParameter({ source: `^${NO_PORT}[^\\s/\\\\,@?#]+$`, hint: 'a host name or an address; instance and port have fields of their own' }),
    portParameter(DEFAULT_PORT),
    {
      group: 'connection',
      name: 'instance',
      kind: 'text',
      label: 'Instance',
      main: true,
      placeholder: 'SQLEXPRESS',
      pattern: { source: '^[^\\s\\\\/,;:@0-9][^\\s\\\\/,;:]*$', hint: 'the name of an instance, without the host' },
      help: 'Of several servers on one host; SQL Server Browser (UDP 1434) is asked for its port unless the port is given.',
    },
    databaseParameter(false),
    userParameter(),
    passwordParameter(),
    ...tlsParameters,
    ...poolParameters,
    ...timeoutParameters,
    { group: 'options', name: 'strictEncryption', kind: 'boolean', label: 'Strict encryption', default: false, help: 'TDS 8: TLS before everything else. Needs SQL Server 2022 or Azure SQL, and a TLS mode that verifies.' },
    {
      group: 'options',
      name: 'applicationIntent',
      kind: 'choice',
      label: 'Application intent',
      default: 'ReadWrite',
      choices: [
        { value: 'ReadWrite', label: 'Read and write' },
        { value: 'ReadOnly', label: 'Read only', help: 'An availability group may send the connection to a readable secondary.' },
      ],
      help: 'What the application tells an availability group.',
    },
    { group: 'options', name: 'applicationName', kind: 'text', label: 'Application name', placeholder: 'orders-service', help: 'Shown in sys.dm_exec_sessions.' },
    readOnlyParameter,
  ],
};
