import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { KeyPair } from './certificates';
import { command, privateCopy, serviceAccount, temporaryFolder, type Account } from './command';
import { databaseServer, startAndSeed, type DatabaseServer } from './database-server';
import { freePort } from './peers';
import { startGroup } from './process-group';
import { orders, orderTables } from './seed';

export interface MariadbOptions {
  /** Offers TLS with this certificate. */
  readonly tls?: KeyPair;
  /** The authority whose client certificates are accepted. */
  readonly clientCa?: string;
  readonly maxConnections?: number;
  /** The hosts from which the orders account may connect; all of them by default. */
  readonly accountHost?: string;
  /** Further SQL that root runs in the orders database after the seed. */
  readonly seed?: readonly string[];
  /** Options of mariadbd without the leading dashes, e.g. `{ 'require-secure-transport': 'ON' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface MariadbServer extends DatabaseServer {
  readonly socketPath: string;
  /** Runs one statement as root over the server's own socket. */
  query(sql: string, database?: string): Promise<unknown>;
}

/** Starts a MariaDB server with its own data on a free port of 127.0.0.1. */
export async function startMariadb(options: MariadbOptions = {}): Promise<MariadbServer> {
  const account = await serviceAccount('mysql');
  const folder = await temporaryFolder('mariadb', account);
  const data = path.join(folder.path, 'data');
  const socketPath = path.join(folder.path, 'server.sock');
  const logFile = path.join(folder.path, 'server.log');
  const port = await freePort();
  // A server that starts removes the temporary tables of every other one in its folder.
  const folders = [`--datadir=${data}`, `--tmpdir=${folder.path}`];
  const install = ['--no-defaults', ...folders, '--auth-root-authentication-method=normal', '--skip-test-db'];
  await command('mariadb-install-db', install, { account, cwd: folder.path });
  const args = [
    '--no-defaults',
    ...[...folders, `--port=${String(port)}`, `--socket=${socketPath}`, `--pid-file=${path.join(folder.path, 'server.pid')}`],
    // The server then knows the client as 127.0.0.1, whatever the machine calls that address.
    ...['--bind-address=127.0.0.1', '--skip-name-resolve', '--character-set-server=utf8mb4'],
    ...['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=32M', '--performance-schema=OFF'],
    `--max-connections=${String(options.maxConnections ?? 30)}`,
    ...(await tlsArguments(folder.path, account, options)),
    ...Object.entries(options.settings ?? {}).map(([key, value]) => `--${key}=${value}`),
  ];

  const query = async (sql: string, database?: string): Promise<unknown> => {
    const connection = await createConnection({ socketPath, user: 'root', connectTimeout: 10_000, ...(database === undefined ? {} : { database }) });
    connection.on('error', () => undefined);
    try {
      const [rows] = await connection.query(sql);
      return rows;
    } finally {
      connection.destroy();
    }
  };
  const server = databaseServer({
    name: 'MariaDB',
    port,
    logFile,
    launch: () => startGroup('mariadbd', args, { account, cwd: folder.path, logFile }),
    probe: () => query('SELECT 1'),
    removeData: () => folder.remove(),
  });
  await startAndSeed(server, async () => {
    await query(`CREATE DATABASE ${orders.database}`);
    // Only the orders account is there for the network, so that its host alone decides who is let in.
    await query(`DELETE FROM mysql.global_priv WHERE User = '' OR Host <> 'localhost'`);
    await query('FLUSH PRIVILEGES');
    const name = `'${orders.user}'@'${options.accountHost ?? '%'}'`;
    await query(`CREATE USER ${name} IDENTIFIED BY '${orders.password}'`);
    await query(`GRANT ALL PRIVILEGES ON ${orders.database}.* TO ${name}`);
    for (const sql of [...orderTables, ...(options.seed ?? [])]) await query(sql, orders.database);
  });
  return { ...server, query, socketPath };
}

async function tlsArguments(folder: string, account: Account | undefined, options: MariadbOptions): Promise<string[]> {
  if (!options.tls) return [];
  const cert = await privateCopy(options.tls.cert, path.join(folder, 'server.pem'), account);
  const key = await privateCopy(options.tls.key, path.join(folder, 'server.key'), account);
  const args = [`--ssl-cert=${cert}`, `--ssl-key=${key}`];
  if (options.clientCa) args.push(`--ssl-ca=${await privateCopy(options.clientCa, path.join(folder, 'client-ca.pem'), account)}`);
  return args;
}
