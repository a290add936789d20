import type * as vscode from 'vscode';
import { ELEMENT_FORM } from '../commands/ids';
import { ElementForm, type Attention, type FormServices } from './element-form';
import { OpenForms } from './open-forms';

export type ElementForms = OpenForms<Attention>;

/** The open forms of `*.dbelement.json`. */
export function elementForms(webviewFolder: vscode.Uri, services: () => FormServices): ElementForms {
  return new OpenForms(webviewFolder, {
    viewType: ELEMENT_FORM,
    bundle: 'element-form',
    title: 'Database Element',
    make: (document, panel) => new ElementForm(document, panel, services()),
    firstSaved: (untitled, file) => {
      services().tests.move(untitled, file);
      return { kind: 'goOn' };
    },
  });
}
