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
    const variable = variableOf(problem);
    return [
      {
        code,
        severity: problem.severity,
        element: entry.fullName,
        ...(variable === undefined ? {} : { variable }),
        folder: entry.folder,
        file: entry.path,
        line: problem.start.line,
        message: problem.message,
        remedy: REMEDIES[code] ?? '',
      },
    ];
  });
}

function codeOf(problem: Problem): FindingCode | undefined {
  if (problem.code === 'literal-secret' || problem.code === 'undeclared-variable') return problem.code;
  return problem.severity === 'error' ? 'malformed-element' : undefined;
}

/** The key, where the problem is one of a declaration, or its message begins with the key of an undeclared variable. */
function variableOf(problem: Problem): string | undefined {
  const [first, key] = problem.path;
  if (first === 'variables' && typeof key === 'string') return key;
  return problem.code === 'undeclared-variable' ? /^[A-Za-z_][A-Za-z0-9_]*/.exec(problem.message)?.[0] : undefined;
}
