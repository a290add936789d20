import * as z from 'zod/mini';

/** Pool Check as the form shows it: the plan, what is being measured, and the last runs. */
export interface PoolCheckView {
  readonly plan: readonly PlanField[];
  /** What the plan does, with the pool's own bounds. */
  readonly sentence: string;
  /** Set while a check runs. */
  readonly running?: {
    readonly durationMs: number;
    readonly samples: readonly SampleView[];
  };
  /** Newest first. */
  readonly runs: readonly PoolRunView[];
}

export interface PlanField {
  readonly name: PlanName;
  readonly label: string;
  readonly unit?: 'ms';
  readonly min: number;
  readonly max: number;
  readonly value: number;
}

/** What happened since the sample before; times in milliseconds. */
export interface SampleView {
  readonly at: number;
  readonly active: number;
  readonly waiting: number;
  readonly acquire?: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly failed: number;
}

export interface PoolRunView {
  readonly title: string;
  /** `healthy`, `pool-too-small` and so on, or the code of the failure that kept it from a verdict. */
  readonly code: string;
  readonly message: string;
  readonly ok: boolean;
  /** A value of a parameter that could mend it. */
  readonly suggestion?: { readonly key: string; readonly value: number; readonly label: string };
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly samples: readonly SampleView[];
}

/** The numbers of a plan as typed; the host holds them against their limits. */
export const typedPlan = z.strictObject({ clients: z.number(), holdMs: z.number(), durationMs: z.number(), instances: z.number() });
export type TypedPlan = z.infer<typeof typedPlan>;
export type PlanName = keyof TypedPlan;
