import type { Socket } from 'node:net';
import type { ElementType } from '../elements/parameter';
import type { FailureFacts } from './failure';
import type { Stage } from './stages';

/** One kind of database. A folder of databases/ holds one; nothing else knows its name. */
export interface DatabaseType extends ElementType {
  /** `server` has a host and a port; `file` has a path. */
  readonly kind: 'server' | 'file';
  readonly defaultPort?: number;
  /** Name of its bundle in dist/drivers, built from databases/<name>/driver.ts. */
  readonly driver: string;
  /** The URL, or path, that the type's own tools take; without it a URL of the usual form serves. Secrets in `values` are written as they are. */
  readonly connectionString?: (values: ParameterValues) => string;
}

/** The resolved parameters of a test, by parameterKey(). Absent means the driver's or server's default. */
export type ParameterValues = Readonly<Record<string, string | number | boolean>>;

/** What the server says of itself and of this connection. */
export interface ServerFacts {
  /** Product as it names itself: "PostgreSQL", "MariaDB", "SQLite". */
  readonly product: string;
  readonly version: string;
  readonly database?: string;
  readonly user?: string;
  readonly tls?: TlsFacts;
  readonly connectionsInUse?: number;
  readonly connectionsAllowed?: number;
  /** The address the socket is connected to. */
  readonly address?: string;
  /** Size of a file database in bytes. */
  readonly fileSize?: number;
}

export interface TlsFacts {
  readonly protocol: string;
  readonly cipher: string;
  /** True when the mode in use checked the chain; the name as well for `verify-full`. */
  readonly verified: boolean;
}

export const TLS_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** TLS settings with the files' contents (PEM), read by the host side so that a driver opens no path of its own. */
export interface TlsPolicy {
  readonly mode: TlsMode;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** What a worker gets. Secrets are plain here: the message goes to the worker that uses them and nowhere else. */
export interface TestJob {
  readonly type: string;
  readonly driver: string;
  readonly values: ParameterValues;
  readonly tls: TlsPolicy;
  /** Absolute path of a file database, or `:memory:`. */
  readonly file?: string;
}

/** Runs the stages of a test for a driver: names them, times them, and makes the connection that the driver uses. */
export interface TestContext {
  /** Runs one stage and reports it. What `work` throws fails the stage. */
  stage<T>(id: Stage, work: (detail: (text: string) => void) => Promise<T> | T): Promise<T>;
  /** Reports stages that do not apply. */
  skip(...ids: readonly Stage[]): void;
  /** `lookup` and `reach`: a connected TCP socket, every address of the host tried in turn. The context destroys it at the end. */
  connect(host: string, port: number): Promise<Socket>;
  /** TLS over a connected socket as the policy says; throws ConnectionFailure when it is not met. To be called inside stage('secure'). */
  secure(socket: Socket, host: string, policy: TlsPolicy): Promise<{ readonly socket: Socket; readonly tls: TlsFacts }>;
}

/** A driver bundle exports `driver`. Runs in a worker whose environment is empty. */
export interface Driver {
  /** Runs the stages from `lookup` on, closes what it opened, and says what it found. */
  test(job: TestJob, context: TestContext): Promise<ServerFacts>;
  /** Reads an error of the driver; undefined for one it does not know. */
  classify(error: unknown, job: TestJob): FailureFacts | undefined;
}
