import type { PasswordOwner } from '../credentials/account';
import type { FailureFacts } from '../databases/failure';
import type { ValueSource } from '../environments/sources';

/** Facts that only this stage knows, beside those every stage has. */
export interface PreparationFailure extends FailureFacts {
  readonly variable?: string;
  readonly expected?: string;
  /** The sentence about two values that do not go together. */
  readonly conflict?: string;
  /** How long `resolve` was given. */
  readonly limitMs?: number;
  readonly store?: string;
  readonly owner?: PasswordOwner;
  readonly otherTargets?: readonly string[];
  /** The variable holds a secret, which the field would show. */
  readonly exposed?: true;
  /** The value of `variable` has not gone to this target before; the person has to agree first. */
  readonly newTarget?: string;
  /** Where that value is. */
  readonly source?: ValueSource;
  /** The targets that it may go to. */
  readonly allowedTargets?: readonly string[];
}
