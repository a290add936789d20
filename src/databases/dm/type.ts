import type { DatabaseType } from '../contract';
import { readOnlyParameter } from '../shared/read-only-parameter';
import { hostParameter, passwordParameter, poolParameters, portParameter, timeoutParameters, userParameter } from '../shared/server-parameters';
import { dmUrl } from './connection-string';
import { DEFAULT_PORT } from './default-port';
import { dmDialect } from './dialect';
import { dmdbPackage } from './package';
import { readDm } from './read-connection-string';

export const dm: DatabaseType = {
  id: 'dm',
  label: 'DM (Dameng)',
  kind: 'server',
  defaultPort: DEFAULT_PORT,
  driver: 'dm',
  driverPackage: dmdbPackage,
  connectionString: dmUrl,
  readConnectionString: readDm,
  dialect: dmDialect,
  readsCatalog: true,
  connectionLimit: 'MAX_SESSIONS',
  parameters: [
    hostParameter(),
    portParameter(DEFAULT_PORT),
    { group: 'connection', name: 'schema', kind: 'text', label: 'Schema', main: true, placeholder: 'ORDERS', help: 'Case-sensitive; without it, the schema of the user.' },
    userParameter(),
    passwordParameter(),
    {
      group: 'tls',
      name: 'mode',
      kind: 'choice',
      label: 'TLS',
      main: true,
      default: 'prefer',
      help: 'The server decides on TLS, and the driver of DM checks no certificate: stricter modes are not to be had.',
      choices: [
        { value: 'disable', label: 'Disable', help: 'Never TLS; a server that demands it is not signed in to.' },
        { value: 'prefer', label: 'Prefer', help: 'TLS when the server demands it; the certificate is not checked.' },
      ],
    },
    ...poolParameters,
    ...timeoutParameters,
    { group: 'options', name: 'sslPath', kind: 'path', label: 'TLS folder', placeholder: 'certs/dm', help: 'Folder with ca-cert.pem, client-cert.pem and client-key.pem, for servers that demand TLS.' },
    { group: 'options', name: 'applicationName', kind: 'text', label: 'Application name', placeholder: 'orders-service', help: 'Shown in V$SESSIONS.' },
    readOnlyParameter,
  ],
};
