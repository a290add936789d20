import type { ConnectionJob } from '../../databases/connection';
import type { Driver } from '../../databases/contract';
import type { JobContext } from './context';

/** A kind of work over a connection, as the host orders it. What the worker does for it stands beside it, see tasks/. */
export interface Task<Result> {
  readonly kind: TaskKind;
  /** Further than the connection; goes to the worker as it is. */
  readonly request?: unknown;
  /** Reads what the worker says it came to; undefined for what is no result. */
  result(data: unknown): Result | undefined;
  /** Takes what the worker tells on the way; drops what it does not understand. */
  progress?(data: unknown): void;
}

export type TaskKind = 'test' | 'browse' | 'privileges' | 'pool-check' | 'execute';

/** What the worker has for a task. What it throws is the job's failure. */
export interface Work {
  readonly driver: Driver;
  readonly job: ConnectionJob;
  readonly context: JobContext;
  readonly request: unknown;
  /** For further connections of the job; reports no stages. To be closed by whoever asks for it. */
  readonly quietContext: () => JobContext;
  /** Tells the host something on the way. */
  readonly progress: (data: unknown) => void;
}
