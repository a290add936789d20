import { hasPool, poolSettings } from '../databases/pool';
import { databaseTypes } from '../databases/registry';
import { typedElement } from '../databases/typed-element';
import { checkPool, type PoolCheckOutcome } from '../diagnosis/pool-check/check-pool';
import { defaultPlan, describePlan } from '../diagnosis/pool-check/plan';
import { poolReportText } from '../diagnosis/pool-check/report';
import { plainValues } from '../diagnosis/prepare';
import type { TaskRequest } from '../diagnosis/run-task';
import type { WorkerPool } from '../diagnosis/worker-pool';
import type { ElementEntry } from '../elements/element-index';
import type { Settings } from '../environments/settings';
import type { ValueSources } from '../environments/sources';
import { UsageError, type CliArguments } from './arguments';
import { printJson, printNote, printText } from './output';
import { malformedFailure, printedFailure, taskRequests, type PrintedFailure } from './task-requests';
import { withWorkers } from './with-workers';

/**
 * `dbelements pool-check`: checks the pools of the named elements, one after the other so that none is in another's way.
 * Exit status 1 when one is not healthy.
 */
export async function checkPools(entries: readonly ElementEntry[], folder: string, { settings, sources }: { readonly settings: Settings; readonly sources: () => Promise<ValueSources> }, args: CliArguments): Promise<number> {
  if (args.names.length === 0) throw new UsageError('pool-check puts load on servers, so it takes the full names of the elements.');
  if (settings.protectedEnvironments.includes(args.environment) && !args.yes) {
    throw new UsageError(`The environment "${args.environment}" is protected. Add --yes to put load on its servers.`);
  }
  return withWorkers(1, async (workers, signal) => {
    const requestFor = taskRequests(folder, await sources(), args, signal);
    const results: { readonly ok: boolean }[] = [];
    for (const entry of entries) {
      const typed = typedElement(entry.element, databaseTypes);
      if (typed === undefined) results.push(printUnchecked(entry, malformedFailure(entry), args));
      else if (!hasPool(typed.type)) results.push(printUnchecked(entry, withoutPool(typed.type.label), args));
      else results.push(toResult(await checkOne(requestFor(entry, typed), workers, args)));
    }
    if (args.format === 'json') printJson({ environment: args.environment, results });
    return results.every((result) => result.ok) ? 0 : 1;
  });
}

async function checkOne(request: TaskRequest, workers: WorkerPool, args: CliArguments): Promise<PoolCheckOutcome> {
  const pool = poolSettings(plainValues(request.element, request.type, request.sources));
  const plan = { ...defaultPlan(pool), ...args.plan };
  const print = (text: string): void => {
    if (args.format === 'text') printText(text);
  };
  print(`${request.fullName}: ${describePlan(plan, pool)}\n`);
  const mayExceed = (warning: string): Promise<boolean> => {
    printNote(`${request.fullName}: ${warning}${args.yes ? '' : ' Add --yes to run the load all the same.'}`);
    return Promise.resolve(args.yes);
  };
  const outcome = await checkPool({ ...request, plan, mayExceed, onSample: () => undefined }, workers);
  print(`${poolReportText(outcome)}\n\n`);
  return outcome;
}

function printUnchecked(entry: ElementEntry, failure: PrintedFailure, args: CliArguments) {
  if (args.format === 'text') printText(`${entry.fullName}\n${failure.message}\n\n`);
  return { element: entry.fullName, type: entry.typeId ?? null, ok: false, verdict: null, failure };
}

function withoutPool(label: string): PrintedFailure {
  return { code: 'invalid-parameter', stage: 'resolve', message: `${label} is a file and has no connection pool.`, remedies: ['Name an element of a database server.'] };
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
