import type { PoolSettings } from '../../databases/pool';

/** What a pool check does to the server: shown beforehand, and never more than LIMITS. */
export interface PoolCheckPlan {
  /** Requests that are under way at the same time. */
  readonly clients: number;
  /** How long a request keeps its connection, from when it has it; a statement that takes longer keeps it longer. */
  readonly holdMs: number;
  readonly durationMs: number;
  /** Instances of the application, each with a pool of its own; only one of them is played. */
  readonly instances: number;
  /** What a request runs; a statement that costs next to nothing without it. */
  readonly statement?: string;
}

export const LIMITS = {
  clients: { min: 1, max: 500 },
  holdMs: { min: 0, max: 10_000 },
  durationMs: { min: 500, max: 60_000 },
  instances: { min: 1, max: 1_000 },
} as const;
export type PlanNumber = keyof typeof LIMITS;

/** Twice as many clients as connections, so that a pool at its limit shows. */
export function defaultPlan({ max }: Pick<PoolSettings, 'max'>): PoolCheckPlan {
  return { clients: clamp(2 * max, LIMITS.clients), holdMs: 20, durationMs: 5_000, instances: 1 };
}

/** Clear words for a number outside its limits; undefined when it is inside. */
export function planProblem(name: PlanNumber, value: number): string | undefined {
  const { min, max } = LIMITS[name];
  return Number.isInteger(value) && value >= min && value <= max ? undefined : `takes a whole number from ${min} to ${max}`;
}

/** One sentence on what is about to happen, with every bound. */
export function describePlan(plan: PoolCheckPlan, { max, acquireTimeoutMs }: PoolSettings): string {
  const statement = plan.statement === undefined ? 'a trivial statement' : `"${plan.statement}"`;
  const seconds = plan.durationMs / 1000;
  return `${plan.clients} clients share at most ${max} connections for ${seconds} s; each waits up to ${acquireTimeoutMs} ms for one, runs ${statement} and holds it for ${plan.holdMs} ms.`;
}

/** The longest that the load may take: the last requests may still wait when its time is up. */
export function longestMs(plan: PoolCheckPlan, { acquireTimeoutMs, connectMs }: PoolSettings): number {
  return plan.durationMs + plan.holdMs + Math.min(acquireTimeoutMs, 60_000) + 2 * connectMs + 30_000;
}

function clamp(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, value));
}
