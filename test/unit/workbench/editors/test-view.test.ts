import { describe, expect, it } from 'vitest';
import type { StageEvent } from '../../../../src/databases/stages';
import { explainFailure } from '../../../../src/diagnosis/explain';
import type { TestOutcome } from '../../../../src/diagnosis/outcome';
import { testView } from '../../../../src/workbench/editors/test-view';
import { contextOf } from '../../diagnosis/contexts';
import { FACTS } from '../../diagnosis/fakes';
import { elementOf, typeOf } from '../../elements/samples';

const passed = (id: StageEvent['id'], detail?: string): StageEvent => ({ id, status: 'passed', milliseconds: 1, ...(detail === undefined ? {} : { detail }) });
const tested = elementOf({ type: 'postgresql' });
const base = { element: 'databases.orders', environment: 'development', milliseconds: 4, startedAt: '2026-01-31T14:02:11', ranFrom: 'this machine', endpoint: 'x' } as const;

function stagesOf(view: ReturnType<typeof testView>): string[] {
  return view.kind === 'idle' ? [] : view.stages.map(({ id, status, detail }) => [id, status, detail].filter((part) => part !== undefined).join(' '));
}

describe('the test that a form shows', () => {
  const sqlite: TestOutcome = { ...base, type: 'sqlite', ok: true, stages: [passed('resolve'), passed('open'), passed('query', '3 tables')], server: { product: 'SQLite', version: '3.50.4', fileSize: 8192 } };

  it('of a file has the stages of a file, and says version and size once', () => {
    const view = testView({ kind: 'done', tested, outcome: sqlite }, false);
    expect(stagesOf(view)).toEqual(['resolve passed', 'open passed', 'query passed 3 tables']);
    expect(JSON.stringify(view).match(/8192|8\.0 KB|3\.50\.4/g)).toEqual(['3.50.4', '8.0 KB']);
  });

  it('that runs over a file waits for no stage that a file has not', () => {
    const view = testView({ kind: 'running', type: 'sqlite', stages: [passed('resolve'), { id: 'open', status: 'running', milliseconds: 0 }] }, false);
    expect(stagesOf(view)).toEqual(['resolve passed', 'open running', 'query pending']);
  });

  it('leaves out a stage that does not apply and has nothing to say', () => {
    const stages: StageEvent[] = [passed('resolve'), passed('lookup'), passed('reach'), { id: 'secure', status: 'skipped', milliseconds: 0 }, passed('authenticate'), { id: 'open', status: 'skipped', milliseconds: 0, detail: 'no database is stated' }];
    const view = testView({ kind: 'done', tested, outcome: { ...base, type: 'postgresql', ok: true, stages, server: FACTS } }, false);
    expect(stagesOf(view)).toEqual(['resolve passed', 'lookup passed', 'reach passed', 'authenticate passed', 'open skipped no database is stated', 'query pending', 'inspect pending']);
  });

  it('that was cancelled failed at no stage', () => {
    const failure = explainFailure({ code: 'cancelled', stage: 'reach' }, contextOf(typeOf('postgresql')));
    const stages: StageEvent[] = [passed('resolve'), passed('lookup'), { id: 'reach', status: 'failed', milliseconds: 5 }];
    expect(stagesOf(testView({ kind: 'done', tested, outcome: { ...base, type: 'postgresql', ok: false, stages, failure } }, false))).toEqual([
      'resolve passed', 'lookup passed', 'reach skipped cancelled', 'secure pending', 'authenticate pending', 'open pending', 'query pending', 'inspect pending',
    ]);
  });
});
