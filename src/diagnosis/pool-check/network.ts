import type { Session } from '../../databases/session';
import type { FailureCode } from '../../databases/failure';
import { percentilesOf, rounded, type NetworkMeasurements } from './measurements';

const ROUND_TRIPS = 25;
/** The first ones pay for what both sides make ready. */
const WARM_UP = 3;
const CONNECTS = 5;

type RoundTrips = Pick<NetworkMeasurements, 'roundTrip' | 'jitter'>;

/** Times a trivial statement again and again over an idle connection. */
export async function measureRoundTrips(session: Session, statement: string): Promise<RoundTrips> {
  const times: number[] = [];
  for (let index = 0; index < WARM_UP + ROUND_TRIPS; index += 1) {
    const started = performance.now();
    await session.query(statement);
    if (index >= WARM_UP) times.push(performance.now() - started);
  }
  return { roundTrip: percentilesOf(times) ?? { p50: 0, p95: 0, p99: 0 }, jitter: jitterOf(times) };
}

/** Mean difference between one time and the next, in milliseconds. */
export function jitterOf(times: readonly number[]): number {
  const differences = times.slice(1).map((time, index) => Math.abs(time - (times[index] ?? time)));
  return differences.length === 0 ? 0 : rounded(differences.reduce((sum, difference) => sum + difference, 0) / differences.length);
}

/**
 * Connects a few times, one after the other: an unreliable network or name service shows here and not in an open
 * connection. Ends at a refused sign-in, so that no account is locked.
 */
export async function measureConnects(connect: () => Promise<void>, codeOf: (error: unknown) => FailureCode): Promise<NetworkMeasurements['connects']> {
  const times: number[] = [];
  const errors: Partial<Record<FailureCode, number>> = {};
  let attempts = 0;
  while (attempts < CONNECTS && errors['authentication-failed'] === undefined) {
    attempts += 1;
    const started = performance.now();
    try {
      await connect();
      times.push(performance.now() - started);
    } catch (error) {
      const code = codeOf(error);
      errors[code] = (errors[code] ?? 0) + 1;
    }
  }
  const percentiles = percentilesOf(times);
  return { attempts, failed: attempts - times.length, ...(percentiles === undefined ? {} : { connect: percentiles }), errors };
}
