import { join } from 'node:path';
import { poolSettings } from '../databases/pool';
import { databaseTypes } from '../databases/registry';
import { typedElement } from '../databases/typed-element';
import { checkPool, type PoolCheckOutcome } from '../diagnosis/pool-check/check-pool';
import { defaultPlan, describePlan } from '../diagnosis/pool-check/plan';
import { poolReportText } from '../diagnosis/pool-check/report';
import { plainValues } from '../diagnosis/prepare';
import { WorkerPool } from '../diagnosis/worker-pool';
import type { ElementEntry } from '../elements/element-index';
import type { Settings } from '../environments/settings';
import { UsageError, type CliArguments } from './arguments';
import { malformedFailure, printedFailure, taskRequests } from './task-requests';

/**
 * `dbelements pool-check`: checks the pools of the named elements, one after the other so that none is in another's way.
 * Exit status 1 when one is not healthy.
 */
export async function checkPools(entries: readonly ElementEntry[], folder: string, settings: Settings, args: CliArguments): Promise<number> {
  if (args.names.length === 0) throw new UsageError('pool-check puts load on servers, so it takes the full names of the elements.');
  if (settings.protectedEnvironments.includes(args.environment) && !args.yes) {
    throw new UsageError(`The environment "${args.environment}" is protected. Add --yes to put load on its servers.`);
  }
  const workers = new WorkerPool({ workerFile: join(__dirname, 'test-worker.js'), size: 1 });
  const cancel = new AbortController();
  const onInterrupt = () => { cancel.abort(); };
  process.once('SIGINT', onInterrupt);
  try {
    const requestFor = await taskRequests(folder, settings, args, cancel.signal);
    const results: { readonly ok: boolean }[] = [];
    for (const entry of entries) {
      const typed = typedElement(entry.element, databaseTypes);
      if (typed === undefined) {
        results.push(printUnchecked(entry, malformedFailure(entry), args));
        continue;
      }
      if (typed.type.kind === 'file') {
        results.push(printUnchecked(entry, { code: 'invalid-parameter', stage: 'resolve', message: `${typed.type.label} is a file and has no connection pool.`, remedies: ['Name an element of a database server.'] }, args));
        continue;
      }
      const request = requestFor(entry, typed);
      const pool = poolSettings(plainValues(typed.element, typed.type, request.sources));
      const plan = { ...defaultPlan(pool), ...args.plan };
      if (args.format === 'text') process.stdout.write(`${entry.fullName}: ${describePlan(plan, pool)}\n`);
      const outcome = await checkPool(
        {
          ...request,
          plan,
          mayExceed: (warning) => {
            process.stderr.write(`dbelements: ${entry.fullName}: ${warning}${args.yes ? '' : ' Add --yes to run the load all the same.'}\n`);
            return Promise.resolve(args.yes);
          },
          onSample: () => undefined,
        },
        workers,
      );
      if (args.format === 'text') process.stdout.write(`${poolReportText(outcome)}\n\n`);
      results.push(toResult(outcome));
    }
    if (args.format === 'json') process.stdout.write(`${JSON.stringify({ environment: args.environment, results }, undefined, 2)}\n`);
    return results.every((result) => result.ok) ? 0 : 1;
  } finally {
    process.off('SIGINT', onInterrupt);
    await workers.dispose();
  }
}

type Failure = ReturnType<typeof malformedFailure>;

function printUnchecked(entry: ElementEntry, failure: Failure, args: CliArguments) {
  if (args.format === 'text') process.stdout.write(`${entry.fullName}\n${failure.message}\n\n`);
  return { element: entry.fullName, type: entry.typeId ?? null, ok: false, verdict: null, failure };
}

function toResult({ element, type, ok, milliseconds, verdict, plan, settings, connections, warning, measurements, samples, failure }: PoolCheckOutcome) {
  return {
    element,
    type,
    ok,
    milliseconds,
    verdict: verdict ?? null,
    failure: failure === undefined ? null : printedFailure(failure),
    plan,
    pool: settings,
    connections: connections ?? null,
    warning: warning ?? null,
    network: measurements?.network ?? null,
    load: measurements?.load ?? null,
    samples,
  };
}
