import * as vscode from 'vscode';
import { hasPool } from '../../databases/pool';
import { databaseTypes } from '../../databases/registry';
import { typedElement } from '../../databases/typed-element';
import type { ElementForms } from '../editors/element-forms';
import { labelOf } from '../trees/label';
import type { ElementPicker } from './pick-element';

/** The check is started in the form, which shows beforehand what it will do. */
export function poolCommands(picker: ElementPicker, forms: ElementForms) {
  return {
    'databaseElements.checkPool': picker.command('Check the connection pool of which element?', async (entry) => {
      const type = typedElement(entry.element, databaseTypes)?.type;
      if (type !== undefined && hasPool(type)) await forms.show(vscode.Uri.parse(entry.uri, true), { kind: 'showPoolCheck' });
      else void vscode.window.showInformationMessage(`${labelOf(entry)} has no connection pool${type === undefined ? ': its file is malformed' : type.kind === 'file' ? `: ${type.label} is a file` : ` that could be checked: ${type.label} comes without one`}.`);
    }),
  };
}
