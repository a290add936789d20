import * as vscode from 'vscode';
import type { Failure } from '../../diagnosis/outcome';
import type { ElementEntry } from '../../elements/element-index';
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
    const { entry, element, model } = target;
    if (!this.schemas.reads(element)) {
      void vscode.window.showInformationMessage(`${target.subject.type.label} does not tell here what is in a database, so there is nothing to compare with.`);
      return;
    }
    const failure = await this.read(element, [target]);
    if (failure !== undefined && failure.code !== 'cancelled') await sayFailed(target, failure);
    const comparison = failure === undefined ? this.found.get(entry) : undefined;
    if (comparison === undefined) return;
    if (comparison.differences.length > 0) await this.documents.show(`Compare ${model.table}`, { text: comparisonText(comparison, target) });
    else void vscode.window.showInformationMessage(`${labelOf(entry)} and the table ${displayName(tableName(model))} of ${labelOf(element)} are the same.`);
  }

  /** Compares models with their tables, each database over one connection, and says how many differ. */
  async compareAll(targets: readonly ModelTarget[]): Promise<void> {
    const elements = [...new Set(targets.map(({ element }) => element))].filter((element) => this.schemas.reads(element));
    const failures = await Promise.all(
      elements.map(async (element) => {
        const failure = await this.read(element, targets.filter((target) => target.element === element));
        return failure === undefined || failure.code === 'cancelled' ? [] : [`${labelOf(element)}: ${failure.message}`];
      }),
    );
    const compared = targets.flatMap(({ entry }) => this.found.get(entry) ?? []);
    void sayCompared(compared.length, compared.filter(({ differences }) => differences.length > 0).length);
    if (failures.flat().length > 0) void vscode.window.showErrorMessage(`Some models are not compared, for their database cannot be read. ${failures.flat().join(' ')}`);
  }

  /** Compares models of one element anew; what kept it from that. */
  private async read(element: ElementEntry, targets: readonly ModelTarget[]): Promise<Failure | undefined> {
    const [first] = targets;
    if (first === undefined) return undefined;
    for (const { entry } of targets) this.found.delete(entry);
    this.schemas.forget(element);
    const answer = await compareModels<Failure>(targets.map(({ model }) => model), first.dialect, this.schemas.reader(element));
    if (answer.ok) targets.forEach(({ entry }, index) => { const comparison = answer.value[index]; if (comparison !== undefined) this.found.set(entry, comparison); });
    this.listeners.fire();
    return answer.ok ? undefined : answer.failure;
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

async function sayCompared(compared: number, differing: number): Promise<void> {
  if (compared === 0) return;
  if (differing === 0) {
    void vscode.window.showInformationMessage(compared === 1 ? 'The model matches its table.' : `${compared} models were compared, and all match their tables.`);
    return;
  }
  const show = 'Show Problems';
  const message = `${differing} of ${compared} ${compared === 1 ? 'model differs from its table' : 'models differ from their tables'}.`;
  if ((await vscode.window.showWarningMessage(message, show)) === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

async function sayFailed({ element, entry }: ModelTarget, { message }: Failure): Promise<void> {
  const test = 'Test Connection';
  const answer = await vscode.window.showErrorMessage(`${labelOf(entry)} is not compared: ${message}`, test);
  if (answer === test) await vscode.commands.executeCommand('databaseElements.testConnection', vscode.Uri.parse(element.uri, true));
}
