import type { DatabaseType } from '../../../src/databases/contract';
import { databaseTypes } from '../../../src/databases/registry';
import type { FailureCode } from '../../../src/databases/failure';
import type { Stage, StageEvent } from '../../../src/databases/stages';
import type { Binding } from '../../../src/elements/parameter';
import type { KeyPair } from '../../servers/certificates';

/** The values of an element by parameter key. A text as password is one that the store has; undefined leaves a key out. */
export type ElementValues = Readonly<Record<string, Binding | undefined>>;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** One database type as the conformance suite sees it. test/integration/subjects has one for each type of the registry. */
export interface Subject {
  readonly type: DatabaseType;
  /** What the real driver speaks to: "PostgreSQL", "MariaDB", "a protocol-level test server". */
  readonly against: string;
  /** The failures that only this type's server or files can bring about; those that all types share are in the suite. */
  readonly failures: readonly FailureCase[];
  /** Starts what a good element leads to, and for `failures` the accounts and databases that these need. */
  readonly start: (purpose?: 'failures') => Promise<Running>;
  /** What is particular to it as a server; absent for a type whose databases are files. */
  readonly server?: ServerTraits;
}

export interface ServerTraits {
  /** An element that would pass if this address were the server's. */
  goodAt(address: Address): ElementValues;
  /** A server that takes the good element, offering TLS with this certificate, or no TLS. */
  startWith(tls: KeyPair | undefined): Promise<Running & Address>;
  /** Where a peer that accepts and never says a word is found out. */
  readonly silentAt: { readonly disable: Stage; readonly require: Stage };
  /** False when a server that offers TLS takes nothing else on that port. */
  readonly plainBesideTls: boolean;
}

/** What a subject has started. */
export interface Running {
  /** An element that passes every stage. */
  readonly good: ElementValues;
  /** Absolute path of the element's workspace folder. */
  readonly folder: string;
  /** What the test says of the server. */
  readonly facts: object;
  stop(): Promise<void>;
}

/** How a test differs from one of the good element. */
export interface Arrangement {
  readonly change?: ElementValues;
  /** The store has no password. */
  readonly nothingStored?: boolean;
  /** The process environment, in which variables are looked up. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: StageEvent) => void;
  /** A worker with other drivers than those that ship, see fake-drivers.ts. */
  readonly workerFile?: string;
  /** Called after the test. */
  readonly release?: () => Promise<unknown> | undefined;
}

export interface FailureCase {
  readonly code: FailureCode;
  /** What is wrong, to be read after the code. */
  readonly what: string;
  /** What the failure looks like beside its code, for toMatchObject. */
  readonly expected: { readonly stage: unknown; readonly field?: string; readonly driverCode?: unknown; readonly message?: unknown; readonly actions?: unknown; readonly evidence?: unknown };
  readonly arrange: (running: Running) => Arrangement | Promise<Arrangement>;
}

/** A case in which only the element differs. */
export function changed(code: FailureCode, what: string, change: ElementValues, expected: FailureCase['expected']): FailureCase {
  return { code, what, expected, arrange: () => ({ change }) };
}

/** Where a good element leads. */
export function addressOf({ host, port }: ElementValues): Address {
  if (typeof host !== 'string' || typeof port !== 'number') throw new Error('The good element does not state its host and port.');
  return { host, port };
}

/** What a good element leads to when it demands TLS. */
export function startWithTls({ start, server }: { readonly start: Subject['start']; readonly server: ServerTraits }, certificate: KeyPair): Promise<Running> {
  return server.plainBesideTls ? start() : server.startWith(certificate);
}

/** A type of the registry. */
export function typeOf(id: string): DatabaseType {
  const type = databaseTypes.find(id);
  if (type === undefined) throw new Error(`There is no type ${id}.`);
  return type;
}
