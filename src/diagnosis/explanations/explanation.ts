import type { FailureCode } from '../../databases/failure';
import { addressOf, databaseOf } from '../../databases/target';
import { findParameter } from '../../elements/parameter';
import type { FailureContext } from '../failure-context';
import type { PreparationFailure } from '../preparation-failure';

/** What is said of a failure. */
export interface Explanation {
  /** One or two sentences. */
  readonly message: string;
  /** What to check, most likely first. */
  readonly remedies: readonly string[];
  /** The parameter to look at where the facts name none. */
  readonly field?: string;
}

export type Explain = (facts: PreparationFailure, names: Names, context: FailureContext) => Explanation;

/** A part of the vocabulary. */
export type Explanations<Code extends FailureCode> = Readonly<Record<Code, Explain>>;

/** What things are called in the sentences. */
export interface Names {
  readonly label: string;
  /** "the PostgreSQL server", "the SQL Server". */
  readonly server: string;
  readonly host: string;
  readonly port: string;
  readonly address: string;
  /** What the type calls it: a database, a schema. */
  readonly kindOfDatabase: string;
  readonly database: string;
  readonly user: string;
  readonly file: string;
  readonly field: string;
}

export function namesOf(facts: PreparationFailure, { type, values }: FailureContext): Names {
  const host = String(values['host'] ?? '');
  const port = String(values['port'] ?? type.defaultPort ?? '');
  const parameter = facts.field === undefined ? undefined : findParameter(type, facts.field);
  return {
    label: type.label,
    server: `the ${type.label}${type.label.endsWith('Server') ? '' : ' server'}`,
    host,
    port,
    address: addressOf(type, values),
    kindOfDatabase: facts.field === undefined || facts.field === 'database' || parameter === undefined ? 'database' : inSentence(parameter.label),
    database: String(values[facts.field ?? 'database'] ?? databaseOf(type, values) ?? ''),
    user: String(values['user'] ?? ''),
    file: String(values['file'] ?? ''),
    field: parameter?.label ?? facts.field ?? 'A parameter',
  };
}

/** "service" for a service name, "SID" for what is an abbreviation. */
function inSentence(label: string): string {
  return label === label.toUpperCase() ? label : label.toLowerCase().replace(/ name$/, '');
}

/** The driver's own words after what is said of them, where it has any. */
export function inWords({ driverMessage }: PreparationFailure): string {
  return driverMessage === undefined ? '' : `: ${driverMessage}`;
}
