import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConnectionFailure, type FailureFacts } from '../../../../src/databases/failure';
import type { StageEvent } from '../../../../src/databases/stages';
import { redactor, StageRunner } from '../../../../src/diagnosis/worker/stage-runner';

function newRunner(classify: (error: unknown) => FailureFacts | undefined = () => undefined) {
  const events: StageEvent[] = [];
  const runner = new StageRunner({ first: 'lookup', report: (event) => events.push(event), classify, redact: redactor(['s3cret-value']) });
  return { runner, statuses: () => events.map((event) => `${event.id} ${event.status}`), events };
}

afterEach(() => {
  vi.restoreAllMocks();
});

const throwing = (error: unknown) => (): never => {
  throw error;
};

describe('StageRunner', () => {
  it('reports a stage that passes, with its detail', async () => {
    const { runner, statuses, events } = newRunner();
    expect(await runner.run('reach', (detail) => { detail('10.0.0.1:5432'); return 7; })).toBe(7);
    expect(statuses()).toEqual(['reach running', 'reach passed']);
    expect(events[1]?.detail).toBe('10.0.0.1:5432');
  });

  it.each<[string, unknown, FailureFacts | undefined, string]>([
    ['facts that it carries', new ConnectionFailure({ code: 'wrong-protocol' }), { code: 'unknown' }, 'wrong-protocol'],
    ['the driver\'s reading', Object.assign(new Error(), { code: 'ECONNREFUSED' }), { code: 'server-unavailable' }, 'server-unavailable'],
    ['what it means for every socket', Object.assign(new Error(), { code: 'ECONNREFUSED' }), undefined, 'connection-refused'],
    ['nothing', 'just words', undefined, 'unknown'],
  ])('takes an error for %s', async (_, error, reading, code) => {
    const { runner, statuses } = newRunner(() => reading);
    await expect(runner.run('authenticate', throwing(error))).rejects.toMatchObject({ facts: { code, stage: 'authenticate' } });
    expect(statuses()).toEqual(['authenticate running', 'authenticate failed']);
  });

  it.each([
    ['authenticate', 'open', ['authenticate running', 'authenticate passed', 'open failed']],
    ['secure', 'authenticate', ['secure running', 'secure skipped', 'authenticate failed']],
    ['query', 'authenticate', ['query running', 'query skipped', 'authenticate failed']],
  ] as const)('reports what %s notices and %s fails at where it belongs', async (noticed, belongs, expected) => {
    const { runner, statuses } = newRunner();
    await expect(runner.run(noticed, throwing(new ConnectionFailure({ code: 'unknown', stage: belongs })))).rejects.toMatchObject({ facts: { stage: belongs } });
    expect(statuses()).toEqual(expected);
  });

  it.each([
    ['late, with the time that the stage itself took', ['authenticate', 'open'], 'authenticate', { authenticate: ['failed', 24], open: ['skipped', 0] }],
    ['in place of the stage that noticed it', ['secure'], 'authenticate', { secure: ['skipped', 0], authenticate: ['failed', 12] }],
    ['in the answer to the stage before', ['authenticate'], 'open', { authenticate: ['passed', 12], open: ['failed', 0] }],
  ] as const)('tells how long a failure took that is said %s', async (_, stages, belongs, expected) => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const { runner, events } = newRunner();
    const takingTime = (then: () => void) => () => {
      now += 12;
      then();
    };
    for (const stage of stages.slice(0, -1)) await runner.run(stage, takingTime(() => undefined));
    await expect(runner.run(stages.at(-1) ?? 'open', takingTime(throwing(new ConnectionFailure({ code: 'unknown', stage: belongs }))))).rejects.toThrow();
    expect(Object.fromEntries(events.map(({ id, status, milliseconds }) => [id, [status, milliseconds]]))).toEqual(expected);
  });

  it('does not take a sign-in for passed that was never begun', async () => {
    const { runner, statuses } = newRunner();
    const failure = new ConnectionFailure({ code: 'database-not-found', stage: 'open', beforeSignIn: true });
    await expect(runner.run('authenticate', throwing(failure))).rejects.toMatchObject({ facts: { beforeSignIn: true } });
    expect(statuses()).toEqual(['authenticate running', 'authenticate skipped', 'open failed']);
  });

  it('keeps the facts of a failure that passes through', async () => {
    const { runner } = newRunner();
    const error: unknown = await runner.run('reach', throwing(new ConnectionFailure({ code: 'unreachable' }))).catch((thrown: unknown) => thrown);
    expect(runner.facts(error)).toEqual({ code: 'unreachable', stage: 'reach' });
  });

  it('takes the secret out of messages and details', async () => {
    const { runner, events } = newRunner();
    await runner.run('open', (detail) => { detail('s3cret-value'); });
    const failure = runner.facts(new Error('denied with s3cret-value'));
    expect(JSON.stringify([events, failure])).not.toContain('s3cret');
  });
});
