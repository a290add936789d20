import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { typedElement } from '../../databases/typed-element';
import type { ElementEntry } from '../../elements/element-index';
import type { TestSubject } from './task-requests';

/** A saved element as something is to be done with its connection; undefined while its file has errors. */
export function subjectOfEntry(entry: ElementEntry): TestSubject | undefined {
  const typed = typedElement(entry.element, databaseTypes);
  if (typed === undefined) return undefined;
  return { ...typed, uri: vscode.Uri.parse(entry.uri, true), fullName: entry.fullName, folder: vscode.Uri.parse(entry.folder, true), draft: false };
}
