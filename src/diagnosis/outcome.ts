import type { ServerFacts } from '../databases/contract';
import type { FailureCode, FailureFacts, PresentedAuthority } from '../databases/failure';
import type { Stage, StageEvent } from '../databases/stages';

/** What the tool can do about a failure; the workbench carries it out. */
export type FailureAction =
  | { readonly kind: 'editField'; readonly field: string; readonly label: string }
  | { readonly kind: 'setField'; readonly field: string; readonly value: string | number; readonly label: string }
  /** The server is one of another type. */
  | { readonly kind: 'setType'; readonly type: string; readonly label: string }
  | { readonly kind: 'setVariable'; readonly variable: string; readonly secret: boolean; readonly label: string }
  /** A stored secret variable may go to a target that it has not gone to before. */
  | { readonly kind: 'allowTarget'; readonly variable: string; readonly target: string; readonly label: string }
  | { readonly kind: 'reusePassword'; readonly target: string; readonly label: string }
  | { readonly kind: 'chooseFile'; readonly field: string; readonly label: string }
  /** The authority that the server itself presents; trusting it is the person's decision. */
  | { readonly kind: 'trustAuthority'; readonly authority: PresentedAuthority; readonly host: string; readonly label: string }
  /** Somebody else has to act, who is told by the report. */
  | { readonly kind: 'copyReport'; readonly label: string }
  /** The type works through a package that the user installs. */
  | { readonly kind: 'installDriver'; readonly type: string; readonly label: string };

/** A failure as data: the same in the form, the tree, the log and the CLI. Holds no secret. */
export interface Failure {
  readonly code: FailureCode;
  readonly stage: Stage;
  /** One or two sentences for a person. */
  readonly message: string;
  readonly driverCode?: string;
  readonly field?: string;
  /** What to check, most likely first. */
  readonly remedies: readonly string[];
  readonly actions: readonly FailureAction[];
  /** For the report only: the driver's own words and the certificate that was not accepted. */
  readonly evidence?: Pick<FailureFacts, 'driverMessage' | 'certificate'>;
}

/** What is to be said of any work over a connection. */
export interface TaskRun {
  readonly element: string;
  readonly type: string;
  readonly environment: string;
  readonly milliseconds: number;
  /** Those that were reached, in order. */
  readonly stages: readonly StageEvent[];
  /** ISO 8601. */
  readonly startedAt: string;
  /** Where it ran: "this machine", "WSL", "SSH host". */
  readonly ranFrom: string;
  readonly endpoint: string;
}

/** A finished test. */
export interface TestOutcome extends TaskRun {
  readonly ok: boolean;
  readonly failure?: Failure;
  readonly server?: ServerFacts;
  /** What the account may do can be asked, see auditAccount(). */
  readonly tellsPrivileges?: boolean;
}
