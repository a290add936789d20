import * as vscode from 'vscode';
import type { Failure } from '../../diagnosis/outcome';
import { FILE_START, type Problem } from '../../elements/problem';
import { bringTogether, changeScript } from '../../models/bring-together';
import { compareModels, type Comparison } from '../../models/compare-models';
import { describeDifference, pathOfDifference } from '../../models/describe-difference';
import { displayName, tableName } from '../../models/model';
import type { ModelEntry } from '../../models/model-index';
import type { SchemaBrowser } from '../schema/schema-browser';
import type { SqlDocuments } from '../schema/sql-documents';
import { labelOf } from '../trees/label';
import type { ModelTarget } from './model-target';

/** What models differ in from their tables, as it was found last; it is forgotten with the next change of the model's file. */
export class ModelComparisons {
  private readonly found = new WeakMap<ModelEntry, Comparison>();
  private readonly listeners = new vscode.EventEmitter<void>();

  constructor(
    private readonly schemas: SchemaBrowser,
    private readonly documents: SqlDocuments,
  ) {}

  /** Compares a model with its table, and shows what differs and what would bring them together. Nothing is changed. */
  async compare(target: ModelTarget): Promise<void> {
    const { entry, element, model, dialect } = target;
    if (!this.schemas.reads(element)) {
      void vscode.window.showInformationMessage(`${target.subject.type.label} does not tell here what is in a database, so there is nothing to compare with.`);
      return;
    }
    this.schemas.forget(element);
    const answer = await compareModels<Failure>([model], dialect, this.schemas.reader(element));
    if (!answer.ok) {
      if (answer.failure.code !== 'cancelled') await sayFailed(target, answer.failure);
      return;
    }
    const [comparison] = answer.value;
    if (comparison === undefined) return;
    this.found.set(entry, comparison);
    this.listeners.fire();
    if (comparison.differences.length > 0) await this.documents.show(`Compare ${model.table}`, { text: comparisonText(comparison, target) });
    else void vscode.window.showInformationMessage(`${labelOf(entry)} and the table ${displayName(tableName(model))} of ${labelOf(element)} are the same.`);
  }

  /** How many differences were found; undefined when the model was not compared as it is now. */
  differencesOf(entry: ModelEntry): number | undefined {
    return this.found.get(entry)?.differences.length;
  }

  /** The differences as problems; their places are found in the text. */
  problemsOf(entry: ModelEntry): Problem[] {
    const comparison = this.found.get(entry);
    if (comparison === undefined) return [];
    const { model, differences } = comparison;
    return differences.map((difference) => ({
      code: 'differs-from-database',
      severity: 'warning',
      message: describeDifference(difference, model),
      path: pathOfDifference(difference, model),
      ...FILE_START,
    }));
  }

  /** Calls back after each comparison; returns the way to stop. */
  onDidChange(listener: () => void): { dispose(): void } {
    return this.listeners.event(listener);
  }

  dispose(): void {
    this.listeners.dispose();
  }
}

function comparisonText({ differences, expected, actual, model }: Comparison, { entry, element, dialect }: ModelTarget): string {
  const lines = [
    `${entry.fullName} and ${displayName(tableName(model))} of ${element.fullName} differ:`,
    ...differences.map((difference) => `- ${describeDifference(difference, model)}`),
    '',
    'These statements would make the table what the model says. Nothing is run from here.',
    'What can lose data is a comment, for you to decide on.',
  ];
  const comment = lines.map((line) => `-- ${line.replace(/\s+/g, ' ')}`.trimEnd()).join('\n');
  return `${comment}\n\n${changeScript(bringTogether(differences, expected, actual, dialect))}`;
}

async function sayFailed({ element, entry }: ModelTarget, { message }: Failure): Promise<void> {
  const test = 'Test Connection';
  const answer = await vscode.window.showErrorMessage(`${labelOf(entry)} is not compared: ${message}`, test);
  if (answer === test) await vscode.commands.executeCommand('databaseElements.testConnection', vscode.Uri.parse(element.uri, true));
}
