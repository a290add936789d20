import { databaseTypes } from '../../databases/registry';
import type { ElementEntry } from '../../elements/element-index';
import { ELEMENT_SUFFIX } from '../../elements/full-name';
import { findParameter, parameterPath } from '../../elements/parameter';
import { parseElement } from '../../elements/parse';
import { FILE_START, type Problem } from '../../elements/problem';
import { describeExposure, variablesOf, type UsedBy } from '../../environments/variables';
import type { WorkspaceElements } from '../workspace-elements';
import type { ProblemSource } from './file-problems';

/** What is wrong with element files. */
export function elementProblems({ index }: WorkspaceElements): ProblemSource {
  return {
    suffix: ELEMENT_SUFFIX,
    index,
    parse: (text) => parseElement(text, databaseTypes).problems,
    shared: () => workspaceProblems(index),
    onDidChange: (listener) => index.onDidChange(listener),
  };
}

/** What only the whole workspace shows, by file. */
function workspaceProblems(index: WorkspaceElements['index']): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map(index.sharedProblems());
  const add = (entry: ElementEntry, problem: Problem) => found.set(entry.uri, [...(found.get(entry.uri) ?? []), problem]);
  for (const variable of variablesOf(index.all(), databaseTypes)) {
    for (const conflict of variable.conflicts) {
      if (conflict.kind === 'secrecy') {
        for (const use of conflict.shown) add(use.entry, exposed(variable.key, use, conflict.secret));
        continue;
      }
      for (const entry of conflict.entries) {
        const others = conflict.entries.filter((other) => other !== entry).map((other) => other.path);
        const message = `${variable.key} is declared differently in ${others.join(', ')}: "${conflict.property}". Make them equal with the quick fix, or rename one.`;
        add(entry, { code: 'conflicting-declaration', severity: 'warning', message, path: ['variables', variable.key], ...FILE_START });
      }
    }
  }
  return found;
}

function exposed(key: string, { entry, parameter: name }: UsedBy, secret: UsedBy | undefined): Problem {
  const type = databaseTypes.find(entry.typeId ?? '');
  const parameter = type === undefined ? undefined : findParameter(type, name);
  const { message, remedy } = describeExposure(key, parameter?.label ?? name, secret);
  const path = parameter === undefined ? [] : [...parameterPath(parameter), 'variable'];
  return { code: 'exposed-secret', severity: 'error', message: `${message} ${remedy}`, path, ...FILE_START };
}
