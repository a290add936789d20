import type { PoolSettings } from '../../databases/pool';
import type { PoolCheckOutcome } from '../../diagnosis/pool-check/check-pool';
import type { PoolSample } from '../../diagnosis/pool-check/measurements';
import { defaultPlan, LIMITS, planProblem, type PlanNumber, type PoolCheckPlan } from '../../diagnosis/pool-check/plan';
import { poolFactsOf } from '../../diagnosis/pool-check/report';
import type { PlanField, PoolCheckView, PoolRunView, SampleView, TypedPlan } from '../../protocol/pool-check';
import type { PoolCheckState } from '../testing/pool-checks';

const FIELDS: readonly (Pick<PlanField, 'label' | 'unit'> & { readonly name: PlanNumber })[] = [
  { name: 'clients', label: 'Clients' },
  { name: 'holdMs', label: 'Hold', unit: 'ms' },
  { name: 'durationMs', label: 'Duration', unit: 'ms' },
  { name: 'instances', label: 'Instances' },
];

/** A pool check's state as the form shows it; the plan is the last one, or the default. */
export function poolCheckView({ running, runs }: PoolCheckState, settings: PoolSettings): PoolCheckView {
  const plan = running?.plan ?? runs[0]?.plan ?? defaultPlan(settings);
  return {
    plan: FIELDS.map((field) => ({ ...field, ...LIMITS[field.name], value: plan[field.name] })),
    sentence: `Clients share the driver's own pool of at most ${settings.max} connections; each waits up to ${settings.acquireTimeoutMs} ms for one, runs a trivial statement and holds it. Instances count against what the server allows; one of them is played.`,
    ...(running === undefined ? {} : { running: { durationMs: running.plan.durationMs, samples: running.samples.map(sampleView) } }),
    runs: runs.map(runView),
  };
}

/** The plan that was typed, or a sentence on what is wrong with it. */
export function planOf(typed: TypedPlan): PoolCheckPlan | string {
  for (const { name, label } of FIELDS) {
    const problem = planProblem(name, typed[name]);
    if (problem !== undefined) return `${label} ${problem}.`;
  }
  return typed;
}

function runView(outcome: PoolCheckOutcome): PoolRunView {
  const { verdict, failure, samples, settings } = outcome;
  const { field, suggested } = verdict ?? {};
  return {
    title: `${new Date(outcome.startedAt).toLocaleTimeString('en-GB')}, max ${settings.max}`,
    code: verdict?.code ?? failure?.code ?? 'unknown',
    message: verdict?.message ?? failure?.message ?? '',
    ok: outcome.ok,
    ...(field === undefined || suggested === undefined ? {} : { suggestion: { key: field, value: suggested, label: `Set ${field} to ${suggested}` } }),
    facts: poolFactsOf(outcome),
    samples: samples.map(sampleView),
  };
}

function sampleView({ at, active, waiting, acquire, timeouts, errors }: PoolSample): SampleView {
  const failed = Object.values(errors).reduce((sum, count) => sum + count, timeouts);
  return { at, active, waiting, failed, ...(acquire === undefined ? {} : { acquire }) };
}
