import * as z from 'zod/mini';
import { FAILURE_CODES, type FailureCode } from '../../databases/failure';

/** Milliseconds; nearest rank. Absent when nothing was measured. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How many failed, by what went wrong. */
export type ErrorCounts = Readonly<Partial<Record<FailureCode, number>>>;

/** What happened since the sample before. */
export interface PoolSample {
  /** Milliseconds since the load began. */
  readonly at: number;
  /** Clients that hold a connection, and that wait for one, at that moment. */
  readonly active: number;
  readonly waiting: number;
  /** Connections that the pool has open. */
  readonly open: number;
  readonly requests: number;
  readonly acquire?: Percentiles;
  readonly timeouts: number;
  readonly errors: ErrorCounts;
}

/** The network by itself: over one connection, and by connecting again. */
export interface NetworkMeasurements {
  /** Round trips of a trivial statement, one at a time. */
  readonly roundTrip: Percentiles;
  /** Mean difference between one round trip and the next. */
  readonly jitter: number;
  readonly connects: { readonly attempts: number; readonly failed: number; readonly connect?: Percentiles; readonly errors: ErrorCounts };
}

export interface LoadMeasurements {
  readonly milliseconds: number;
  /** Requests that got a connection and ran their statement. */
  readonly requests: number;
  readonly acquire?: Percentiles;
  readonly statement?: Percentiles;
  /** Requests that got no connection within the acquire timeout. */
  readonly timeouts: number;
  readonly errors: ErrorCounts;
  readonly mostOpen: number;
  /** Ended early, since going on could lock the account or keep others from the server. */
  readonly stoppedBy?: FailureCode;
}

export interface PoolMeasurements {
  readonly network: NetworkMeasurements;
  readonly load: LoadMeasurements;
}

const number = z.number();
const percentiles = z.object({ p50: number, p95: number, p99: number });
const errors = z.partialRecord(z.enum(FAILURE_CODES), number);

const sample = z.object({
  at: number,
  active: number,
  waiting: number,
  open: number,
  requests: number,
  acquire: z.exactOptional(percentiles),
  timeouts: number,
  errors,
});

const measurements = z.object({
  network: z.object({
    roundTrip: percentiles,
    jitter: number,
    connects: z.object({ attempts: number, failed: number, connect: z.exactOptional(percentiles), errors }),
  }),
  load: z.object({
    milliseconds: number,
    requests: number,
    acquire: z.exactOptional(percentiles),
    statement: z.exactOptional(percentiles),
    timeouts: number,
    errors,
    mostOpen: number,
    stoppedBy: z.exactOptional(z.enum(FAILURE_CODES)),
  }),
});

/** Read what a worker says; undefined for what is nothing of the kind. */
export function readSample(data: unknown): PoolSample | undefined {
  return sample.safeParse(data).data;
}

export function readMeasurements(data: unknown): PoolMeasurements | undefined {
  return measurements.safeParse(data).data;
}

/** Percentiles of milliseconds, to a hundredth; undefined for none. */
export function percentilesOf(values: readonly number[]): Percentiles | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const rank = (share: number): number => rounded(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99) };
}

/** To a hundredth of a millisecond. */
export function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
