import type * as vscode from 'vscode';
import type { FormLook } from '../../protocol/messages';
import { ELEMENT_FORM } from '../commands/ids';
import { ElementForm, type Attention, type FormServices } from './element-form';
import { OpenForms } from './open-forms';

export type ElementForms = OpenForms<Attention>;

/** The open forms of `*.dbelement.json`. */
export function elementForms(webviewFolder: vscode.Uri, services: () => FormServices): ElementForms {
  const unsavedLooks = new Map<string, FormLook>();
  return new OpenForms(webviewFolder, {
    viewType: ELEMENT_FORM,
    bundle: 'element-form',
    title: 'Database Element',
    make: (document, panel) => {
      const key = document.uri.toString();
      unsavedLooks.delete(key);
      return new ElementForm(document, panel, services(), (look) => {
        if (document.isUntitled) unsavedLooks.set(key, look);
      });
    },
    firstSaved: (untitled, file) => {
      services().tests.move(untitled, file);
      const look = unsavedLooks.get(untitled.toString());
      unsavedLooks.delete(untitled.toString());
      return { kind: 'goOn', ...(look === undefined ? {} : { look }) };
    },
  });
}
