import type { Path, Problem, ProblemCode } from './problem';

export type JsonObject = Record<string, unknown>;
/** A problem before its place in the text is known. */
export interface Finding {
  readonly code: ProblemCode;
  readonly severity: Problem['severity'];
  readonly message: string;
  /** See Problem. */
  readonly inForm?: string | undefined;
  readonly path: Path;
  /** Points at the key instead of the value. */
  readonly atKey?: boolean;
}

/** The value at a path of own keys and of places in lists. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return typeof key === 'number' ? (value as readonly unknown[])[key] : undefined;
    return isObject(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
  }, root);
}

/** A foreign text for a message: not too long, and without characters that a terminal would obey. */
export function shorten(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '\uFFFD');
  return plain.length > 60 ? `${plain.slice(0, 57)}...` : plain;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function error(code: ProblemCode, message: string, path: Path, inForm?: string): Finding {
  return { code, severity: 'error', message, path, inForm };
}

export function warning(code: ProblemCode, message: string, path: Path, inForm?: string): Finding {
  return { code, severity: 'warning', message, path, inForm };
}

/** A key without effect; names the known one it is probably meant to be. */
export function unknownKey(path: Path, known: readonly string[]): Finding {
  const key = String(path.at(-1));
  const near = known.find((candidate) => isTypo(key, candidate));
  const advice = near === undefined ? 'It is kept but has no effect.' : `Did you mean "${near}"?`;
  return { ...warning('unknown-key', `"${shorten(path.join('.'))}" is not known. ${advice}`, path), atKey: true };
}

/** One edit apart, upper and lower case aside: a letter missing, added, wrong, or two swapped. */
function isTypo(typed: string, known: string): boolean {
  const [a, b] = [typed.toLowerCase(), known.toLowerCase()];
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
}

/** The first finding of each code and place. */
export function uniqueByPath(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const key = JSON.stringify([finding.path, finding.code]);
    return !seen.has(key) && seen.add(key);
  });
}
