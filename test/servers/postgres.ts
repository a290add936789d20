import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import type { KeyPair } from './certificates';
import { command, privateCopy, serviceAccount, temporaryFolder, type Account } from './command';
import { databaseServer, startAndSeed, type DatabaseServer } from './database-server';
import { freePort } from './peers';
import { startGroup } from './process-group';
import { orders, orderTables } from './seed';

export interface PostgresOptions {
  /** Offers TLS with this certificate. */
  readonly tls?: KeyPair;
  /** The authority whose client certificates are accepted. */
  readonly clientCa?: string;
  readonly maxConnections?: number;
  /** Lines of pg_hba.conf that come before the one that lets everybody in with a password. */
  readonly hba?: readonly string[];
  /** Further SQL that the superuser runs in the orders database after the seed. */
  readonly seed?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer extends DatabaseServer {
  /** Where its Unix socket is. */
  readonly socketFolder: string;
  /** Runs SQL as superuser over the server's own socket, whatever pg_hba.conf says about the network. */
  query(sql: string, database?: string): Promise<Record<string, unknown>[]>;
}

const superuser = 'postgres';

/** Starts a PostgreSQL server with its own data on a free port of 127.0.0.1. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const account = await serviceAccount('postgres');
  const binaries = await binaryFolder();
  const folder = await temporaryFolder('postgres', account);
  const data = path.join(folder.path, 'data');
  const logFile = path.join(folder.path, 'server.log');
  const port = await freePort();
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8'];
  await command(path.join(binaries, 'initdb'), ['-D', data, '-U', superuser, '--auth=scram-sha-256', '--auth-local=trust', '--no-sync', ...locale], {
    account,
    cwd: folder.path,
  });
  await configure(data, folder.path, port, account, options);

  const query = async (sql: string, database: string = superuser): Promise<Record<string, unknown>[]> => {
    const client = new Client({ host: folder.path, port, user: superuser, database, connectionTimeoutMillis: 10_000 });
    // A server that stops under the client reports it here as well as in the pending query.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const result = await client.query<Record<string, unknown>>(sql);
      return result.rows;
    } finally {
      await client.end();
    }
  };
  const server = databaseServer({
    name: 'PostgreSQL',
    port,
    logFile,
    launch: () => startGroup(path.join(binaries, 'postgres'), ['-D', data], { account, cwd: folder.path, logFile, signal: 'INT' }),
    probe: () => query('SELECT 1'),
    removeData: () => folder.remove(),
  });
  await startAndSeed(server, async () => {
    await query(`CREATE ROLE ${orders.user} LOGIN PASSWORD '${orders.password}'`);
    await query(`CREATE DATABASE ${orders.database} OWNER ${orders.user}`);
    for (const sql of [`SET ROLE ${orders.user}; ${orderTables.join(';\n')}`, ...(options.seed ?? [])]) await query(sql, orders.database);
  });
  return { ...server, query, socketFolder: folder.path };
}

// The newest version in Debian's folders. They are not on the path, and what is on the path may be another program.
async function binaryFolder(): Promise<string> {
  const base = '/usr/lib/postgresql';
  const versions = await readdir(base).catch(() => []);
  const newest = versions.map(Number).filter(Number.isInteger).sort((a, b) => b - a)[0];
  if (newest === undefined) throw new Error(`There is no PostgreSQL server in ${base}. Install the package "postgresql".`);
  return path.join(base, String(newest), 'bin');
}

async function configure(data: string, socketFolder: string, port: number, account: Account | undefined, options: PostgresOptions): Promise<void> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socketFolder,
    max_connections: String(options.maxConnections ?? 30),
    shared_buffers: '16MB',
    fsync: 'off',
    full_page_writes: 'off',
    password_encryption: 'scram-sha-256',
    ...options.settings,
  };
  if (options.tls) {
    settings['ssl'] = 'on';
    settings['ssl_cert_file'] = await privateCopy(options.tls.cert, path.join(data, 'server.pem'), account);
    settings['ssl_key_file'] = await privateCopy(options.tls.key, path.join(data, 'server.key'), account);
    if (options.clientCa) settings['ssl_ca_file'] = await privateCopy(options.clientCa, path.join(data, 'client-ca.pem'), account);
  }
  const lines = Object.entries(settings).map(([key, value]) => `${key} = '${value.replaceAll("'", "''")}'`);
  await writeFile(path.join(data, 'postgresql.conf'), `${lines.join('\n')}\n`);
  const access = [`local all ${superuser} trust`, 'local all all scram-sha-256', ...(options.hba ?? []), 'host all all 127.0.0.1/32 scram-sha-256'];
  await writeFile(path.join(data, 'pg_hba.conf'), `${access.join('\n')}\n`);
}
