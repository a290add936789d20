import * as vscode from 'vscode';
import { reportText } from '../../diagnosis/report';
import type { TestState } from './connection-tests';

/** Puts the report of the last test on the clipboard. */
export async function copyReport(state: TestState): Promise<void> {
  if (state.kind !== 'done') {
    void vscode.window.showInformationMessage('This element was not tested yet.');
    return;
  }
  await vscode.env.clipboard.writeText(reportText(state.outcome));
  vscode.window.setStatusBarMessage('$(check) Report copied', 3000);
}
