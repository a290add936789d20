import pLimit from 'p-limit';
import { databaseTypes } from '../databases/registry';
import { typedElement } from '../databases/typed-element';
import type { TestOutcome } from '../diagnosis/outcome';
import { reportText } from '../diagnosis/report';
import { testAndAudit } from '../diagnosis/audit-account';
import type { ElementEntry } from '../elements/element-index';
import type { ValueSources } from '../environments/sources';
import type { CliArguments } from './arguments';
import { printJson, printText } from './output';
import { malformedFailure, printedFailure, taskRequests, type PrintedFailure } from './task-requests';
import { withWorkers } from './with-workers';

const PARALLEL_TESTS = 4;

/** What `test` prints for one element, in the order of the design's JSON. */
interface TestResult {
  readonly element: string;
  readonly type: string | null;
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly stages: readonly { readonly id: string; readonly status: string; readonly milliseconds: number }[];
  readonly failure: PrintedFailure | null;
  readonly server: TestOutcome['server'] | null;
}

/** `dbelements test`: tests the elements, a few at a time. Exit status 1 when one fails. */
export async function testElements(entries: readonly ElementEntry[], folder: string, sources: ValueSources, args: CliArguments): Promise<number> {
  return withWorkers(PARALLEL_TESTS, async (workers, signal) => {
    const requestFor = taskRequests(folder, sources, args, signal);
    const limit = pLimit(PARALLEL_TESTS);
    const results = await Promise.all(
      entries.map((entry) =>
        limit(async (): Promise<TestResult> => {
          const typed = typedElement(entry.element, databaseTypes);
          if (typed === undefined) return print(malformed(entry), undefined, args);
          const outcome = await testAndAudit(requestFor(entry, typed), workers);
          return print(toResult(outcome), outcome, args);
        }),
      ),
    );
    if (args.format === 'json') printJson({ environment: args.environment, results });
    else printText(`${results.filter((result) => result.ok).length} of ${results.length} connections work\n`);
    return results.every((result) => result.ok) ? 0 : 1;
  });
}

function print(result: TestResult, outcome: TestOutcome | undefined, args: CliArguments): TestResult {
  if (args.format === 'text') printText(`${outcome === undefined ? `${result.element}\n${result.failure?.message ?? ''}` : reportText(outcome)}\n\n`);
  return result;
}

function toResult(outcome: TestOutcome): TestResult {
  const { failure } = outcome;
  return {
    element: outcome.element,
    type: outcome.type,
    ok: outcome.ok,
    milliseconds: outcome.milliseconds,
    stages: outcome.stages.map(({ id, status, milliseconds }) => ({ id, status, milliseconds })),
    failure: failure === undefined ? null : printedFailure(failure),
    server: outcome.server ?? null,
  };
}

function malformed(entry: ElementEntry): TestResult {
  return {
    element: entry.fullName,
    type: entry.typeId ?? null,
    ok: false,
    milliseconds: 0,
    stages: [],
    failure: malformedFailure(entry),
    server: null,
  };
}
