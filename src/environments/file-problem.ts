/** Something in a `.env` or settings file that does not do what it seems to do. Never holds a value. */
export interface FileProblem {
  /** Relative to the workspace folder. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** An error: what stands there is not used at all. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly remedy: string;
}

/** "file:line: message remedy", for logs and terminals. */
export function describeFileProblem({ file, line, message, remedy }: FileProblem): string {
  return `${file}:${line}: ${message} ${remedy}`;
}
