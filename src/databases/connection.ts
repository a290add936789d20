import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Stage } from './stages';
import type { TlsDialect, TlsFacts, TlsPolicy } from './tls';

/** The resolved parameters of a connection, by parameterKey(). Absent means the driver's or server's default. */
export type ParameterValues = Readonly<Record<string, string | number | boolean>>;

/** What a worker connects with. Secrets are plain here: the message goes to the worker that uses them and nowhere else. */
export interface ConnectionJob {
  readonly type: string;
  readonly driver: string;
  readonly values: ParameterValues;
  /** The keys of those values that are secrets. */
  readonly secretKeys: readonly string[];
  readonly tls: TlsPolicy;
  /** Absolute path of a file database, or `:memory:`. */
  readonly file?: string;
  /** A database file is opened for writing; only work that a person has agreed to says so. */
  readonly writes?: true;
  /** Absolute path of the folder in which the type's driver package is installed. */
  readonly packageFolder?: string;
}

/** Runs the stages of a connection for a driver: names them, times them, and makes the socket that the driver uses. */
export interface ConnectionContext {
  /** Runs one stage and reports it. What `work` throws fails the stage. */
  stage<T>(id: Stage, work: (detail: (text: string) => void) => Promise<T> | T): Promise<T>;
  /** Reports stages that do not apply. */
  skip(...ids: readonly Stage[]): void;
  /**
   * `lookup` and `reach`: a connected socket, every address of the host tried in turn; a host that begins with a slash is
   * the path of a Unix socket. The context destroys it at the end.
   */
  connect(host: string, port: number | PortFinder): Promise<Socket>;
  /** TLS over a connected stream as the policy says; throws ConnectionFailure when it is not met. To be called inside stage('secure'). */
  secure(stream: Duplex, host: string, policy: TlsPolicy, dialect?: TlsDialect): Promise<{ readonly socket: TLSSocket; readonly tls: TlsFacts }>;
}

/** Asks at a host's addresses for the port of the server; part of `lookup`. */
export type PortFinder = (addresses: readonly string[]) => Promise<number>;
