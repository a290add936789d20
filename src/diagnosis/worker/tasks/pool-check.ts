import type { ConnectionJob } from '../../../databases/connection';
import type { Session } from '../../../databases/session';
import { ConnectionFailure, type FailureCode } from '../../../databases/failure';
import { poolSettings } from '../../../databases/pool';
import { runLoad } from '../../pool-check/load';
import { readMeasurements, readSample, type PoolMeasurements, type PoolSample } from '../../pool-check/measurements';
import { measureConnects, measureRoundTrips } from '../../pool-check/network';
import type { PoolCheckPlan } from '../../pool-check/plan';
import type { Task, Work } from '../task';

interface Request {
  readonly plan: PoolCheckPlan;
  readonly trivialStatement: string;
}

/** Pool Check: the network by itself, then the load through the driver's pool. */
export function poolCheckTask(request: Request, onSample: (sample: PoolSample) => void): Task<PoolMeasurements> {
  return {
    kind: 'pool-check',
    request,
    result: readMeasurements,
    progress: (data) => {
      const sample = readSample(data);
      if (sample !== undefined) onSample(sample);
    },
  };
}

export async function poolCheck({ driver, job, context, quietContext, request, progress }: Work): Promise<PoolMeasurements> {
  const { plan, trivialStatement } = request as Request;
  const codeOf = (error: unknown): FailureCode => context.failure(error).code;
  const session = await driver.connect(job, context);
  if (driver.openPool === undefined) throw new ConnectionFailure({ code: 'invalid-parameter', driverMessage: 'This type of database has no connection pool.' });
  const roundTrips = await measureRoundTrips(session, trivialStatement);
  await session.close();
  const connects = await measureConnects(async () => {
    const quiet = quietContext();
    let passed = false;
    try {
      await (await driver.connect(job, quiet)).close();
      passed = true;
    } finally {
      quiet.close(passed);
    }
  }, codeOf);

  const quiet = quietContext();
  const pool = driver.openPool(withTlsOf(session, job), poolSettings(job.values), () => quiet);
  const load = await runLoad({ pool, plan, statement: plan.statement ?? trivialStatement, codeOf, onSample: progress });
  await pool.close();
  quiet.close(true);
  return { network: { ...roundTrips, connects }, load };
}

/** What `prefer` came to holds for the whole check: a pool that is encrypted in part would measure neither. */
function withTlsOf(session: Session, job: ConnectionJob): ConnectionJob {
  if (job.tls.mode !== 'prefer') return job;
  return { ...job, tls: { ...job.tls, mode: session.tls === undefined ? 'disable' : 'require' } };
}
