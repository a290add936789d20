import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, expect } from 'vitest';
import { Secret } from '../../../src/credentials/secret';
import type { DatabaseType, ServerFacts } from '../../../src/databases/contract';
import { databaseTypes } from '../../../src/databases/registry';
import type { Stage, StageEvent } from '../../../src/databases/stages';
import type { Failure, TestOutcome } from '../../../src/diagnosis/outcome';
import { reportText } from '../../../src/diagnosis/report';
import { tlsFileReader } from '../../../src/diagnosis/tls-files';
import { testConnection } from '../../../src/diagnosis/test-connection';
import { WorkerPool } from '../../../src/diagnosis/worker-pool';
import type { Element } from '../../../src/elements/element';
import { isVariableBinding, parameterKey } from '../../../src/elements/parameter';
import { parseElement } from '../../../src/elements/parse';
import type { Arrangement, ElementValues, Running } from './subject';

export const workerFile = path.resolve(import.meta.dirname, '../../../dist/test-worker.js');
if (!existsSync(workerFile)) throw new Error(`${workerFile} is missing. Run "npm run build" first: these tests run what ships.`);

/** What a test of an element did. */
export interface Tested {
  readonly outcome: TestOutcome;
  /** The last report of each stage. */
  readonly stages: Readonly<Partial<Record<Stage, StageEvent>>>;
  readonly events: readonly StageEvent[];
  readonly report: string;
}

const pool = new WorkerPool({ workerFile });
let unsettled = 0;

/** Every test file that imports this ends its workers, and no test leaves one at work. */
afterEach(() => {
  expect(unsettled, 'tests of connections that have not settled').toBe(0);
});
afterAll(() => pool.dispose());

/** Tests an element as the workbench and the command line do, from its text to the report. */
export async function testElement(type: DatabaseType, running: Running, arrangement: Arrangement = {}): Promise<Tested> {
  const { folder } = running;
  const values = { ...running.good, ...arrangement.change };
  const driver = arrangement.driver ?? running.driver;
  const events: StageEvent[] = [];
  const ownPool = arrangement.workerFile === undefined ? undefined : new WorkerPool({ workerFile: arrangement.workerFile });
  unsettled += 1;
  try {
    const outcome = await testConnection(
      {
        element: elementOf(type, values),
        type,
        folder,
        fullName: `databases.${type.id}`,
        sources: { environment: 'development', settings: {}, process: arrangement.environment ?? {}, envFiles: [], secretKeys: new Set() },
        findPassword: () => Promise.resolve(storedPassword(values['password'], arrangement.nothingStored)),
        findSecretVariable: () => Promise.resolve({ kind: 'missing', store: 'the test’s store', agreed: true, allowed: [] }),
        readTlsFile: tlsFileReader(folder),
        ...(driver === undefined ? {} : { findDriver: () => driver }),
        deadlineMs: arrangement.deadlineMs ?? 20_000,
        ranFrom: 'this machine',
        signal: arrangement.signal ?? new AbortController().signal,
        onEvent: (event) => {
          events.push(event);
          arrangement.onEvent?.(event);
        },
      },
      ownPool ?? pool,
    );
    const result = { outcome, events, stages: Object.fromEntries(outcome.stages.map((event) => [event.id, event])), report: reportText(outcome) };
    if (typeof values['password'] === 'string') expect(JSON.stringify(result)).not.toContain(values['password']);
    return result;
  } finally {
    unsettled -= 1;
    await Promise.all([ownPool?.dispose(), arrangement.release?.()]);
  }
}

/** The facts of a test that passed; shows the report of one that did not. */
export function passed({ outcome, report }: Tested): ServerFacts {
  if (outcome.server === undefined) expect(report).toBe('a passed test');
  return outcome.server!;
}

/** The failure, after a look at whether stages and report tell the same. */
export function failed({ outcome, stages, report }: Tested): Failure {
  const { failure } = outcome;
  if (failure === undefined) throw new Error(`Expected a failure:\n${report}`);
  expect(outcome.stages.filter((event) => event.status === 'running')).toEqual([]);
  expect(stages[failure.stage]?.status, report).toBe('failed');
  expect(report).toContain(failure.message);
  expect(report).toContain(`Code: ${failure.code}${failure.driverCode === undefined ? '' : ` (${failure.driverCode})`}`);
  return failure;
}

function storedPassword(password: ElementValues[string], nothingStored = false) {
  const store = 'the test’s store';
  return typeof password === 'string' && !nothingStored
    ? ({ kind: 'found', secret: new Secret(password), store, draft: false } as const)
    : ({ kind: 'missing', store, others: [] } as const);
}

function elementOf(type: DatabaseType, values: ElementValues): Element {
  const groups: Record<string, Record<string, unknown>> = {};
  const left = new Set(Object.keys(values));
  for (const parameter of type.parameters) {
    const key = parameterKey(parameter);
    const value = values[key];
    left.delete(key);
    if (value !== undefined) (groups[parameter.group] ??= {})[parameter.name] = parameter.kind === 'secret' && typeof value === 'string' ? { keychain: true } : value;
  }
  expect([...left], `no parameters of ${type.label}`).toEqual([]);
  const variables = Object.values(values).flatMap((value) => (isVariableBinding(value) ? [[value.variable, { name: value.variable, required: true }]] : []));
  const text = JSON.stringify({ id: '0b8f6c1e-5a43', type: type.id, title: type.label, ...groups, variables: Object.fromEntries(variables) });
  const { element, problems } = parseElement(text, databaseTypes);
  if (element === undefined) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return element;
}
