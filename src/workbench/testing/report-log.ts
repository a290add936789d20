import * as vscode from 'vscode';

/** The "Database Elements" output channel: the full report of each test and check, made from outcomes that hold no secret. */
export class ReportLog {
  private readonly channel = vscode.window.createOutputChannel('Database Elements', { log: true });

  write(report: string, ok: boolean): void {
    if (ok) this.channel.info(report);
    else this.channel.warn(report);
  }

  info(message: string): void {
    this.channel.info(message);
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
