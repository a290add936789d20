import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import type { VariableDeclaration } from '../../elements/element';
import { findParameter } from '../../elements/parameter';
import { convert } from '../../environments/resolve';
import { valueProblem } from '../../environments/variable-key';
import type { WorkspaceVariable } from '../../environments/variables';

type Change = Partial<Record<keyof VariableDeclaration, VariableDeclaration[keyof VariableDeclaration]>> & VariableDeclaration;

interface Property extends vscode.QuickPickItem {
  /** Undefined when the person leaves it as it is. */
  ask(): Promise<Change | undefined>;
}

/** Asks which property of a variable's declaration is to be changed, and how. */
export async function askForChange(variable: WorkspaceVariable): Promise<Change | undefined> {
  const chosen = await vscode.window.showQuickPick(properties(variable), { title: variable.key, placeHolder: 'What is to be changed, in every element that declares it?', matchOnDescription: true });
  return chosen?.ask();
}

function properties(variable: WorkspaceVariable): Property[] {
  const stated = (property: 'name' | 'description' | 'default') => String(variable.declarations.map(({ declaration }) => declaration[property]).find((value) => value !== undefined && value !== '') ?? '');
  const { key, required } = variable;
  const fallback: Property = {
    label: 'Default Value',
    description: stated('default'),
    ask: () => askText(variable, 'Default value, used where no value is set. It is committed with the file', stated('default'), (text) => ({ default: defaultOf(variable, text) }), (text) => valueProblem(key, text)),
  };
  return [
    { label: 'Name', description: stated('name'), ask: () => askText(variable, 'What people call it', stated('name'), (name) => ({ name })) },
    { label: 'Description', description: stated('description'), ask: () => askText(variable, 'What it is for, and where its value is found', stated('description'), (description) => ({ description })) },
    // The default of a secret would stand in the repository.
    ...(variable.secret ? [] : [fallback]),
    { label: 'Required', description: required ? 'yes: must be set before deployment' : 'no', detail: required ? 'Make it optional' : 'Make it required: without a value the element is unavailable', ask: () => Promise.resolve({ required: !required }) },
  ];
}

async function askText(
  { key }: WorkspaceVariable,
  prompt: string,
  value: string,
  toChange: (text: string) => Change,
  validateInput: (text: string) => string | undefined = () => undefined,
): Promise<Change | undefined> {
  const text = await vscode.window.showInputBox({ title: key, prompt, value, ignoreFocusOut: true, validateInput });
  return text === undefined || text === value ? undefined : toChange(text.trim());
}

/** As the parameter that uses it would be written: a port as a number. */
function defaultOf({ uses: [use] }: WorkspaceVariable, text: string): string | number | boolean {
  const type = databaseTypes.find(use?.entry.typeId ?? '');
  const parameter = type === undefined || use === undefined ? undefined : findParameter(type, use.parameter);
  return (parameter === undefined ? undefined : convert(text, parameter)) ?? text;
}
