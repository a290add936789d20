import { Client, Pool } from 'pg';
import { AcquireTimeout, type OpenPool } from '../pool';
import { adopted, clientConfig, listenTo, openLine, type Wire } from './client';

/** node-postgres' own pool. Its `connectionTimeoutMillis` covers both the wait for a free connection and making one. */
export const openPool: OpenPool = (job, settings, context) => {
  /** Makes its line when it is told to connect; pg-pool makes its clients before. */
  class LineClient extends Client {
    private readonly wire: Wire;

    constructor() {
      const wire: Wire = {};
      super(clientConfig(job, wire));
      this.wire = wire;
      listenTo(this, wire);
    }

    override connect(): Promise<Client>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: ((error: Error) => void) | (() => void)): Promise<Client> | undefined {
      const connected = this.connectOverLine();
      if (callback === undefined) return connected;
      connected.then(() => { (callback as () => void)(); }, callback);
      return undefined;
    }

    private async connectOverLine(): Promise<Client> {
      const line = openLine(job, context());
      // pg-pool gives up by destroying the stream that it knows.
      const givenUp = new Promise<never>((_, reject) => {
        this.connection.stream.once('close', () => {
          reject(new Error('timeout exceeded when trying to connect'));
        });
      });
      givenUp.catch(() => {
        line.then(({ socket }) => socket.destroy(), () => undefined);
      });
      this.wire.line = await Promise.race([line, givenUp]);
      Reflect.set(this.connection, 'stream', adopted(this.wire.line.socket));
      return super.connect();
    }
  }

  const pool = new Pool({
    Client: LineClient,
    min: settings.min,
    max: settings.max,
    idleTimeoutMillis: settings.idleTimeoutMs,
    connectionTimeoutMillis: settings.acquireTimeoutMs,
    maxLifetimeSeconds: settings.maxLifetimeMs / 1000,
  });
  // An idle connection that breaks is thrown away; the next request shows what is wrong.
  pool.on('error', () => undefined);
  return {
    acquire: () =>
      new Promise((resolve, reject) => {
        pool.connect((error, client, release) => {
          if (client !== undefined) resolve({ run: (sql) => client.query(sql), release });
          else if (isTimeout(error)) reject(new AcquireTimeout(settings.acquireTimeoutMs, { cause: error }));
          else reject(error ?? new Error('The pool gave no connection'));
        });
      }),
    open: () => pool.totalCount,
    close: () => pool.end(),
  };
};

// pg-pool's errors have no code.
function isTimeout(error: unknown): boolean {
  return error instanceof Error && /^(timeout exceeded when trying to connect|Connection terminated due to connection timeout)$/.test(error.message);
}
