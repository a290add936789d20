import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { variablesOf, type WorkspaceVariable } from '../../environments/variables';
import { focusedRow } from '../trees/focused-row';
import type { VariableNode } from '../trees/variables-tree';
import type { WorkspaceElements } from '../workspace-elements';

/** Finds the variable that a command is about. */
export class VariablePicker {
  constructor(
    private readonly elements: WorkspaceElements,
    private readonly view: Pick<vscode.TreeView<VariableNode>, 'selection'>,
  ) {}

  /** The variable of the tree item, else that of the row in which a key was pressed, else one the person picks. */
  async pick(argument: unknown, placeHolder: string): Promise<WorkspaceVariable | undefined> {
    const node = argument === 'selection' ? await focusedRow(this.view) : argument;
    if (isVariableNode(node)) return node.variable;
    await this.elements.ready;
    const variables = variablesOf(this.elements.index.all(), databaseTypes);
    if (variables.length === 0) {
      void vscode.window.showInformationMessage('No element uses an environment variable yet. Open an element and press the icon at the upper right of a field.');
      return undefined;
    }
    const items = variables.map((variable) => ({ label: variable.key, description: variable.name === variable.key ? '' : variable.name, variable }));
    return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.variable;
  }

  /** A command on one variable: finds it, then works; does nothing when the person picks none. */
  command(placeHolder: string, work: (variable: WorkspaceVariable) => unknown): (argument: unknown) => Promise<void> {
    return async (argument) => {
      const variable = await this.pick(argument, placeHolder);
      if (variable !== undefined) await work(variable);
    };
  }
}

function isVariableNode(argument: unknown): argument is Extract<VariableNode, { kind: 'variable' }> {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && argument.kind === 'variable' && 'variable' in argument;
}
