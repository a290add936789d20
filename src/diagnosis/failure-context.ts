import type { ParameterValues } from '../databases/connection';
import type { DatabaseType } from '../databases/contract';
import type { Stage } from '../databases/stages';

/** What the sentences are made from. Values hold no secret. */
export interface FailureContext {
  readonly type: DatabaseType;
  readonly values: ParameterValues;
  readonly environment: string;
  readonly stage: Stage;
  readonly deadlineMs: number;
  readonly ranFrom: string;
}
