import { Worker } from 'node:worker_threads';
import { decodeWorkerMessage, encodeJobMessage, type WorkerMessage } from './messages';
import type { Order } from './running-job';

export interface WarmWorkerListener {
  onMessage(message: WorkerMessage): void;
  /** The worker has ended without being asked to. */
  onEnd(error: Error): void;
}

/** A worker thread as the host sees it: one listener at a time, which is the job's. */
export class WarmWorker {
  private readonly worker: Worker;
  private listener: WarmWorkerListener | undefined;
  private number = 0;

  constructor(file: string, private readonly onGone: () => void) {
    this.worker = new Worker(file, {
      // A driver reads no variable of this process and writes nothing to its output.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
    });
    this.worker.stdout.resume();
    this.worker.stderr.resume();
    this.worker.on('message', (value: unknown) => {
      const message = decodeWorkerMessage(value);
      if (message?.number === this.number) this.listener?.onMessage(message);
    });
    this.worker.on('messageerror', (error) => {
      this.end(error);
    });
    this.worker.on('error', (error) => {
      this.end(error instanceof Error ? error : new Error(String(error)));
    });
    this.worker.on('exit', (code) => {
      this.end(new Error(`The worker ended with exit code ${code}`));
    });
  }

  start({ job, task }: Order, listener: WarmWorkerListener): void {
    this.number += 1;
    this.listener = listener;
    this.worker.postMessage(encodeJobMessage({ number: this.number, job, kind: task.kind, request: task.request }));
    this.worker.ref();
  }

  /** The job is over. An idle worker does not keep the process alive. */
  rest(): void {
    this.listener = undefined;
    this.worker.unref();
  }

  /** Ends the thread at once; its sockets are closed with it. */
  async terminate(): Promise<void> {
    this.listener = undefined;
    await this.worker.terminate();
  }

  private end(error: Error): void {
    const { listener } = this;
    this.listener = undefined;
    this.onGone();
    listener?.onEnd(error);
  }
}
