import * as vscode from 'vscode';
import type { Vault } from '../../credentials/vault';
import type { ElementEntry } from '../../elements/element-index';
import type { ElementForms } from '../editors/element-forms';
import type { ConnectionTests } from '../testing/connection-tests';
import type { ModelsFollow } from '../models/models-follow';
import type { WorkspaceElements } from '../workspace-elements';
import type { WorkspaceModels } from '../workspace-models';
import { deleteElement, duplicateElement, renameElement } from './change-element';
import type { ElementPicker } from './pick-element';

export interface ElementCommandServices {
  readonly picker: ElementPicker;
  readonly elements: WorkspaceElements;
  readonly forms: ElementForms;
  readonly tests: ConnectionTests;
  readonly vault: Vault;
  readonly models: WorkspaceModels;
  readonly follow: ModelsFollow;
  readonly newElement: () => Promise<void>;
}

/** Commands on the files of elements. Each takes the tree item it was called on, or asks. */
export function elementCommands({ picker, elements, forms, tests, vault, models, follow, newElement }: ElementCommandServices) {
  const show = (entry: ElementEntry) => forms.show(uriOf(entry));
  return {
    'databaseElements.newElement': newElement,
    'databaseElements.editElement': picker.command('Edit which element?', show),
    'databaseElements.openAsForm': picker.command('Open which element as a form?', show),
    'databaseElements.openAsText': picker.command('Open which element as text?', (entry) => vscode.commands.executeCommand('vscode.openWith', uriOf(entry), 'default')),
    'databaseElements.renameElement': picker.command('Rename which element?', (entry) => renameElement(entry, tests, follow)),
    'databaseElements.duplicateElement': picker.command('Duplicate which element?', (entry) => duplicateElement(entry, forms)),
    'databaseElements.deleteElement': picker.command('Delete which element?', (entry) => deleteElement(entry, vault, elements.index.all(), models.usage.usersOf(entry))),
    'databaseElements.revealFile': picker.command('Reveal the file of which element?', (entry) => vscode.commands.executeCommand('revealInExplorer', uriOf(entry))),
    'databaseElements.copyFullName': picker.command('Copy the full name of which element?', (entry) => vscode.env.clipboard.writeText(entry.fullName)),
  };
}

function uriOf(entry: ElementEntry): vscode.Uri {
  return vscode.Uri.parse(entry.uri, true);
}
