import { join } from 'node:path';
import { WorkerPool } from '../diagnosis/worker-pool';

/** Runs a command's work with workers that end with it; the signal is Ctrl+C. */
export async function withWorkers<T>(size: number, work: (workers: WorkerPool, signal: AbortSignal) => Promise<T>): Promise<T> {
  const workers = new WorkerPool({ workerFile: join(__dirname, 'test-worker.js'), size });
  const cancel = new AbortController();
  const onInterrupt = () => { cancel.abort(); };
  process.once('SIGINT', onInterrupt);
  try {
    return await work(workers, cancel.signal);
  } finally {
    process.off('SIGINT', onInterrupt);
    await workers.dispose();
  }
}
