import { databaseTypes } from '../../databases/registry';
import { FILE_START, type Problem } from '../../elements/problem';
import { fitnessFindings } from '../../models/fitness';
import type { ModelEntry } from '../../models/model-index';
import { parseModel } from '../../models/parse';
import { MODEL_SUFFIX } from '../../models/suffix';
import type { ModelComparisons } from '../models/model-comparisons';
import type { WorkspaceModels } from '../workspace-models';
import type { ProblemSource } from './file-problems';

/** What is wrong with model files: in themselves, in what they say of elements, and in what their database takes. */
export function modelProblems(models: WorkspaceModels, comparisons: Pick<ModelComparisons, 'problemsOf' | 'onDidChange'>): ProblemSource {
  return {
    suffix: MODEL_SUFFIX,
    index: models.index,
    parse: (text) => parseModel(text).problems,
    shared: () => new Map(models.index.all().flatMap((entry) => {
      const problems = [...problemsOfModel(entry, models), ...comparisons.problemsOf(entry)];
      return problems.length === 0 ? [] : [[entry.uri, problems] as const];
    })),
    onDidChange: (listener) => {
      const [files, found] = [models.onDidChange(listener), comparisons.onDidChange(listener)];
      return { dispose: () => { files.dispose(); found.dispose(); } };
    },
  };
}

/** What is wrong with a model in what it says of its element and of its table. */
export function problemsOfModel(entry: Pick<ModelEntry, 'database' | 'folder' | 'model'>, { usage }: WorkspaceModels): Problem[] {
  const unknown = usage.unknownElement(entry);
  if (unknown !== undefined) return [unknown];
  const dialect = databaseTypes.find(usage.elementOf(entry)?.typeId ?? '')?.dialect;
  if (entry.model === undefined || dialect === undefined) return [];
  return fitnessFindings(entry.model, dialect).map(({ code, severity, message, path }) => ({ code, severity, message, path, ...FILE_START }));
}
