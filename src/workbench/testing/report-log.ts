import * as vscode from 'vscode';
import type { TestOutcome } from '../../diagnosis/outcome';
import { reportText } from '../../diagnosis/report';

/** The "Database Elements" output channel: the full report of each test, made from outcomes that hold no secret. */
export class ReportLog {
  private readonly channel = vscode.window.createOutputChannel('Database Elements', { log: true });

  write(outcome: TestOutcome): void {
    const text = reportText(outcome);
    if (outcome.ok) this.channel.info(text);
    else this.channel.warn(text);
  }

  warn(message: string): void {
    this.channel.warn(message);
  }

  show(): void {
    this.channel.show();
  }

  dispose(): void {
    this.channel.dispose();
  }
}
