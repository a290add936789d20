import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ConnectionJob } from '../databases/connection';
import type { FailureFacts } from '../databases/failure';
import { RunningJob, type JobOutcome, type RunOptions } from './worker/running-job';
import type { Task } from './worker/task';
import { WarmWorker } from './worker/warm-worker';

export type { JobOutcome, RunOptions } from './worker/running-job';

export interface WorkerPoolOptions {
  /** The bundle of worker/main.ts. */
  readonly workerFile: string;
  /** How long a worker is kept for the next job. */
  readonly idleMs?: number;
  /** How many jobs run at the same time. */
  readonly size?: number;
}

const DEFAULT_IDLE_MS = 60_000;
const DEFAULT_SIZE = 4;

/** A job whose result is its caller's affair. */
type AnyJob = Pick<RunningJob<unknown>, 'order' | 'options' | 'outcome' | 'settled' | 'begin' | 'receive' | 'fail'>;

/**
 * Runs jobs in worker threads: tests and all other work over a connection. Deadline and cancellation do not depend on the driver: they end the thread, and with it
 * its sockets, and settle the promise without waiting for either.
 */
export class WorkerPool {
  private readonly idle: WarmWorker[] = [];
  /** Of each worker: runs from when it rests; one that ends while the worker is busy means nothing. */
  private readonly expiries = new Map<WarmWorker, NodeJS.Timeout>();
  private readonly busy = new Map<WarmWorker, AnyJob>();
  private readonly queue: AnyJob[] = [];
  private readonly ending = new Set<Promise<void>>();
  private disposed = false;

  constructor(private readonly options: WorkerPoolOptions) {}

  /** Does what the task says over a connection of its own; resolves with the outcome, whoever brings it. */
  async run<Result>(job: ConnectionJob, task: Task<Result>, options: RunOptions): Promise<JobOutcome<Result>> {
    const running = new RunningJob({ job, task }, options);
    const cancel = (): void => {
      running.fail({ code: 'cancelled' });
    };
    if (!this.disposed && !options.signal.aborted) this.queue.push(running);
    this.startQueued();
    options.signal.addEventListener('abort', cancel, { once: true });
    // Whoever hears of the first stage may cancel at once.
    if (this.disposed || options.signal.aborted) cancel();
    try {
      return await running.outcome;
    } finally {
      options.signal.removeEventListener('abort', cancel);
    }
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const job of [...this.queue, ...this.busy.values()]) job.fail({ code: 'cancelled' });
    for (const worker of [...this.idle.splice(0), ...this.busy.keys()]) this.end(worker);
    await Promise.all(this.ending);
  }

  private startQueued(): void {
    const size = this.options.size ?? DEFAULT_SIZE;
    while (this.busy.size < size && this.queue.length > 0) {
      const job = this.queue.shift();
      if (job !== undefined && !job.settled) this.start(job);
    }
  }

  private start(job: AnyJob): void {
    const worker = this.takeWorker(job);
    if (worker === undefined) return;
    this.busy.set(worker, job);
    // First of all, for the worker is at it meanwhile. It answers no sooner than this function has returned.
    worker.start(job.order, {
      onMessage: (message) => {
        // What a new thread and a driver take to load on a busy machine is nothing that the server could answer for.
        if (message.loaded === true) deadline.refresh();
        job.receive(message);
      },
      onEnd: (error) => {
        job.fail(crash(error));
      },
    });
    const { deadlineMs } = job.options;
    const deadline = setTimeout(() => {
      job.fail({ code: 'timed-out', driverMessage: `Not done after ${deadlineMs} ms` });
    }, deadlineMs);
    // Whatever settles the job, this is where its worker is kept or ended.
    void job.outcome.then((outcome) => {
      clearTimeout(deadline);
      this.busy.delete(worker);
      if (outcome.ok && !this.disposed && !isForeign(job)) this.keep(worker);
      else this.end(worker);
      this.startQueued();
    });
    job.begin();
  }

  private takeWorker(job: AnyJob): WarmWorker | undefined {
    const idle = isForeign(job) ? undefined : this.idle.pop();
    if (idle !== undefined) return idle;
    const { workerFile } = this.options;
    if (!existsSync(workerFile)) {
      job.fail({ code: 'driver-missing', driverMessage: `${workerFile} does not exist` });
      return undefined;
    }
    try {
      const worker: WarmWorker = new WarmWorker(workerFile, () => {
        this.forget(worker);
      });
      const expire = (): void => {
        if (this.idle.includes(worker)) this.end(worker);
      };
      this.expiries.set(worker, setTimeout(expire, this.options.idleMs ?? DEFAULT_IDLE_MS).unref());
      return worker;
    } catch (error) {
      job.fail(crash(error));
      return undefined;
    }
  }

  private keep(worker: WarmWorker): void {
    worker.rest();
    this.expiries.get(worker)?.refresh();
    this.idle.push(worker);
  }

  private forget(worker: WarmWorker): void {
    clearTimeout(this.expiries.get(worker));
    this.expiries.delete(worker);
    const index = this.idle.indexOf(worker);
    if (index >= 0) this.idle.splice(index, 1);
  }

  private end(worker: WarmWorker): void {
    this.forget(worker);
    const ended = worker.terminate().finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }
}

/** The driver of another extension gets a worker to itself: it meets no other driver, and no password but its own. */
function isForeign({ order }: AnyJob): boolean {
  return isAbsolute(order.job.driver);
}

function crash(error: unknown): FailureFacts {
  return { code: 'driver-crashed', driverMessage: error instanceof Error ? error.message : String(error) };
}
