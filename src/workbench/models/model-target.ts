import * as vscode from 'vscode';
import type { Dialect } from '../../databases/dialect';
import type { ElementEntry } from '../../elements/element-index';
import { fitnessFindings } from '../../models/fitness';
import type { Model } from '../../models/model';
import type { ModelEntry } from '../../models/model-index';
import { subjectOfEntry } from '../testing/entry-subject';
import type { TestSubject } from '../testing/task-requests';
import { labelOf } from '../trees/label';
import type { WorkspaceModels } from '../workspace-models';

/** A model with the element whose database its table is in, ready to be worked with. */
export interface ModelTarget {
  readonly entry: ModelEntry;
  readonly model: Model;
  readonly element: ElementEntry;
  readonly subject: TestSubject;
  readonly dialect: Dialect;
}

/** What a model leads to as its file states it now, saved first; says why when it leads nowhere. */
export async function modelTarget({ uri: address }: ModelEntry, models: WorkspaceModels): Promise<ModelTarget | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === address);
  if (open?.isDirty === true) await open.save();
  const known = models.index.get(address);
  if (known !== undefined) await models.index.update(known);
  const entry = models.index.get(address);
  const found = entry === undefined ? 'The file is not there any more.' : targetOf(entry, models);
  if (typeof found !== 'string') return found;
  const openText = 'Open as Text';
  const answer = await vscode.window.showErrorMessage(`${entry === undefined ? address : labelOf(entry)}: ${found}`, openText);
  if (answer === openText) await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.parse(address, true), 'default');
  return undefined;
}

/** Those models that lead to a database, as their files state it; what is wrong with others stands among the problems. */
export function modelTargets(models: WorkspaceModels): ModelTarget[] {
  return models.index.all().flatMap((entry) => {
    const found = targetOf(entry, models);
    return typeof found === 'string' ? [] : [found];
  });
}

function targetOf(entry: ModelEntry, { usage }: WorkspaceModels): ModelTarget | string {
  const { model } = entry;
  if (model === undefined) return entry.problems.find(({ severity }) => severity === 'error')?.message ?? 'The file has errors.';
  const element = usage.elementOf(entry);
  if (element === undefined) return usage.unknownElement(entry)?.message ?? 'It names no database element.';
  const subject = subjectOfEntry(element);
  if (subject === undefined) return `The database element ${element.fullName} has errors. Correct them first.`;
  const { dialect, label } = subject.type;
  if (dialect === undefined) return `The database element ${element.fullName} is one of ${label}, whose tables are not known here.`;
  return fitnessFindings(model, dialect)[0]?.message ?? { entry, model, element, subject, dialect };
}
