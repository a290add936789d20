import type { ElementType } from '../elements/parameter';
import type { Catalog } from './catalog';
import type { ConnectionContext, ConnectionJob, ParameterValues } from './connection';
import type { Dialect } from './dialect';
import type { FailureFacts } from './failure';
import type { OpenPool } from './pool';
import type { Privileges } from './privileges';
import type { ReadConnectionString } from './read-connection-string';
import type { Session } from './session';
import type { TlsFacts } from './tls';

/** One kind of database. A folder of databases/ holds one; nothing else knows its name. */
export interface DatabaseType extends ElementType {
  /** `server` has a host and a port; `file` has a path. */
  readonly kind: 'server' | 'file';
  readonly defaultPort?: number;
  /** Name of its bundle in dist/drivers, built from databases/<name>/driver.ts; of another extension's type, the bundle's absolute path. */
  readonly driver: string;
  /** The id of the extension that brings the type; built-in types have none. */
  readonly extension?: string;
  /** Absolute paths of the glyphs of another extension's type; those of built-in types are in media/types. */
  readonly icon?: { readonly light: string; readonly dark: string };
  /** Keys of the parameters that name the database, the first that is stated counts; `database` without it. */
  readonly databaseKeys?: readonly string[];
  /** The PEM file in the folder of `tls.wallet`, which holds what `tls.ca`, `tls.cert` and `tls.key` would state. */
  readonly walletFile?: string;
  /** A statement that costs the server next to nothing; `SELECT 1` without it. */
  readonly trivialStatement?: string;
  /** The package of the vendor that the driver works through, where it may not be shipped. */
  readonly driverPackage?: DriverPackage;
  /** What the server calls the limit of its connections, e.g. `max_connections`. */
  readonly connectionLimit?: string;
  /** Where a server says who may connect from where, e.g. `pg_hba.conf`. */
  readonly allowList?: string;
  /** The URL, or path, that the type's own tools take; without it a URL of the usual form serves. Secrets in `values` are written as they are. */
  readonly connectionString?: (values: ParameterValues) => string;
  /** The other direction, and the strings of other languages' drivers. */
  readonly readConnectionString?: ReadConnectionString;
  /** How it spells names, values and types, for data table models. */
  readonly dialect?: Dialect;
  /** Its driver has a catalogue, so that schemas, tables and columns can be shown. */
  readonly readsCatalog?: true;
  /** What the general explanation of a failure does not say for this type. Values hold no secret. */
  readonly explain?: (facts: FailureFacts, values: ParameterValues) => TypeWording;
}

/** Adds to the general wording of a failure, see diagnosis/explain.ts. */
export interface TypeWording {
  /** Takes the place of the general sentence. */
  readonly message?: string;
  /** What to check before all else. */
  readonly remedies?: readonly string[];
  /** The general advice does not fit and is left out. */
  readonly only?: true;
}

/** An npm package that each user installs: its licence does not let anybody else pass it on. */
export interface DriverPackage {
  readonly name: string;
  /** The version that the adapter was written for; that one and no other is installed. */
  readonly version: string;
  /** Of the licence, to be shown before an installation, e.g. "proprietary software of Acme Ltd." */
  readonly licence: string;
}

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
  /** Read after the test, by privilegesTask(); absent for a type without accounts. */
  readonly privileges?: Privileges;
}

/** A driver bundle exports `driver`. Runs in a worker whose environment is empty. */
export interface Driver<S extends Session = Session> {
  /** Runs the stages from `lookup` to `open`. What it opened and does not return, it closes. */
  connect(job: ConnectionJob, context: ConnectionContext): Promise<S>;
  /** Runs the stages `query` and, of a server, `inspect`. The session stays open. */
  inspect(session: S, job: ConnectionJob, context: ConnectionContext): Promise<ServerFacts>;
  /** Reads schemas, tables and columns; absent for a type that has no way to tell. */
  readonly catalog?: Catalog;
  /** Reads an error of the driver; undefined for one it does not know. */
  classify(error: unknown, job: ConnectionJob): FailureFacts | undefined;
  /** What the account may do beyond what an application needs, by read-only statements. Rejects when nothing can be seen. */
  privileges?(session: S, facts: ServerFacts): Promise<Privileges>;
  /** The driver's own pool; a type whose databases are files has none. */
  readonly openPool?: OpenPool;
}
