import { describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { StageEvent } from '../../../../src/databases/stages';
import type { ActiveEnvironment } from '../../../../src/workbench/environment';
import { ConnectionTests } from '../../../../src/workbench/testing/connection-tests';
import type { ReportLog } from '../../../../src/workbench/testing/report-log';
import type { TaskRequests, TestSubject } from '../../../../src/workbench/testing/task-requests';
import { CONNECTION, FACTS, FakeWorkerPool, NO_PASSWORD, preparation } from '../../diagnosis/fakes';

vi.mock('vscode', async () => (await import('../fake-vscode')).fakeVscode());

const uri = vscode.Uri.parse('file:///shop/databases/orders.dbelement.json');
const EVENTS: readonly StageEvent[] = ['lookup', 'reach', 'secure', 'authenticate', 'open', 'query', 'inspect'].flatMap((id) =>
  (['running', 'passed'] as const).map((status) => ({ id: id as StageEvent['id'], status, milliseconds: 0 })),
);

function make() {
  const { given } = preparation({ element: { connection: { ...CONNECTION, ...NO_PASSWORD } } });
  const fake = new FakeWorkerPool({ ok: true, result: FACTS }, EVENTS);
  const requests = { make: (_subject: TestSubject, signal: AbortSignal, onEvent: (event: StageEvent) => void) => Promise.resolve({ ...given, fullName: 'databases.orders', ranFrom: 'this machine', signal, onEvent }) };
  const environment = { name: given.sources.environment };
  const written: string[] = [];
  const tests = new ConnectionTests(fake.pool, environment as unknown as ActiveEnvironment, requests as unknown as TaskRequests, { write: (text: string) => written.push(text) } as unknown as ReportLog);
  const subject = { uri, element: given.element, type: given.type } as TestSubject;
  return { tests, subject, environment, written, fake };
}

describe('ConnectionTests', () => {
  it('tells each change of a stage to the form, and to the tree only that a test begins and ends', async () => {
    const { tests, subject } = make();
    const [stages, kinds]: [string[], string[]] = [[], []];
    tests.onDidChange((changed) => stages.push(tests.state(changed).kind));
    tests.onDidChangeKind((changed) => kinds.push(tests.state(changed).kind));
    await tests.run(subject);
    await tests.run(subject);
    expect(stages.length).toBeGreaterThan(2 * EVENTS.length);
    expect(kinds).toEqual(['running', 'done', 'running', 'done']);
  });

  it('follows an element to another file, with its outcome and with the test that runs', async () => {
    const { tests, subject } = make();
    const [file, renamed] = ['archive', 'old'].map((name) => vscode.Uri.parse(`file:///shop/databases/${name}.dbelement.json`));
    await tests.run(subject);
    tests.move(uri, file!);
    expect([tests.state(uri).kind, tests.state(file!)]).toEqual(['idle', expect.objectContaining({ kind: 'done', tested: subject.element })]);
    const running = tests.run({ ...subject, uri: file! });
    tests.move(file!, renamed!);
    expect([tests.state(file!).kind, tests.state(renamed!).kind]).toEqual(['idle', 'running']);
    await running;
    expect([tests.state(file!).kind, tests.state(renamed!).kind, tests.running]).toEqual(['idle', 'done', false]);
  });

  it('remembers what was tested, so that a form can tell whether it still shows that', async () => {
    const { tests, subject } = make();
    await tests.run(subject);
    expect(tests.state(uri)).toMatchObject({ kind: 'done', tested: subject.element, outcome: { ok: true } });
    tests.outdate(uri);
    expect(tests.state(uri)).toMatchObject({ kind: 'done', tested: undefined, outcome: { ok: true } });
  });

  it('connects to nothing in Restricted Mode', async () => {
    const { tests, subject, fake } = make();
    Object.assign(vscode.workspace, { isTrusted: false });
    try {
      await expect(tests.run(subject)).rejects.toThrow('Nothing connects in Restricted Mode.');
    } finally {
      Object.assign(vscode.workspace, { isTrusted: true });
    }
    expect([tests.state(uri).kind, fake.jobs]).toEqual(['idle', []]);
  });

  it('says nothing in one environment of what was found in another', async () => {
    const { tests, subject, environment } = make();
    await tests.run(subject);
    environment.name = 'production';
    expect(tests.state(uri).kind).toBe('idle');
    environment.name = 'development';
    expect(tests.state(uri).kind).toBe('done');
  });

  it('cancels a test that is begun anew, and keeps the outcome of the later one', async () => {
    const { tests, subject } = make();
    const [first, second] = await Promise.all([tests.run(subject), tests.run(subject)]);
    expect([first.failure?.code, second.ok]).toEqual(['cancelled', true]);
    expect(tests.state(uri)).toMatchObject({ kind: 'done', outcome: { ok: true } });
    expect(tests.running).toBe(false);
  });

  it.each([
    ['before it begins', (cancel: AbortController) => { cancel.abort(); }, () => undefined],
    ['while it runs', () => undefined, (cancel: AbortController) => { cancel.abort(); }],
  ])('is cancelled by the signal of who asked, %s', async (_when, before, during) => {
    const { tests, subject } = make();
    const cancel = new AbortController();
    before(cancel);
    const run = tests.run(subject, cancel.signal);
    during(cancel);
    expect((await run).failure?.code).toBe('cancelled');
  });

  it('adds to the outcome, the log and the form what the account may do, once that is known', async () => {
    const { tests, subject, written, fake } = make();
    const privileges = { findings: [{ code: 'superuser', message: 'The account is a superuser.', remedy: '' }], unknown: [] } as const;
    const tested = { ...FACTS, tellsPrivileges: true };
    vi.spyOn(fake, 'run').mockResolvedValueOnce({ ok: true, result: tested }).mockResolvedValueOnce({ ok: true, result: { ...FACTS, privileges } });
    const told: (string | undefined)[] = [];
    tests.onDidChange((changed) => {
      const state = tests.state(changed);
      told.push(state.kind === 'done' ? state.outcome.server?.privileges?.findings[0]?.code : undefined);
    });
    await tests.run(subject);
    await vi.waitFor(() => { expect(told.at(-1)).toBe('superuser'); });
    expect(written).toEqual([expect.not.stringContaining('superuser'), expect.stringContaining('superuser: The account is a superuser.')]);
  });
});
