import { readFile } from 'node:fs/promises';
import { databaseTypes } from '../databases/registry';
import { endpointOf } from '../databases/target';
import { typedElement } from '../databases/typed-element';
import { plainValues } from '../diagnosis/prepare';
import type { ElementEntry, ElementIndex } from '../elements/element-index';
import { placeOfPath } from '../elements/json-file';
import type { Problem } from '../elements/problem';
import type { ValueSources } from '../environments/sources';
import type { CliArguments } from './arguments';
import { printJson, printText } from './output';

interface ListedElement {
  readonly element: string;
  readonly type: string | null;
  readonly title: string | null;
  readonly file: string;
  readonly endpoint: string | null;
  readonly problems: readonly { readonly code: string; readonly severity: string; readonly line: number; readonly column: number; readonly message: string }[];
}

/** `dbelements list`: what is there, with its problems; `shared` are those of several files. Exit status 1 when a file is malformed. */
export async function listElements(entries: readonly ElementEntry[], shared: ReturnType<ElementIndex['sharedProblems']>, sources: ValueSources, args: CliArguments): Promise<number> {
  const elements = await Promise.all(
    entries.map(async (entry): Promise<ListedElement> => {
      const typed = typedElement(entry.element, databaseTypes);
      const problems = [...entry.problems, ...(await placed(entry, shared.get(entry.uri) ?? []))];
      return {
        element: entry.fullName,
        type: entry.typeId ?? null,
        title: entry.title ?? null,
        file: entry.path,
        endpoint: typed === undefined ? null : endpointOf(typed.type, plainValues(typed.element, typed.type, sources)),
        problems: problems.map(({ code, severity, message, start }) => ({ code, severity, ...start, message })),
      };
    }),
  );
  if (args.format === 'json') printJson({ environment: args.environment, elements });
  else printText(asText(elements));
  return elements.some((element) => element.problems.some((problem) => problem.severity === 'error')) ? 1 : 0;
}

/** Problems that were found without the text of the file, with their place in it. */
async function placed(entry: ElementEntry, problems: readonly Problem[]): Promise<Problem[]> {
  if (problems.length === 0) return [];
  const text = await readFile(entry.uri, 'utf8').catch(() => '');
  return problems.map((problem) => ({ ...problem, ...placeOfPath(text, problem.path) }));
}

function asText(elements: readonly ListedElement[]): string {
  if (elements.length === 0) return 'No database elements (*.dbelement.json) here.\n';
  const width = Math.max(...elements.map((element) => element.element.length));
  const lines = elements.flatMap((element) => [
    `${element.element.padEnd(width)}  ${(element.type ?? '?').padEnd(10)}  ${element.endpoint ?? (element.problems.some(({ code }) => code === 'unknown-type') ? 'unknown type' : 'malformed')}`,
    ...element.problems.map((problem) => `  ${element.file}:${problem.line}:${problem.column} ${problem.severity}: ${problem.message}`),
  ]);
  return `${lines.join('\n')}\n`;
}
