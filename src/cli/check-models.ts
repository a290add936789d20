import { readFile } from 'node:fs/promises';
import { CatalogReader } from '../diagnosis/catalog-reader';
import type { Failure } from '../diagnosis/outcome';
import type { Finding } from '../diagnosis/readiness/finding';
import { runTask, type TaskRequest } from '../diagnosis/run-task';
import type { WorkerPool } from '../diagnosis/worker-pool';
import { placeOfPath } from '../elements/json-file';
import type { Path } from '../elements/problem';
import type { Difference } from '../models/compare';
import { compareModels } from '../models/compare-models';
import { describeDifference, pathOfDifference } from '../models/describe-difference';
import type { ModelEntry } from '../models/model-index';
import type { Usage } from '../models/usage';

const REMEDY = 'Compare the model with the database in the editor: it shows the statements that bring them together.';

/** Models that name an element that is not there: the application would find no database for them. */
export async function unknownElementFindings(models: readonly ModelEntry[], usage: Usage): Promise<Finding[]> {
  const findings = await Promise.all(
    models.map(async (entry) => {
      const problem = usage.unknownElement(entry);
      return problem === undefined ? [] : [await finding(entry, 'unknown-element', 'error', problem.path, `There is no database element ${entry.database ?? ''}.`, 'Name an element that is there, or make it.')];
    }),
  );
  return findings.flat();
}

/** Models that no table can be held against: `--connect` would pass them over. */
export function malformedModelFindings(models: readonly ModelEntry[]): Finding[] {
  return models.flatMap((entry) =>
    entry.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ message, start }): Finding => ({ code: 'malformed-model', severity: 'error', ...ofModel(entry), line: start.line, message, remedy: 'Correct the file; it is compared with no table until then.' })),
  );
}

/** In what the tables of models of one element are not what the models say; an error where the application would not find what it needs. */
export async function differenceFindings(models: readonly ModelEntry[], request: TaskRequest, workers: WorkerPool): Promise<Finding[]> {
  const { dialect, readsCatalog } = request.type;
  const entries = models.filter((entry) => entry.model !== undefined);
  if (dialect === undefined || readsCatalog !== true || entries.length === 0) return [];
  const reader = new CatalogReader((task) => runTask(request, task, workers));
  const answer = await compareModels<Failure>(entries.flatMap(({ model }) => model ?? []), dialect, reader);
  // That the database cannot be read is a finding of its element, or one of its account.
  if (!answer.ok) return Promise.all(entries.slice(0, 1).map((entry) => finding(entry, 'connection-failed', 'error', ['database'], `${answer.failure.code}: ${answer.failure.message}`, answer.failure.remedies[0] ?? REMEDY)));
  const findings = answer.value.flatMap(({ differences, model }, index) => {
    const entry = entries[index];
    return entry === undefined ? [] : differences.map((difference) => finding(entry, 'model-differs', severityOf(difference), pathOfDifference(difference, model), describeDifference(difference, model), REMEDY));
  });
  return Promise.all(findings);
}

function severityOf({ kind }: Difference): Finding['severity'] {
  return kind === 'table-missing' || kind === 'column-missing' || kind === 'column-differs' ? 'error' : 'warning';
}

async function finding(entry: ModelEntry, code: Finding['code'], severity: Finding['severity'], path: Path, message: string, remedy: string): Promise<Finding> {
  const text = await readFile(entry.uri, 'utf8').catch(() => '');
  return { code, severity, ...ofModel(entry), line: placeOfPath(text, path).start.line, message, remedy };
}

function ofModel({ database, folder, path }: ModelEntry): Pick<Finding, 'element' | 'folder' | 'file'> {
  return { ...(database === undefined ? {} : { element: database }), folder, file: path };
}
