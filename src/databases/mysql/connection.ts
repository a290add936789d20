import { authPlugins, createConnection as create, type Connection, type ConnectionOptions, type ResultSetHeader, type RowDataPacket } from 'mysql2';
import type { Socket } from 'node:net';
import type { ConnectionJob } from '../connection';
import type { Row, SqlValue } from '../session';
import { ConnectionFailure } from '../failure';
import { isLoopback } from '../shared/first-bytes';
import { isUnixSocket } from '../shared/unix-socket';
import { defined, portValue, requiredText, textValue } from '../shared/values';
import { DEFAULT_PORT } from './default-port';

/** A connection over our socket. It waits for the greeting, which the caller hands back to the socket. */
export function createConnection(socket: Socket, job: ConnectionJob, encrypted: boolean): Connection {
  const plugins = encrypted ? {} : unencryptedPlugins(isUnixSocket(requiredText(job.values, 'host')) || isLoopback(socket.remoteAddress));
  const connection = create({
    ...connectionOptions(job, encrypted),
    ...plugins,
    stream: socket,
    // The deadline of the test covers this, and a timer of mysql2 would outlive the connection.
    connectTimeout: 0,
  });
  // What goes wrong is told by the promises; an event without a listener would be an uncaught exception.
  connection.on('error', () => undefined);
  return connection;
}

/** What a connection is made with, but for its socket; every option is explicit. */
export function connectionOptions(job: ConnectionJob, encrypted: boolean): ConnectionOptions {
  const { values } = job;
  return {
    host: requiredText(values, 'host'),
    port: portValue(values, DEFAULT_PORT),
    user: requiredText(values, 'user'),
    // mysql2 makes room for thousands of statements at once; none is prepared here.
    maxPreparedStatements: 1,
    // A server must not ask for files of this machine.
    flags: ['-LOCAL_FILES'],
    enableCleartextPlugin: encrypted,
    ...(encrypted ? { ssl: { rejectUnauthorized: true } } : {}),
    ...defined({
      password: textValue(values, 'password'),
      database: textValue(values, 'database'),
      charset: textValue(values, 'options.charset'),
      timezone: textValue(values, 'options.timezone'),
    }),
  };
}

/** Runs one statement; a statement that returns no rows has none. */
export function queryRows(connection: Connection, sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    connection.query<RowDataPacket[] | ResultSetHeader>(sql, [...values], (error, result) => {
      if (error) reject(error);
      else resolve(Array.isArray(result) ? result.map(lowerCaseColumns) : []);
    });
  });
}

// MySQL 8 names the columns of information_schema in capitals, MariaDB as the statement does.
function lowerCaseColumns(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
}

// Without TLS the server's RSA key comes over the same wire, so anybody in between can put theirs in its place and read
// the password. Within this machine there is nobody in between.
export function unencryptedPlugins(local: boolean): ConnectionOptions {
  if (local) return {};
  const onServerPublicKey = (): never => {
    throw new ConnectionFailure({
      code: 'authentication-unsupported',
      stage: 'authenticate',
      field: 'tls.mode',
      suggestedTlsMode: 'require',
      driverMessage: 'The password would be sent under a key that nothing vouches for: this way of signing in needs TLS.',
    });
  };
  return {
    authPlugins: {
      caching_sha2_password: authPlugins.caching_sha2_password({ onServerPublicKey }),
      sha256_password: authPlugins.sha256_password({ onServerPublicKey }),
    },
  };
}
