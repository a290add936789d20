import { describe, expect, it } from 'vitest';
import { poolSettings } from '../../../../src/databases/pool';
import type { LoadMeasurements, NetworkMeasurements } from '../../../../src/diagnosis/pool-check/measurements';
import type { PoolCheckPlan } from '../../../../src/diagnosis/pool-check/plan';
import type { ServerConnections } from '../../../../src/diagnosis/pool-check/server-limit';
import { verdictOf } from '../../../../src/diagnosis/pool-check/verdict';

const flat = (p: number) => ({ p50: p, p95: p, p99: p });

interface Given {
  readonly network?: Partial<NetworkMeasurements>;
  readonly load?: Partial<LoadMeasurements>;
  readonly plan?: Partial<PoolCheckPlan>;
  readonly connections?: ServerConnections;
}

/** The verdict on a pool of 10 for 20 clients that holds its own, but for what a case is about. */
function verdict({ network = {}, load = {}, plan = {}, connections = { allowed: 100, inUse: 5 } }: Given) {
  return verdictOf({
    measurements: {
      network: { roundTrip: flat(0.5), jitter: 0.1, connects: { attempts: 5, failed: 0, connect: flat(8), errors: {} }, ...network },
      load: { milliseconds: 5000, requests: 900, acquire: flat(1), statement: flat(1), timeouts: 0, errors: {}, mostOpen: 10, ...load },
    },
    plan: { clients: 20, holdMs: 20, durationMs: 5000, instances: 1, ...plan },
    settings: poolSettings({}),
    connections,
  });
}

describe('verdictOf', () => {
  it.each<[string, Given, string, object]>([
    ['a load without waits', {}, 'healthy', {}],
    ['a wait that is short beside the time that a connection is held', { load: { acquire: flat(9) } }, 'healthy', {}],
    ['long waits with room on the server', { load: { acquire: flat(40) } }, 'pool-too-small', { field: 'pool.max', suggested: 20 }],
    ['acquire timeouts', { load: { timeouts: 3 } }, 'pool-too-small', { field: 'pool.max' }],
    ['long waits with some room on the server', { load: { acquire: flat(40) }, connections: { allowed: 20, inUse: 5 } }, 'pool-too-small', { suggested: 15 }],
    ['long waits without room on the server', { load: { acquire: flat(40) }, connections: { allowed: 15, inUse: 5 } }, 'server-limit', {}],
    ['long waits where the server tells no limit', { load: { acquire: flat(40) }, connections: {} }, 'pool-too-small', { suggested: 20 }],
    ['a long round trip', { network: { roundTrip: flat(40) }, load: { statement: flat(41), acquire: flat(80) } }, 'network-slow', {}],
    ['an unsteady round trip', { network: { jitter: 30 } }, 'network-slow', {}],
    ['attempts to connect that fail', { network: { connects: { attempts: 5, failed: 2, errors: { 'timed-out': 2 } } } }, 'network-slow', { field: 'timeouts.connectMs' }],
    ['slow statements without waits', { load: { statement: flat(300) } }, 'queries-slow', { field: 'pool.acquireTimeoutMs' }],
    ['slow statements that others wait for', { load: { statement: flat(300), acquire: flat(300) } }, 'pool-too-small', {}],
    ['timeouts though each client could have a connection', { load: { timeouts: 2 }, plan: { clients: 10 } }, 'queries-slow', { field: 'pool.acquireTimeoutMs' }],
    ['a refusal as one too many', { load: { errors: { 'too-many-connections': 1 }, mostOpen: 7 } }, 'server-limit', { field: 'pool.max', suggested: 7 }],
    ['instances that do not fit', { plan: { instances: 20 } }, 'server-limit', { field: 'pool.max', suggested: 4 }],
    ['connections that break', { load: { errors: { 'connection-closed': 4, unknown: 1 } } }, 'errors', { field: 'pool.idleTimeoutMs' }],
  ])('finds %s', (_, given, code, more) => {
    const found = verdict(given);
    expect(found).toMatchObject({ code, ...more });
    expect(found.message).toMatch(/pool\.|timeouts\./);
  });
});
