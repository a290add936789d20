import { bindingOf } from '../../elements/element';
import { extensionOfType } from '../../elements/extension-type';
import type { ElementEntry } from '../../elements/element-index';
import { PARAMETER_GROUPS, isVariableBinding } from '../../elements/parameter';
import type { Problem } from '../../elements/problem';
import type { Finding, FindingCode, ReadinessElement } from './finding';

const REMEDIES: Partial<Record<FindingCode, string>> = {
  'literal-secret': 'Move it to the keychain or turn it into an environment variable, and change it if it was already committed.',
  'undeclared-variable': 'Declare it in this element with a name and a description, so that others know what to set.',
  'malformed-element': 'Correct the file; nothing connects with it until then.',
};

/** What the file itself shows. Warnings that change nothing at run time, such as an unknown key, are left to the editor. */
export function elementFindings({ entry }: ReadinessElement): Finding[] {
  return entry.problems.flatMap((problem): Finding[] => {
    const code = codeOf(problem);
    if (code === undefined) return [];
    const variable = variableOf(problem, entry);
    // The file may well be right; of what is in it nothing is known here.
    const unchecked = problem.code === 'unknown-type' && extensionOfType(entry.typeId) !== undefined;
    return [
      {
        code,
        severity: unchecked ? 'warning' : problem.severity,
        element: entry.fullName,
        ...(variable === undefined ? {} : { variable }),
        folder: entry.folder,
        file: entry.path,
        line: problem.start.line,
        message: problem.message,
        remedy: unchecked ? 'Nothing more is known of this element here. Check it where the extension is.' : (REMEDIES[code] ?? ''),
        standing: true,
      },
    ];
  });
}

function codeOf(problem: Problem): FindingCode | undefined {
  if (problem.code === 'literal-secret' || problem.code === 'undeclared-variable') return problem.code;
  return problem.severity === 'error' ? 'malformed-element' : undefined;
}

/** The key, where the problem is one of a declaration or of a reference. */
function variableOf({ path: [first, second] }: Problem, { element }: ElementEntry): string | undefined {
  if (typeof second !== 'string') return undefined;
  if (first === 'variables') return second;
  const group = PARAMETER_GROUPS.find((candidate) => candidate === first);
  const binding = group === undefined || element === undefined ? undefined : bindingOf(element, { group, name: second });
  return isVariableBinding(binding) ? binding.variable : undefined;
}
