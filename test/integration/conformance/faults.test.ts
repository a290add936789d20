import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { FailureCode } from '../../../src/databases/failure';
import { startFaultProxy, type Fault, type FaultProxy } from '../../servers/fault-proxy';
import { titled } from '../subjects';
import { SHORT_MS } from './common-failures';
import { addressOf, modesOf, startFor, type Arrangement, type Running } from './subject';
import { failed, passed, testElement, type Tested } from './test-element';

const cases = titled.flatMap(([title, subject]) => modesOf(subject).map(([mode, silentAt]) => [title, mode, silentAt, subject] as const));

describe.each(cases)('%s, TLS mode %s, through a bad network', (_title, mode, silentAt, subject) => {
  const { type } = subject;
  /** The stages in which a test waits for an answer of the server. */
  const stagesThatWait = expect.arrayContaining([...new Set([silentAt, 'authenticate', 'query'])]);
  let running: Running;
  beforeAll(async () => {
    running = await startFor(mode, subject, inject('certificates').server);
  });
  afterAll(() => running.stop());

  async function through(fault: Fault, arrangement: Arrangement = {}, more: (proxy: FaultProxy, tested: Promise<Tested>) => Promise<unknown> = () => Promise.resolve()) {
    const proxy = await startFaultProxy(addressOf(running.good), fault);
    try {
      const tested = testElement(type, running, { ...arrangement, change: { host: proxy.host, port: proxy.port, 'tls.mode': mode, ...arrangement.change } });
      await more(proxy, tested);
      const result = await tested;
      // Whatever happened, nothing is left open.
      await proxy.allClosed();
      return { result, proxy };
    } finally {
      await proxy.stop();
    }
  }

  /** So many offsets in each message of the server: its middle, and its first byte as well. */
  async function offsets(perMessage: 1 | 2): Promise<readonly number[]> {
    const { result, proxy } = await through({ kind: 'none' });
    passed(result);
    const ends = proxy.arrivals();
    const points = ends.flatMap((end, index) => {
      const begin = ends[index - 1] ?? 0;
      return [Math.floor((begin + end) / 2), begin + 1].slice(0, perMessage);
    });
    return [0, ...new Set(points)];
  }

  /** The stages in which tests fail with this code, one test for each offset. One that passes had its last answer. */
  async function failingStages(code: FailureCode, points: readonly number[], test: (after: number) => Promise<Tested>): Promise<readonly string[]> {
    const atOnce = pLimit(3);
    const results = await Promise.all(points.map((after) => atOnce(() => test(after))));
    const failures = results.filter(({ outcome }) => !outcome.ok).map(failed);
    expect(failures.map((failure) => failure.code)).toEqual(failures.map(() => code));
    return [...new Set(failures.map((failure) => failure.stage))];
  }

  it('passes with latency, and with bytes that come one by one', async () => {
    passed((await through({ kind: 'latency', milliseconds: 20 })).result);
    passed((await through({ kind: 'trickle', milliseconds: 0 })).result);
  });

  it.each(['end', 'reset'] as const)('tells a connection that is cut (%s), at every stage', async (how) => {
    const stages = await failingStages('connection-closed', await offsets(2), async (after) => (await through({ kind: 'cut', after, how })).result);
    expect(stages).toEqual(stagesThatWait);
  });

  it('tells a connection that falls silent as timed out, at every stage', async () => {
    const stages = await failingStages('timed-out', await offsets(1), async (after) => (await through({ kind: 'black hole', after }, { deadlineMs: 2 * SHORT_MS })).result);
    expect(stages).toEqual(stagesThatWait);
  });

  it('tells a slow trickle as timed out', async () => {
    const { result } = await through({ kind: 'trickle', milliseconds: 1_000 }, { deadlineMs: SHORT_MS });
    expect(failed(result)).toMatchObject({ code: 'timed-out' });
  });

  it('is cancelled at every stage, closes its connection, and leaves the next test a good worker', async () => {
    const stages = await failingStages('cancelled', await offsets(1), async (after) => {
      const controller = new AbortController();
      const { result } = await through({ kind: 'black hole', after }, { signal: controller.signal }, async (proxy, tested) => {
        // A session is not as long each time: one that is over before that offset passes.
        await Promise.race([proxy.struck(), tested]);
        controller.abort();
      });
      return result;
    });
    expect(stages.length).toBeGreaterThan(0);
    passed((await through({ kind: 'none' })).result);
  });
});
