import type { FailureCode } from '../../databases/failure';
import { percentilesOf, rounded, type ErrorCounts, type LoadMeasurements, type PoolSample } from './measurements';

/** Counts what the clients of a load meet, in all and since the last sample. */
export class LoadCounters {
  active = 0;
  waiting = 0;
  private readonly waits: number[] = [];
  private readonly statements: number[] = [];
  private readonly errors: Partial<Record<FailureCode, number>> = {};
  private timeouts = 0;
  private mostOpen = 0;
  private last = { waits: 0, statements: 0, timeouts: 0, errors: {} as ErrorCounts };

  acquired(milliseconds: number): void {
    this.waits.push(milliseconds);
  }

  ran(milliseconds: number): void {
    this.statements.push(milliseconds);
  }

  timedOut(): void {
    this.timeouts += 1;
  }

  failed(code: FailureCode): void {
    this.errors[code] = (this.errors[code] ?? 0) + 1;
  }

  /** What happened since the sample before; `open` connections at this moment. */
  sample(at: number, open: number): PoolSample {
    const { last } = this;
    this.mostOpen = Math.max(this.mostOpen, open);
    const acquire = percentilesOf(this.waits.slice(last.waits));
    const sample: PoolSample = {
      at: Math.round(at),
      active: this.active,
      waiting: this.waiting,
      open,
      requests: this.statements.length - last.statements,
      ...(acquire === undefined ? {} : { acquire }),
      timeouts: this.timeouts - last.timeouts,
      errors: difference(this.errors, last.errors),
    };
    this.last = { waits: this.waits.length, statements: this.statements.length, timeouts: this.timeouts, errors: { ...this.errors } };
    return sample;
  }

  total(milliseconds: number): LoadMeasurements {
    const [acquire, statement] = [percentilesOf(this.waits), percentilesOf(this.statements)];
    return {
      milliseconds: rounded(milliseconds),
      requests: this.statements.length,
      ...(acquire === undefined ? {} : { acquire }),
      ...(statement === undefined ? {} : { statement }),
      timeouts: this.timeouts,
      errors: { ...this.errors },
      mostOpen: this.mostOpen,
    };
  }
}

function difference(now: ErrorCounts, before: ErrorCounts): ErrorCounts {
  const changed = (Object.keys(now) as FailureCode[]).map((code) => [code, (now[code] ?? 0) - (before[code] ?? 0)] as const);
  return Object.fromEntries(changed.filter(([, count]) => count > 0));
}
