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
  const { pool } = new FakeWorkerPool({ ok: true, result: FACTS }, EVENTS);
  const requests = { make: (_subject: TestSubject, signal: AbortSignal, onEvent: (event: StageEvent) => void) => Promise.resolve({ ...given, fullName: 'databases.orders', ranFrom: 'this machine', signal, onEvent }) };
  const environment: unknown = { name: given.sources.environment };
  const tests = new ConnectionTests(pool, environment as ActiveEnvironment, requests as unknown as TaskRequests, { write: () => undefined } as unknown as ReportLog);
  const subject = { uri, element: given.element, type: given.type } as TestSubject;
  return { tests, subject };
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
});
