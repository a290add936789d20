import type { ElementEntry } from '../../elements/element-index';
import { typedElement } from '../../databases/typed-element';
import { variablesOf } from '../../environments/variables';
import { comparisonFindings } from './comparison-rules';
import { elementFindings } from './element-rules';
import type { Finding } from './finding';
import type { ReadinessInput } from './input';
import { publicHostFindings } from './public-host-rule';
import { secretPlaceFindings } from './secret-place-rules';
import { unsetFindings, variableFindings } from './variable-rules';

/**
 * What stands between the workspace and a deployment to `input.environment`, by folder, file and line. Pure: the same
 * for the form, the problems view and the command line. Ready means: no finding is an error.
 */
export function checkReadiness(input: ReadinessInput): Finding[] {
  const entries = input.elements.map(({ entry }) => entry);
  const variables = variablesOf(entries, input.types);
  const findings: Finding[] = [];
  for (const folder of input.folders) {
    const elements = input.elements.filter(({ entry }) => entry.folder === folder.folder);
    const own = variables.filter((variable) => variable.folder === folder.folder);
    for (const subject of elements) {
      findings.push(...elementFindings(subject));
      const typed = typedElement(subject.entry.element, input.types);
      if (typed === undefined) continue;
      findings.push(...unsetFindings(subject, typed, folder));
      findings.push(...comparisonFindings(subject, typed, folder));
      findings.push(...publicHostFindings(subject, typed, folder.sources));
    }
    findings.push(...variableFindings(own, input.types, textsOf(elements)));
    findings.push(...secretPlaceFindings(own, folder));
  }
  return inOrder(findings);
}

/** By folder, file, line and code. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compare(a.folder, b.folder) || compare(a.file, b.file) || a.line - b.line || compare(a.code, b.code));
}

/** Ready to deploy: nothing is wrong that keeps an element from working or a secret from being one. */
export function isReady(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.severity !== 'error');
}

function textsOf(elements: ReadinessInput['elements']): ReadonlyMap<ElementEntry, string> {
  return new Map(elements.map(({ entry, text }) => [entry, text]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
