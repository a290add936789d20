import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { elementOfText } from '../../databases/typed-element';
import { fullNameOf } from '../../elements/full-name';
import type { TestSubject } from '../testing/task-requests';
import { locate } from '../locate';

/** The element as it stands on the screen, with a password that was typed and not saved; undefined while it has errors. */
export function subjectOf(document: vscode.TextDocument): TestSubject | undefined {
  const typed = elementOfText(document.getText(), databaseTypes);
  const location = locate(document.uri);
  if (typed === undefined || location === undefined) return undefined;
  return { ...typed, uri: document.uri, fullName: fullNameOf(location.path), folder: vscode.Uri.parse(location.folder, true), draft: true };
}
