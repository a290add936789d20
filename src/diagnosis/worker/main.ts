import { createRequire } from 'node:module';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Driver } from '../../databases/contract';
import { carriedFacts, ConnectionFailure } from '../../databases/failure';
import { errorCode, errorMessage, property } from '../../databases/shared/network-failure';
import { firstStage } from '../../databases/stages';
import { createContext } from './context';
import { EventQueue } from './event-queue';
import { decodeJobMessage, encodeWorkerMessage, type JobMessage, type WorkerMessage } from './messages';
import type { TaskKind, Work } from './task';
import { browse } from './tasks/browse';
import { execute } from './tasks/execute';
import { poolCheck } from './tasks/pool-check';
import { privileges } from './tasks/privileges';
import { test } from './tasks/test';

/** The entry of the worker thread that jobs run in. It stays warm: the next job finds the driver loaded. */

const port = parentPort;
const loadAtRunTime = createRequire(__filename);

port?.on('message', (data: string) => {
  // Whatever `work` does not catch is an uncaught exception here and ends the worker, which the host reports.
  void work(decodeJobMessage(data));
});

const tasks: Readonly<Record<TaskKind, (work: Work) => Promise<unknown>>> = { test, browse, privileges, 'pool-check': poolCheck, execute };

async function work({ number, job, kind, request }: JobMessage): Promise<void> {
  const queue = new EventQueue((events) => {
    post({ number, events });
  });
  let driver: Driver;
  try {
    driver = loadDriver(job.driver, () => {
      post({ number, events: [], loaded: true });
    });
  } catch (error) {
    const facts = carriedFacts(error) ?? { code: 'driver-crashed' as const, driverMessage: errorMessage(error) };
    post({ number, events: [], failed: { ...facts, stage: firstStage(job) } });
    return;
  }
  const context = createContext(job, driver, queue.add);
  try {
    const done = await tasks[kind]({
      driver,
      job,
      context,
      request,
      quietContext: () => createContext(job, driver, () => undefined),
      progress: (progress) => {
        post({ number, events: queue.take(), progress });
      },
    });
    post({ number, events: queue.take(), done });
    context.close(true);
  } catch (error) {
    context.close(false);
    const failed = context.failure(error);
    post({ number, events: queue.take(), failed });
  }
}

function post(message: WorkerMessage): void {
  port?.postMessage(encodeWorkerMessage(message));
}

const loaded = new Map<string, Driver>();

function loadDriver(name: string, onLoaded: () => void): Driver {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const driver = readDriver(name);
  loaded.set(name, driver);
  onLoaded();
  return driver;
}

function readDriver(name: string): Driver {
  const isForeign = path.isAbsolute(name);
  const file = isForeign ? name : path.join(__dirname, 'drivers', `${name}.js`);
  if (!isForeign && !/^[a-z][a-z0-9-]*$/.test(name)) throw missing(`"${name}" is not the name of a driver`);
  let bundle: unknown;
  try {
    bundle = loadAtRunTime(file);
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') throw missing(errorMessage(error).split('\n', 1)[0] ?? '');
    throw error;
  }
  const driver = property(bundle, 'driver');
  if (isDriver(driver)) return driver;
  throw missing(`${file} exports no driver`);
}

function missing(driverMessage: string): ConnectionFailure {
  return new ConnectionFailure({ code: 'driver-missing', driverMessage });
}

function isDriver(value: unknown): value is Driver {
  return ['connect', 'inspect', 'classify'].every((name) => typeof property(value, name) === 'function');
}
