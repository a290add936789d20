import { describe, expect, it } from 'vitest';
import { LoadCounters } from '../../../../src/diagnosis/pool-check/load-counters';
import { percentilesOf } from '../../../../src/diagnosis/pool-check/measurements';
import { jitterOf } from '../../../../src/diagnosis/pool-check/network';

describe('percentilesOf', () => {
  it('takes the nearest rank', () => {
    expect(percentilesOf(Array.from({ length: 100 }, (_, index) => 100 - index))).toEqual({ p50: 50, p95: 95, p99: 99 });
    expect(percentilesOf([7.128])).toEqual({ p50: 7.13, p95: 7.13, p99: 7.13 });
    expect(percentilesOf([10, 9])).toEqual({ p50: 9, p95: 10, p99: 10 });
  });

  it('says nothing of nothing', () => {
    expect(percentilesOf([])).toBeUndefined();
  });
});

describe('jitterOf', () => {
  it('is the mean difference of neighbours', () => {
    expect(jitterOf([1, 4, 2])).toBe(2.5);
    expect(jitterOf([1])).toBe(0);
  });
});

describe('LoadCounters', () => {
  it('counts in a sample what came since the last one, and all in the total', () => {
    const counters = new LoadCounters();
    counters.acquired(2);
    counters.ran(5);
    counters.failed('unknown');
    expect(counters.sample(250, 3)).toEqual({ at: 250, active: 0, waiting: 0, open: 3, requests: 1, acquire: { p50: 2, p95: 2, p99: 2 }, timeouts: 0, errors: { unknown: 1 } });
    counters.acquired(8);
    counters.timedOut();
    counters.failed('connection-closed');
    counters.waiting = 4;
    expect(counters.sample(500, 2)).toEqual({ at: 500, active: 0, waiting: 4, open: 2, requests: 0, acquire: { p50: 8, p95: 8, p99: 8 }, timeouts: 1, errors: { 'connection-closed': 1 } });
    expect(counters.sample(750, 2)).toMatchObject({ requests: 0, timeouts: 0, errors: {} });
    expect(counters.total(1000)).toMatchObject({ requests: 1, timeouts: 1, errors: { unknown: 1, 'connection-closed': 1 }, mostOpen: 3, acquire: { p50: 2, p95: 8 } });
  });
});
