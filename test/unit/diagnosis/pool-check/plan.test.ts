import { describe, expect, it } from 'vitest';
import { poolSettings } from '../../../../src/databases/pool';
import { defaultPlan, describePlan, planProblem } from '../../../../src/diagnosis/pool-check/plan';
import { limitWarning, serverConnections } from '../../../../src/diagnosis/pool-check/server-limit';

describe('the plan of a pool check', () => {
  it('has twice as many clients as connections, up to the limit', () => {
    expect(defaultPlan({ max: 10 }).clients).toBe(20);
    expect(defaultPlan({ max: 9_000 }).clients).toBe(500);
  });

  it('shows every bound', () => {
    expect(describePlan({ clients: 8, holdMs: 15, durationMs: 3000, instances: 1 }, poolSettings({ 'pool.max': 4, 'pool.acquireTimeoutMs': 700 }))).toBe(
      '8 clients share at most 4 connections for 3 s; each waits up to 700 ms for one, runs a trivial statement and holds it for 15 ms.',
    );
  });

  it.each([
    ['clients', 500, true],
    ['clients', 501, false],
    ['clients', 0, false],
    ['durationMs', 60_001, false],
    ['holdMs', 0.5, false],
    ['instances', Number.NaN, false],
  ] as const)('%s %s', (name, value, fits) => {
    expect(planProblem(name, value) === undefined).toBe(fits);
  });
});

describe('limitWarning', () => {
  const plan = { clients: 1, holdMs: 0, durationMs: 1000, instances: 3 };
  it.each([
    [{ connectionsAllowed: 40, connectionsInUse: 11 }, undefined],
    [{ connectionsAllowed: 40, connectionsInUse: 12 }, 'pool.max 10 times 3 instances takes up to 30 connections, but the server allows 40 and 11 are in use, so that 29 are free.'],
    [{ connectionsAllowed: 20 }, 'pool.max 10 times 3 instances takes up to 30 connections, but the server allows 20, so that 20 are free.'],
    [{}, undefined],
  ])('with %j', (facts, warning) => {
    expect(limitWarning(serverConnections({ product: 'P', version: '1', ...facts }), plan, poolSettings({}))).toBe(warning);
  });
});
