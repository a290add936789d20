/** The stages of a connection test, in order. */
export const STAGES = ['resolve', 'lookup', 'reach', 'secure', 'authenticate', 'open', 'query', 'inspect'] as const;
export type Stage = (typeof STAGES)[number];

const FILE_STAGES: readonly Stage[] = ['resolve', 'open', 'query'];

/** What a test goes through: a file is neither looked up nor reached, asks for no account, and has no server that says what it is. */
export function stagesOf(kind: 'server' | 'file'): readonly Stage[] {
  return kind === 'file' ? FILE_STAGES : STAGES;
}

/** Where a connection begins. */
export function firstStage(job: { readonly file?: string }): Stage {
  return job.file === undefined ? 'lookup' : 'open';
}

export type StageStatus = 'running' | 'passed' | 'failed' | 'skipped';

/** Reported as it happens; a stage that never reports was not reached. */
export interface StageEvent {
  readonly id: Stage;
  readonly status: StageStatus;
  /** From the stage's start; 0 while it runs. */
  readonly milliseconds: number;
  /** A short fact for people, such as "db.internal → 10.0.4.17". Never holds a secret. */
  readonly detail?: string;
}
