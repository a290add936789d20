import type { DatabaseType } from '../contract';
import { readOnlyParameter } from '../shared/read-only-parameter';
import { hostParameter, maxLifetimeParameter, passwordParameter, poolParameters, portParameter, timeoutParameters, tlsParameters, userParameter } from '../shared/server-parameters';
import { oracleString } from './connection-string';
import { DEFAULT_PORT } from './default-port';
import { NAME_PATTERN } from './descriptor';
import { oracleDialect } from './dialect';
import { explainOracle } from './explain';
import { readOracle } from './read-connection-string';

const role = (value: string) => ({ value, label: value.toUpperCase() });

export const oracle: DatabaseType = {
  id: 'oracle',
  label: 'Oracle',
  kind: 'server',
  defaultPort: DEFAULT_PORT,
  driver: 'oracle',
  trivialStatement: 'SELECT 1 FROM dual',
  databaseKeys: ['serviceName', 'sid'],
  walletFile: 'ewallet.pem',
  dialect: oracleDialect,
  readsCatalog: true,
  connectionLimit: 'the parameters "processes" and "sessions", or SESSIONS_PER_USER of the account’s profile',
  allowList: 'TCP.INVITED_NODES in the listener’s sqlnet.ora',
  connectionString: oracleString,
  readConnectionString: readOracle,
  explain: explainOracle,
  exactlyOneOf: ['serviceName', 'sid'],
  parameters: [
    hostParameter(),
    portParameter(DEFAULT_PORT),
    { group: 'connection', name: 'serviceName', kind: 'text', label: 'Service name', main: true, placeholder: 'orclpdb1', pattern: NAME_PATTERN, help: 'What the listener calls the database; either this or a SID.' },
    { group: 'connection', name: 'sid', kind: 'text', label: 'SID', main: true, placeholder: 'ORCL', pattern: NAME_PATTERN, help: 'The name of an instance, for databases that have no service; either this or a service name.' },
    userParameter(),
    passwordParameter(),
    ...tlsParameters,
    { group: 'tls', name: 'wallet', kind: 'path', label: 'Wallet folder', placeholder: 'wallet', help: 'Folder with ewallet.pem, which holds authorities and, for servers that ask for one, a client certificate with its key.' },
    ...poolParameters,
    maxLifetimeParameter,
    ...timeoutParameters,
    {
      group: 'options',
      name: 'role',
      kind: 'choice',
      label: 'Role',
      default: 'none',
      choices: [{ value: 'none', label: 'None', help: 'An ordinary account, as applications have.' }, ...['sysdba', 'sysoper', 'sysbackup', 'sysdg', 'syskm', 'sysasm', 'sysrac'].map(role)],
      help: 'Signs in as an administrator.',
    },
    readOnlyParameter,
  ],
};
