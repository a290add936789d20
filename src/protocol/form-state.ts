import type { Stage, StageStatus } from '../databases/stages';
import type { FailureCode } from '../databases/failure';

/** What the form shows. Built by the host from the document; the form keeps no truth of its own. */
export type FormState = ElementForm | UnreadableForm;

/** The text is not a database element just now; the form waits for it to become one again. */
export interface UnreadableForm {
  readonly kind: 'unreadable';
  readonly fullName: string;
  readonly problems: readonly { readonly message: string; readonly line: number; readonly column: number }[];
}

export interface ElementForm {
  readonly kind: 'element';
  readonly fullName: string;
  readonly typeId: string;
  readonly typeLabel: string;
  readonly title: TextValue;
  readonly description: TextValue;
  readonly environment: string;
  /** Marked with a lock and the warning colour. */
  readonly environmentProtected: boolean;
  /** The variables of the workspace that a field can be bound to, by key. */
  readonly variables: readonly VariableView[];
  /** False in Restricted Mode: nothing can be tested, no secret read. */
  readonly trusted: boolean;
  /** The document or a typed secret is not saved yet. */
  readonly unsaved: boolean;
  readonly sections: readonly FormSection[];
  /** Problems that belong to no field. */
  readonly problems: readonly string[];
}

export interface TextValue {
  readonly value: string;
  readonly error?: string;
}

export interface FormSection {
  readonly id: 'main' | 'tls' | 'pool' | 'advanced';
  readonly label: string;
  /** Folded away until asked for. */
  readonly folded: boolean;
  readonly fields: readonly FormField[];
}

export interface FormField {
  /** parameterKey(): `host`, `tls.mode`, `pool.max`. */
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly required: boolean;
  readonly control: FieldControl;
  readonly state: FieldState;
  readonly error?: string;
  readonly warning?: string;
}

export type FieldControl =
  | { readonly kind: 'text' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly unit?: string }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string; readonly help?: string }[] }
  | { readonly kind: 'path' }
  | { readonly kind: 'secret' };

export type FieldState =
  /** `value` is '' when the file does not state the parameter; then `fallback` applies. */
  | { readonly kind: 'literal'; readonly value: string; readonly fallback?: string }
  | { readonly kind: 'variable'; readonly variable: VariableView }
  | { readonly kind: 'secret'; readonly secret: SecretState };

/** An environment variable as an element's file declares it, with the value it has in the environment in use. */
export interface VariableView {
  readonly key: string;
  /** For people; the key where none is declared. */
  readonly name: string;
  readonly description: string;
  /** '' when none is declared. Always '' for a secret. */
  readonly defaultValue: string;
  readonly required: boolean;
  /** Bound to a secret parameter somewhere: its value goes to a store, never to settings. */
  readonly secret: boolean;
  readonly value: ResolvedValue;
}

/** The value a variable has in the environment in use. */
export interface ResolvedValue {
  /** Masked for secrets; absent when unset. */
  readonly display?: string;
  /** For people: "from workspace settings", "from .env.development", "default", "not set". */
  readonly source: string;
}

/** Tells where a secret is, never what it is. */
export type SecretState =
  | { readonly kind: 'stored'; readonly store: string }
  /** Typed, and stored with the next save. */
  | { readonly kind: 'typed'; readonly store: string }
  | { readonly kind: 'missing'; readonly store: string; readonly reason?: string }
  | { readonly kind: 'none' }
  /** The store did not answer: locked, or no permission. */
  | { readonly kind: 'unavailable'; readonly store: string; readonly reason: string };

/** A test as the form, the tree and the report see it. */
export type TestView =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly stages: readonly StageView[] }
  | {
      readonly kind: 'passed';
      readonly stages: readonly StageView[];
      readonly summary: string;
      readonly facts: readonly { readonly label: string; readonly value: string }[];
      readonly privileges?: PrivilegesView;
      readonly footer: string;
      /** The form was edited since. */
      readonly outdated: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly stages: readonly StageView[];
      readonly failure: FailureView;
      readonly footer: string;
      readonly outdated: boolean;
    };

/** What the account may do beyond what an application needs, and how to make one that may not. */
export interface PrivilegesView {
  readonly findings: readonly { readonly code: string; readonly message: string }[];
  readonly unknown: readonly string[];
  /** SQL; empty when there is nothing to mend. */
  readonly statements: string;
}

export interface StageView {
  readonly id: Stage;
  /** "Preparation", "Host name", "Port", "TLS", "Sign-in", "Database", "Query", "Server". */
  readonly label: string;
  readonly status: StageStatus | 'pending';
  readonly milliseconds?: number;
  readonly detail?: string;
}

export interface FailureView {
  readonly code: FailureCode;
  readonly message: string;
  readonly field?: string;
  /** What to check, most likely first. */
  readonly remedies: readonly string[];
  readonly driverCode?: string;
  /** The certificate that was not accepted. */
  readonly certificate?: readonly { readonly label: string; readonly value: string }[];
  /** Buttons; `id` is an index into the host's list of actions. */
  readonly actions: readonly { readonly id: number; readonly label: string }[];
}
