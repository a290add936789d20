import { describe, expect, it, vi } from 'vitest';
import { Secret } from '../../../src/credentials/secret';
import type { ServerFacts } from '../../../src/databases/contract';
import type { StageEvent } from '../../../src/databases/stages';
import { testAndAudit } from '../../../src/diagnosis/audit-account';
import type { TaskRequest } from '../../../src/diagnosis/run-task';
import { testConnection } from '../../../src/diagnosis/test-connection';
import { reportText } from '../../../src/diagnosis/report';
import type { JobOutcome } from '../../../src/diagnosis/worker-pool';
import { CONNECTION, FACTS, FakeWorkerPool, preparation } from './fakes';

const PASSWORD = 'hunter2 "S3cret"\\@/';
const found = { kind: 'found', secret: new Secret(PASSWORD), store: 'the fake keychain', draft: false } as const;
const passed: JobOutcome<ServerFacts> = { ok: true, result: FACTS };

interface Given extends NonNullable<Parameters<typeof preparation>[0]> {
  readonly outcome?: JobOutcome<ServerFacts>;
  readonly events?: readonly StageEvent[];
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly work?: typeof testConnection;
}

async function run({ outcome = passed, events = [], deadlineMs, signal = new AbortController().signal, work = testConnection, ...given }: Given) {
  const fake = new FakeWorkerPool(outcome, events);
  const reported: StageEvent[] = [];
  const request: TaskRequest = { ...preparation(given).given, fullName: 'databases.orders', ranFrom: 'this machine', signal, onEvent: (event) => reported.push(event), ...(deadlineMs === undefined ? {} : { deadlineMs }) };
  return { outcome: await work(request, fake.pool), reported, fake };
}

const withPassword = { element: { connection: { ...CONNECTION, password: { keychain: true } } }, password: found };

describe('testConnection', () => {
  it('passes on what the server said', async () => {
    const { outcome, fake } = await run({ ...withPassword, events: [{ id: 'reach', status: 'passed', milliseconds: 2, detail: '10.0.4.17:5432' }] });
    expect(outcome).toMatchObject({ element: 'databases.orders', type: 'postgresql', environment: 'development', ok: true, server: FACTS, endpoint: 'db.internal:5432/orders', ranFrom: 'this machine' });
    expect(outcome.stages.map(({ id, status }) => `${id} ${status}`)).toEqual(['resolve passed', 'reach passed']);
    expect(outcome).not.toHaveProperty('failure');
    expect(Date.parse(outcome.startedAt)).not.toBeNaN();
    expect(fake.jobs[0]?.values['password']).toBe(PASSWORD);
  });

  it('reports each change of a stage as it happens', async () => {
    const events: StageEvent[] = [
      { id: 'lookup', status: 'running', milliseconds: 0 },
      { id: 'lookup', status: 'passed', milliseconds: 3 },
    ];
    const { reported, outcome } = await run({ events });
    expect(reported.map(({ id, status }) => `${id} ${status}`)).toEqual(['resolve running', 'resolve passed', 'lookup running', 'lookup passed']);
    expect(outcome.stages.map(({ id, status }) => `${id} ${status}`)).toEqual(['resolve passed', 'lookup passed']);
  });

  it("is bound by the caller's deadline, else by the element's", async () => {
    expect((await run({ deadlineMs: 1500 })).fake.deadlines).toEqual([1500]);
    expect((await run({ element: { timeouts: { connectMs: 2500 } } })).fake.deadlines).toEqual([2500]);
    expect((await run({})).fake.deadlines).toEqual([10_000]);
  });

  it('starts no worker when a value is missing', async () => {
    const { outcome, fake } = await run({ element: { connection: { user: 'u', database: 'd' } } });
    expect(fake.jobs).toEqual([]);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'invalid-parameter', stage: 'resolve', field: 'host' }, stages: [{ id: 'resolve', status: 'failed' }] });
  });

  it('starts no worker when it was cancelled before', async () => {
    const { outcome, fake } = await run({ ...withPassword, signal: AbortSignal.abort() });
    expect(fake.jobs).toEqual([]);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled', stage: 'resolve' } });
  });

  it('does not wait for ever for a keychain that does not answer, and says so', async () => {
    vi.useFakeTimers();
    try {
      const running = run({ ...withPassword, password: new Promise<never>(() => undefined) });
      await vi.advanceTimersByTimeAsync(119_999);
      let settled = false;
      void running.then(() => { settled = true; });
      await vi.advanceTimersByTimeAsync(0);
      expect(settled).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      const { outcome, fake } = await running;
      expect(fake.jobs).toEqual([]);
      expect(outcome).toMatchObject({ ok: false, failure: { code: 'timed-out', stage: 'resolve', message: expect.stringContaining('within 120 s'), actions: [] }, stages: [{ id: 'resolve', status: 'failed' }] });
      expect(outcome.failure).not.toHaveProperty('field');
    } finally {
      vi.useRealTimers();
    }
  });

  it('lets a person take longer for the password of the keychain than connecting may take', async () => {
    vi.useFakeTimers();
    try {
      const answer = new Promise<typeof found>((resolve) => { setTimeout(() => { resolve(found); }, 60_000); });
      const running = run({ element: { connection: withPassword.element.connection, timeouts: { connectMs: 100 } }, password: answer });
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await running).outcome.ok).toBe(true);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is cancelled at once while the keychain waits for a person', async () => {
    const controller = new AbortController();
    const running = run({ ...withPassword, password: new Promise<never>(() => undefined), signal: controller.signal });
    controller.abort();
    expect((await running).outcome).toMatchObject({ ok: false, failure: { code: 'cancelled', stage: 'resolve' } });
  });

  it('ends a stage that still ran when the worker failed', async () => {
    const { outcome, reported } = await run({ events: [{ id: 'authenticate', status: 'running', milliseconds: 0 }], outcome: { ok: false, failure: { code: 'driver-crashed', stage: 'authenticate' } } });
    expect(outcome.stages.at(-1)).toMatchObject({ id: 'authenticate', status: 'failed' });
    expect(reported.at(-1)).toMatchObject({ id: 'authenticate', status: 'failed' });
    expect(outcome.failure).toMatchObject({ code: 'driver-crashed', stage: 'authenticate' });
  });
});

describe('testAndAudit', () => {
  const telling = { ...FACTS, tellsPrivileges: true } as const;

  it('keeps to itself that there is more to ask', async () => {
    expect((await run({ outcome: { ok: true, result: telling } })).outcome.server).toEqual(FACTS);
  });

  it('asks what the account may do where the driver can tell', async () => {
    expect((await run({ work: testAndAudit, outcome: { ok: true, result: telling } })).fake.jobs).toHaveLength(2);
  });

  it.each<[string, JobOutcome<ServerFacts>]>([
    ['a driver that has no way to tell', passed],
    ['a test that failed', { ok: false, failure: { code: 'connection-refused', stage: 'reach' } }],
  ])('starts no worker after %s', async (_name, outcome) => {
    expect((await run({ work: testAndAudit, outcome })).fake.jobs).toHaveLength(1);
  });
});

describe('no secret', () => {
  const forms = [PASSWORD, encodeURIComponent(PASSWORD), JSON.stringify(PASSWORD).slice(1, -1)];
  const telling = `login of orders_app with ${forms.join(' or ')} failed`;

  it.each([
    ['a password of the store', withPassword],
    ['a password of a variable', { element: { connection: { ...CONNECTION, password: { variable: 'PW' } } }, process: { PW: PASSWORD } }],
  ])('is in the outcome, the events or the report, whatever the driver says: %s', async (_name, given) => {
    for (const code of ['authentication-failed', 'driver-crashed', 'query-failed', 'unknown', 'invalid-parameter', 'authentication-unsupported'] as const) {
      const { outcome, reported } = await run({
        ...given,
        events: [{ id: 'authenticate', status: 'running', milliseconds: 0, detail: telling }],
        outcome: { ok: false, failure: { code, stage: 'authenticate', driverCode: '28P01', driverMessage: telling } },
      });
      for (const text of [JSON.stringify(outcome), JSON.stringify(reported), reportText(outcome)]) {
        for (const form of forms) {
          expect(text).not.toContain(form);
          expect(text).not.toContain(JSON.stringify(form).slice(1, -1));
        }
        expect(text).toContain('[secret]');
      }
    }
  });
});
