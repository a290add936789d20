/** What is wrong with a file of the workspace, as data: where, how bad, what to do. */

export type ProblemCode =
  | 'unreadable'
  | 'too-large'
  | 'not-utf8'
  | 'malformed-json'
  | 'nested-too-deeply'
  | 'invalid-value'
  | 'missing-value'
  | 'unknown-type'
  | 'unknown-key'
  | 'unsafe-key'
  | 'literal-secret'
  | 'path-outside-workspace'
  | 'undeclared-variable'
  | 'invalid-variable-key'
  | 'duplicate-key'
  | 'duplicate-id'
  | 'duplicate-name'
  | 'conflicting-declaration'
  | 'conflicting-values'
  | 'exposed-secret'
  | 'duplicate-field'
  | 'unknown-field'
  | 'unknown-element'
  | 'unfit-for-database'
  | 'differs-from-database'
  | 'self-reference';

export interface Problem {
  readonly code: ProblemCode;
  /** An error makes the element or model unusable; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Names the field and the remedy; never a secret's value. */
  readonly message: string;
  /** The message for who fills in the form and does not see the file, where it has other words for that. */
  readonly inForm?: string;
  /** Keys from the root of the file to the place. */
  readonly path: readonly (string | number)[];
  readonly start: Place;
  readonly end: Place;
}

/** 1-based, columns in UTF-16 units, as editors and annotations count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong, for who sees the form. */
export function sayInForm({ message, inForm }: Pick<Problem, 'message' | 'inForm'>): string {
  return inForm ?? message;
}

export const FILE_START: Pick<Problem, 'start' | 'end'> = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };

/** The line and column of an offset. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Keys and indices from the root of a file. */
export type Path = readonly (string | number)[];
