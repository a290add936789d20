import type { FailureCode } from '../../databases/failure';
import type { PoolSettings } from '../../databases/pool';
import type { ErrorCounts, PoolMeasurements } from './measurements';
import type { PoolCheckPlan } from './plan';
import { largestPool, limitWarning, type ServerConnections } from './server-limit';

export type VerdictCode = 'healthy' | 'pool-too-small' | 'server-limit' | 'network-slow' | 'queries-slow' | 'errors';

export interface Verdict {
  readonly code: VerdictCode;
  /** One sentence, with the parameter to change. */
  readonly message: string;
  /** Key of that parameter, and the value that it could have. */
  readonly field?: string;
  readonly suggested?: number;
}

/** A round trip within a data centre takes a millisecond; from here on it is what requests spend their time with. */
const SLOW_ROUND_TRIP_MS = 25;
/** Waits below this are the time that a connection needs to be handed over on a busy machine. */
const NOTICEABLE_WAIT_MS = 10;
const SLOW_STATEMENT_MS = 100;
/** The server works, and not the network, when a statement takes this many round trips. */
const STATEMENT_ROUND_TRIPS = 5;

interface Facts {
  readonly measurements: PoolMeasurements;
  readonly plan: PoolCheckPlan;
  readonly settings: PoolSettings;
  readonly connections: ServerConnections;
}

type Rule = (facts: Facts) => Verdict | undefined;

/** Judges a finished check; the first cause in the order in which one hides the next. */
export function verdictOf(facts: Facts): Verdict {
  for (const rule of [serverLimit, errors, networkSlow, poolTooSmall, queriesSlow]) {
    const verdict = rule(facts);
    if (verdict !== undefined) return verdict;
  }
  const { acquire } = facts.measurements.load;
  return { code: 'healthy', message: `95% of the requests had a connection within ${milliseconds(acquire?.p95 ?? 0)}; pool.max ${facts.settings.max} can stay.` };
}

/** The verdict of a check that did not run its load, since the server has no room for it. */
export function refusedVerdict(warning: string, plan: PoolCheckPlan, connections: ServerConnections): Verdict {
  const largest = largestPool(connections, plan);
  return {
    code: 'server-limit',
    message: `${warning} Lower pool.max to ${largest ?? 1}, or raise the server's limit.`,
    field: 'pool.max',
    ...(largest === undefined ? {} : { suggested: largest }),
  };
}

const serverLimit: Rule = ({ measurements: { load, network }, plan, settings, connections }) => {
  const refused = (load.errors['too-many-connections'] ?? 0) + (network.connects.errors['too-many-connections'] ?? 0);
  const warning = limitWarning(connections, plan, settings);
  if (refused === 0) return warning === undefined ? undefined : refusedVerdict(warning, plan, connections);
  const room = largestPool({ ...connections, ...(warning === undefined ? { allowed: load.mostOpen, inUse: 0 } : {}) }, plan);
  const suggested = Math.max(1, Math.min(room ?? settings.max, settings.max - 1));
  return {
    code: 'server-limit',
    message: `The server refused a connection as one too many with ${load.mostOpen} of the pool's open: lower pool.max from ${settings.max} to ${suggested}, or raise the server's limit.`,
    field: 'pool.max',
    suggested,
  };
};

const errors: Rule = ({ measurements: { load, network } }) => {
  const failed = total(load.errors);
  if (failed > 0) {
    const code = mostFrequent(load.errors);
    return { code: 'errors', message: `${failed} of ${failed + load.requests} requests failed, most with ${code}: ${remedyOf(code)}`, field: fieldOf(code) };
  }
  const { attempts, failed: unconnected } = network.connects;
  if (unconnected === 0) return undefined;
  const code = mostFrequent(network.connects.errors);
  return {
    code: 'network-slow',
    message: `${unconnected} of ${attempts} attempts to connect failed, most with ${code}: ${remedyOf(code)}`,
    field: fieldOf(code),
  };
};

const networkSlow: Rule = ({ measurements: { network } }) => {
  const { roundTrip, jitter } = network;
  if (roundTrip.p50 < SLOW_ROUND_TRIP_MS && jitter < SLOW_ROUND_TRIP_MS) return undefined;
  return {
    code: 'network-slow',
    message: `A round trip takes ${milliseconds(roundTrip.p50)} (jitter ${milliseconds(jitter)}), which no pool makes shorter: bring application and database closer, and raise pool.idleTimeoutMs so that connections are seldom made anew.`,
    field: 'pool.idleTimeoutMs',
  };
};

const poolTooSmall: Rule = ({ measurements: { load }, plan, settings, connections }) => {
  const wait = load.acquire?.p95 ?? settings.acquireTimeoutMs;
  const held = Math.max(plan.holdMs, load.statement?.p50 ?? 0);
  if (load.timeouts === 0 && (wait < NOTICEABLE_WAIT_MS || wait < held / 2)) return undefined;
  if (settings.max >= plan.clients) return undefined;
  const suggested = Math.min(plan.clients, largestPool(connections, plan) ?? plan.clients);
  const waits = `${plan.clients} clients wait for ${settings.max} connections (95% up to ${milliseconds(wait)}${load.timeouts === 0 ? '' : `, ${load.timeouts} timed out`})`;
  if (suggested <= settings.max) {
    return { code: 'server-limit', message: `${waits}, and the server has no room for a higher pool.max: raise its limit first.`, field: 'pool.max' };
  }
  return { code: 'pool-too-small', message: `${waits}: raise pool.max from ${settings.max} towards ${suggested}.`, field: 'pool.max', suggested };
};

const queriesSlow: Rule = ({ measurements: { load, network }, settings }) => {
  const { p95 } = load.statement ?? { p95: 0 };
  if (p95 < SLOW_STATEMENT_MS || p95 < STATEMENT_ROUND_TRIPS * network.roundTrip.p50) {
    return load.timeouts === 0 ? undefined : { code: 'queries-slow', message: timedOut(load.timeouts, settings), field: 'pool.acquireTimeoutMs' };
  }
  return {
    code: 'queries-slow',
    message: `The statement takes ${milliseconds(p95)} where a round trip takes ${milliseconds(network.roundTrip.p50)}: make it faster; pool.max cannot, and pool.acquireTimeoutMs ${settings.acquireTimeoutMs} only decides how long the others wait.`,
    field: 'pool.acquireTimeoutMs',
  };
};

function timedOut(timeouts: number, { acquireTimeoutMs }: PoolSettings): string {
  return `${timeouts} requests had no connection in time although the pool has one for each: the server is slow to let them in; raise pool.acquireTimeoutMs above ${acquireTimeoutMs}.`;
}

function remedyOf(code: FailureCode): string {
  switch (code) {
    case 'connection-closed':
      return 'something between closes connections; lower pool.idleTimeoutMs below its idle limit.';
    case 'timed-out':
    case 'unreachable':
    case 'host-not-found':
    case 'connection-refused':
      return 'the network or the server loses connections; look there first, and raise timeouts.connectMs for a slow one.';
    default:
      return 'test the connection for what to do about it; pool.max does not matter before.';
  }
}

function fieldOf(code: FailureCode): string {
  return code === 'connection-closed' ? 'pool.idleTimeoutMs' : 'timeouts.connectMs';
}

function total(counts: ErrorCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function mostFrequent(counts: ErrorCounts): FailureCode {
  const [first] = (Object.entries(counts) as [FailureCode, number][]).sort(([, a], [, b]) => b - a);
  return first?.[0] ?? 'unknown';
}

/** "0.42 ms", "3.1 ms", "210 ms". */
export function milliseconds(value: number): string {
  return `${value >= 100 ? Math.round(value) : value >= 10 ? Math.round(value * 10) / 10 : Math.round(value * 100) / 100} ms`;
}
