import type { PasswordOwner } from '../../../src/credentials/account';
import type { PasswordLookup } from '../../../src/credentials/vault';
import type { ConnectionJob } from '../../../src/databases/connection';
import type { ServerFacts } from '../../../src/databases/contract';
import type { StageEvent } from '../../../src/databases/stages';
import type { Preparation } from '../../../src/diagnosis/prepare';
import type { JobOutcome, RunOptions, WorkerPool } from '../../../src/diagnosis/worker-pool';
import type { Task } from '../../../src/diagnosis/worker/task';
import { elementOf, typeOf } from '../elements/samples';

/** Answers the question for a password, and remembers who asked. */
export class FakePasswords {
  readonly asked: PasswordOwner[] = [];

  constructor(private readonly answer: PasswordLookup | Promise<PasswordLookup>) {}

  readonly find = (owner: PasswordOwner): Promise<PasswordLookup> => {
    this.asked.push(owner);
    return Promise.resolve(this.answer);
  };
}

/** Files of a folder, by their absolute path. */
export function fakeTextFiles(files: Readonly<Record<string, string>>) {
  return (path: string): Promise<string | undefined> => Promise.resolve(Object.hasOwn(files, path) ? files[path] : undefined);
}

/** A worker pool without workers: reports stages and ends as the test says. */
export class FakeWorkerPool {
  readonly jobs: ConnectionJob[] = [];
  readonly deadlines: number[] = [];

  constructor(
    private readonly outcome: JobOutcome<ServerFacts>,
    private readonly events: readonly StageEvent[] = [],
  ) {}

  run(job: ConnectionJob, _task: Task<ServerFacts>, options: RunOptions): Promise<JobOutcome<ServerFacts>> {
    this.jobs.push(job);
    this.deadlines.push(options.deadlineMs);
    for (const event of this.events) options.onEvent(event);
    return Promise.resolve(this.outcome);
  }

  /** As testConnection takes it, of which it calls run() only. */
  get pool(): WorkerPool {
    return this as unknown as WorkerPool;
  }
}

export const FACTS: ServerFacts = { product: 'PostgreSQL', version: '15.18', database: 'orders', user: 'orders_app', address: '10.0.4.17:5432' };

export const CONNECTION = { host: 'db.internal', database: 'orders', user: 'orders_app' };
export const NO_PASSWORD = { password: { none: true } } as const;

interface Given {
  readonly type?: string;
  /** The element's groups: connection, tls, variables and so on. */
  readonly element?: object;
  readonly process?: Readonly<Record<string, string>>;
  /** A promise for a store that takes its time. */
  readonly password?: PasswordLookup | Promise<PasswordLookup>;
  readonly files?: Readonly<Record<string, string>>;
  /** The secret variables of other elements of the folder. */
  readonly secretKeys?: readonly string[];
}

/** What prepare() needs, from the little that a test is about. */
export function preparation({ type = 'postgresql', element = {}, process = {}, password = { kind: 'missing', store: 'the fake keychain', others: [] }, files = {}, secretKeys = [] }: Given) {
  const passwords = new FakePasswords(password);
  const given: Preparation = {
    element: elementOf({ type, ...(type === 'sqlite' ? {} : { connection: { ...CONNECTION, ...NO_PASSWORD } }), ...element }),
    type: typeOf(type),
    sources: { environment: 'development', settings: {}, process, envFiles: [], secretKeys: new Set(secretKeys) },
    folder: '/work/shop',
    findPassword: passwords.find,
    findSecretVariable: () => Promise.resolve({ kind: 'missing', store: 'the fake keychain', agreed: true, allowed: [] }),
    readTlsFile: fakeTextFiles(files),
  };
  return { given, passwords };
}
