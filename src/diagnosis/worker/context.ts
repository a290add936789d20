import type { Socket } from 'node:net';
import { connectMsOf } from '../../databases/connect-timeout';
import type { ConnectionContext, ConnectionJob } from '../../databases/connection';
import type { Driver } from '../../databases/contract';
import { firstStage, type StageEvent } from '../../databases/stages';
import { isUnixSocket } from '../../databases/shared/unix-socket';
import { addressesOf, reach, reachSocket } from './reach';
import { secureSocket } from './secure';
import { redactor, StageRunner, type StagedFailure } from './stage-runner';

export interface JobContext extends ConnectionContext {
  /** The facts of what a test ended with. */
  failure(error: unknown): StagedFailure;
  /** Closes every socket of the job: after what is still to be written when it passed, at once otherwise. */
  close(passed: boolean): void;
}

/** What a driver works with during one job. */
export function createContext(job: ConnectionJob, driver: Pick<Driver, 'classify'>, report: (event: StageEvent) => void): JobContext {
  const runner = new StageRunner({
    first: firstStage(job),
    report,
    classify: (error) => driver.classify(error, job),
    redact: redactor(job.secretKeys.map((key) => job.values[key])),
  });
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
  };
  const connectMs = connectMsOf(job.values);

  return {
    stage: (id, work) => runner.run(id, work),
    skip: (...ids) => {
      runner.skip(ids);
    },
    async connect(host, port) {
      if (isUnixSocket(host)) {
        runner.skip(['lookup']);
        return runner.run('reach', (detail) => {
          detail(host);
          return reachSocket(host, track);
        });
      }
      const found = await runner.run('lookup', async (detail) => {
        const addresses = await addressesOf(host);
        const where = addresses.length === 1 && addresses[0] === host ? host : `${host} → ${addresses.join(', ')}`;
        detail(where);
        if (typeof port === 'number') return { addresses, port };
        const answer = await port(addresses);
        detail(`${where}, port ${answer}`);
        return { addresses, port: answer };
      });
      return runner.run('reach', async (detail) => {
        const reached = await reach(found.addresses, found.port, connectMs, track);
        detail(reached.detail);
        return reached.socket;
      });
    },
    secure: (stream, host, policy, dialect) => secureSocket(stream, host, policy, track, dialect),
    failure: (error) => runner.facts(error),
    close(passed) {
      for (const socket of sockets) {
        if (passed) socket.destroySoon();
        else socket.destroy();
      }
      sockets.clear();
    },
  };
}
