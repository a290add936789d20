import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { readContribution } from '../databases/contributed-types';
import { databaseTypes } from '../databases/registry';
import type { ReportLog } from './testing/report-log';

/**
 * Keeps the registry to what the installed extensions bring. Their manifests say all that is needed, so that none of them
 * is activated for it.
 */
export class ContributedTypes {
  private readonly said = new Set<string>();
  private readonly watching: vscode.Disposable;

  constructor(private readonly log: Pick<ReportLog, 'warn'>, changed: () => void) {
    this.read();
    this.watching = vscode.extensions.onDidChange(() => {
      if (this.read()) changed();
    });
  }

  dispose(): void {
    this.watching.dispose();
    databaseTypes.contribute([]);
  }

  /** True when the types are not what they were. */
  private read(): boolean {
    const before = described();
    const read = vscode.extensions.all.map(({ id, extensionPath, packageJSON }) => readContribution({ id, folder: extensionPath, manifest: packageJSON as unknown }));
    databaseTypes.contribute(read.flatMap(({ types }) => types));
    this.say(read.flatMap(({ problems }) => problems));
    return !isDeepStrictEqual(before, described());
  }

  /** Tells what was not told yet: all of it to the log, the first in a message. */
  private say(problems: readonly string[]): void {
    const unsaid = problems.filter((problem) => !this.said.has(problem));
    for (const problem of unsaid) {
      this.said.add(problem);
      this.log.warn(problem);
    }
    const [first] = unsaid;
    if (first !== undefined) void vscode.window.showWarningMessage(first);
  }
}

/** The types as data: what is a function is made of the rest. */
function described(): unknown {
  return JSON.parse(JSON.stringify(databaseTypes.all));
}
