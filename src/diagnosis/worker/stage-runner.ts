import { carriedFacts, ConnectionFailure, type FailureFacts } from '../../databases/failure';
import { classifyNetworkError, errorCode, errorMessage } from '../../databases/shared/network-failure';
import { STAGES, type Stage, type StageEvent, type StageStatus } from '../../databases/stages';

export type StagedFailure = FailureFacts & { readonly stage: Stage };

export interface StageRunnerOptions {
  /** To which an error belongs that comes before any stage. */
  readonly first: Stage;
  readonly report: (event: StageEvent) => void;
  /** The driver's own reading of its errors. */
  readonly classify: (error: unknown) => FailureFacts | undefined;
  /** Takes what must not be seen out of a text. */
  readonly redact: (text: string) => string;
}

/** Runs, times and reports stages, and turns what they throw into facts. */
export class StageRunner {
  private last: Stage;
  private readonly spent = new Map<Stage, number>();

  constructor(private readonly options: StageRunnerOptions) {
    this.last = options.first;
  }

  async run<T>(id: Stage, work: (detail: (text: string) => void) => Promise<T> | T): Promise<T> {
    const started = performance.now();
    let detail: string | undefined;
    this.last = id;
    this.report(id, 'running');
    try {
      const result = await work((text) => {
        detail = text;
      });
      this.report(id, 'passed', performance.now() - started, detail);
      return result;
    } catch (error) {
      const facts = this.facts(error, id);
      const elapsed = performance.now() - started;
      if (facts.stage === id) this.report(id, 'failed', elapsed, detail);
      else this.reportElsewhere(id, facts, elapsed);
      throw new ConnectionFailure(facts, { cause: error });
    }
  }

  skip(ids: readonly Stage[]): void {
    for (const id of ids) this.report(id, 'skipped');
  }

  /** The facts of an error; one that nobody knows is `unknown`, with the words of whoever threw it. */
  facts(error: unknown, stage: Stage = this.last): StagedFailure {
    const facts = carriedFacts(error) ?? this.options.classify(error) ?? classifyNetworkError(error) ?? unknownFailure(error);
    const driverMessage = facts.driverMessage === undefined ? {} : { driverMessage: this.options.redact(facts.driverMessage) };
    return { ...facts, ...driverMessage, stage: facts.stage ?? stage };
  }

  // A server may say late what belongs to an earlier stage, such as an expired password at the first query, and early what
  // belongs to a later one, such as a refusal in place of its greeting, when no TLS has been made or nobody has signed in.
  // The wait for it is the time of the stage that has failed, unless the one that noticed has done its own work in it.
  private reportElsewhere(noticed: Stage, { stage, beforeSignIn }: StagedFailure, elapsed: number): void {
    const early = STAGES.indexOf(stage) > STAGES.indexOf(noticed);
    const passed = early && noticed !== 'secure' && beforeSignIn !== true;
    this.report(noticed, passed ? 'passed' : 'skipped', passed ? elapsed : 0);
    this.report(stage, 'failed', (this.spent.get(stage) ?? 0) + (passed ? 0 : elapsed));
  }

  private report(id: Stage, status: StageStatus, elapsed = 0, detail?: string): void {
    if (status !== 'running') this.spent.set(id, elapsed);
    const milliseconds = Math.round(elapsed * 10) / 10;
    this.options.report(detail === undefined ? { id, status, milliseconds } : { id, status, milliseconds, detail: this.options.redact(detail) });
  }
}

function unknownFailure(error: unknown): FailureFacts {
  const driverCode = errorCode(error);
  return { code: 'unknown', driverMessage: errorMessage(error), ...(driverCode === undefined ? {} : { driverCode }) };
}

/** Replaces secrets in texts. A very short one would blank out half of every text and tell its letters by that. */
export function redactor(values: readonly unknown[]): (text: string) => string {
  // The longest first: a secret may begin with another one.
  const secrets = values.filter((value) => typeof value === 'string').filter((value) => value.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((result, secret) => result.replaceAll(secret, '•••'), text);
}
