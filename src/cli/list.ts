import { databaseTypes } from '../databases/registry';
import { endpointOf } from '../databases/target';
import { typedElement } from '../databases/typed-element';
import { plainValues } from '../diagnosis/prepare';
import type { ElementEntry } from '../elements/element-index';
import type { ValueSources } from '../environments/sources';
import type { CliArguments } from './arguments';

interface ListedElement {
  readonly element: string;
  readonly type: string | null;
  readonly title: string | null;
  readonly file: string;
  readonly endpoint: string | null;
  readonly problems: readonly { readonly code: string; readonly severity: string; readonly line: number; readonly column: number; readonly message: string }[];
}

/** `dbelements list`: what is there, with its problems. Exit status 1 when a file is malformed. */
export function listElements(entries: readonly ElementEntry[], sources: ValueSources, args: CliArguments): number {
  const elements = entries.map((entry): ListedElement => {
      const typed = typedElement(entry.element, databaseTypes);
      return {
        element: entry.fullName,
        type: entry.typeId ?? null,
        title: entry.title ?? null,
        file: entry.path,
        endpoint: typed === undefined ? null : endpointOf(typed.type, plainValues(typed.element, typed.type, sources)),
        problems: entry.problems.map(({ code, severity, message, start }) => ({ code, severity, ...start, message })),
      };
  });
  process.stdout.write(args.format === 'json' ? `${JSON.stringify({ environment: args.environment, elements }, undefined, 2)}\n` : asText(elements));
  return elements.some((element) => element.problems.some((problem) => problem.severity === 'error')) ? 1 : 0;
}

function asText(elements: readonly ListedElement[]): string {
  if (elements.length === 0) return 'No database elements (*.dbelement.json) here.\n';
  const width = Math.max(...elements.map((element) => element.element.length));
  const lines = elements.flatMap((element) => [
    `${element.element.padEnd(width)}  ${(element.type ?? '?').padEnd(10)}  ${element.endpoint ?? 'malformed'}`,
    ...element.problems.map((problem) => `  ${element.file}:${problem.line}:${problem.column} ${problem.severity}: ${problem.message}`),
  ]);
  return `${lines.join('\n')}\n`;
}
