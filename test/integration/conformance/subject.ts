import type { DatabaseType } from '../../../src/databases/contract';
import { TLS_MODES, type TlsMode } from '../../../src/databases/tls';
import { databaseTypes } from '../../../src/databases/registry';
import type { FailureCode } from '../../../src/databases/failure';
import type { Stage, StageEvent } from '../../../src/databases/stages';
import type { DriverLookup } from '../../../src/diagnosis/prepare';
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
  /** The environment variable that names its server. Such a server is not the tests' to change, so not every code can be met with it. */
  readonly given?: string;
  /** The failures that only this type's server or files can bring about; those that all types share are in the suite. */
  readonly failures: readonly FailureCase[];
  /** Starts what a good element leads to, and for `failures` the accounts and databases that these need. */
  readonly start: (purpose?: 'failures') => Promise<Running>;
  /** What is particular to it as a server; absent for a type whose databases are files. */
  readonly server?: ServerTraits;
}

export interface ServerTraits {
  /** The TLS modes that networks are tried with, and where a peer that accepts and never says a word is found out in each. */
  readonly silentAt: Readonly<Partial<Record<TlsMode, Stage>>>;
  /** Absent where the driver makes TLS by itself; of a server that is given, whether it offers TLS. */
  readonly tls?: TlsTraits | 'offered' | 'not offered';
  /** How many connections a test makes at the most, where one is not enough. */
  readonly connections?: number;
  /** How a peer that is no such server is met, where that is not as the server is. */
  readonly meeting?: Arrangement;
}

export interface TlsTraits {
  /** A server that takes the good element, offering TLS with this certificate, or no TLS. */
  readonly startWith: (tls: KeyPair | undefined) => Promise<Running>;
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
  /** Where the vendor's driver is, of a type that needs one. */
  readonly driver?: DriverLookup;
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
  /** Another driver of the vendor, or none. */
  readonly driver?: DriverLookup;
  /** Called after the test. */
  readonly release?: () => Promise<unknown> | undefined;
}

export interface FailureCase {
  readonly code: FailureCode;
  /** What is wrong, to be read after the code. */
  readonly what: string;
  /** What the failure looks like beside its code, for toMatchObject. */
  readonly expected: { readonly stage: unknown; readonly field?: string; readonly driverCode?: unknown; readonly message?: unknown; readonly remedies?: unknown; readonly actions?: unknown; readonly evidence?: unknown };
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

/** What a good element leads to in this mode of TLS. */
export function startFor(mode: TlsMode, { start, server }: Pick<Subject, 'start' | 'server'>, certificate: KeyPair): Promise<Running> {
  const { tls } = server ?? {};
  return mode !== 'disable' && typeof tls === 'object' && !tls.plainBesideTls ? tls.startWith(certificate) : start();
}

/** The TLS modes that networks are tried with, each with the stage at which silence is found out. */
export function modesOf({ server }: Pick<Subject, 'server'>): readonly (readonly [mode: TlsMode, silentAt: Stage])[] {
  return TLS_MODES.flatMap((mode) => {
    const silentAt = server?.silentAt[mode];
    return silentAt === undefined ? [] : [[mode, silentAt] as const];
  });
}

/** A type of the registry. */
export function typeOf(id: string): DatabaseType {
  const type = databaseTypes.find(id);
  if (type === undefined) throw new Error(`There is no type ${id}.`);
  return type;
}
