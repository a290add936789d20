import { existsSync } from 'node:fs';
import type { TestJob } from '../databases/contract';
import type { FailureFacts } from '../databases/failure';
import type { WorkerMessage } from './worker/messages';
import { RunningJob, type JobOutcome, type RunOptions } from './worker/running-job';
import { WarmWorker } from './worker/warm-worker';

export type { JobOutcome, RunOptions } from './worker/running-job';

export interface WorkerPoolOptions {
  /** The bundle of worker/main.ts. */
  readonly workerFile: string;
  /** How long a worker is kept for the next test. */
  readonly idleMs?: number;
  /** How many tests run at the same time. */
  readonly size?: number;
}

const DEFAULT_IDLE_MS = 60_000;
const DEFAULT_SIZE = 4;

interface IdleWorker {
  readonly worker: WarmWorker;
  readonly timer: NodeJS.Timeout;
}

/**
 * Runs tests in worker threads. Deadline and cancellation do not depend on the driver: they end the thread, and with it
 * its sockets, and settle the promise without waiting for either.
 */
export class WorkerPool {
  private readonly idle: IdleWorker[] = [];
  private readonly busy = new Map<WarmWorker, RunningJob>();
  private readonly queue: RunningJob[] = [];
  private readonly ending = new Set<Promise<void>>();
  private disposed = false;

  constructor(private readonly options: WorkerPoolOptions) {}

  async run(job: TestJob, options: RunOptions): Promise<JobOutcome> {
    const running = new RunningJob(job, options);
    const cancel = (): void => {
      running.fail({ code: 'cancelled' });
    };
    options.signal.addEventListener('abort', cancel, { once: true });
    if (this.disposed || options.signal.aborted) cancel();
    else this.queue.push(running);
    this.startQueued();
    try {
      return await running.outcome;
    } finally {
      options.signal.removeEventListener('abort', cancel);
    }
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const job of [...this.queue, ...this.busy.values()]) job.fail({ code: 'cancelled' });
    for (const { worker, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      this.end(worker);
    }
    for (const worker of this.busy.keys()) this.end(worker);
    await Promise.all(this.ending);
  }

  private startQueued(): void {
    const size = this.options.size ?? DEFAULT_SIZE;
    while (this.busy.size < size && this.queue.length > 0) {
      const job = this.queue.shift();
      if (job !== undefined && !job.settled) this.start(job);
    }
  }

  private start(job: RunningJob): void {
    const worker = this.takeWorker(job);
    if (worker === undefined) return;
    this.busy.set(worker, job);
    const { deadlineMs } = job.options;
    const deadline = setTimeout(() => {
      job.fail({ code: 'timed-out', driverMessage: `Not done after ${deadlineMs} ms` });
    }, deadlineMs);
    // Whatever settles the job, this is where its worker is kept or ended.
    void job.outcome.then((outcome) => {
      clearTimeout(deadline);
      this.busy.delete(worker);
      if (outcome.ok && !this.disposed) this.keep(worker);
      else this.end(worker);
      this.startQueued();
    });
    worker.start(job.job, {
      onMessage: (message) => {
        receive(job, message);
      },
      onEnd: (error) => {
        job.fail(crash(error));
      },
    });
  }

  private takeWorker(job: RunningJob): WarmWorker | undefined {
    const idle = this.idle.pop();
    if (idle !== undefined) {
      clearTimeout(idle.timer);
      return idle.worker;
    }
    const { workerFile } = this.options;
    if (!existsSync(workerFile)) {
      job.fail({ code: 'driver-missing', driverMessage: `${workerFile} does not exist` });
      return undefined;
    }
    try {
      const worker: WarmWorker = new WarmWorker(workerFile, () => {
        this.forget(worker);
      });
      return worker;
    } catch (error) {
      job.fail(crash(error));
      return undefined;
    }
  }

  private keep(worker: WarmWorker): void {
    worker.rest();
    const timer = setTimeout(() => {
      this.forget(worker);
      this.end(worker);
    }, this.options.idleMs ?? DEFAULT_IDLE_MS);
    timer.unref();
    this.idle.push({ worker, timer });
  }

  private forget(worker: WarmWorker): void {
    const index = this.idle.findIndex((entry) => entry.worker === worker);
    for (const { timer } of index < 0 ? [] : this.idle.splice(index, 1)) clearTimeout(timer);
  }

  private end(worker: WarmWorker): void {
    const ended = worker.terminate().finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }
}

function receive(job: RunningJob, message: WorkerMessage): void {
  if (job.settled) return;
  job.report(message.events);
  if (message.done !== undefined) job.settle({ ok: true, facts: message.done });
  else if (message.failed !== undefined) job.settle({ ok: false, failure: message.failed });
}

function crash(error: unknown): FailureFacts {
  return { code: 'driver-crashed', driverMessage: error instanceof Error ? error.message : String(error) };
}
