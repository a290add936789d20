import { VARIABLE_KEY } from './variable-key';

/** True for a value that names its own variable, as `$KEY` or `${KEY}`. */
export function refersToItself(key: string, value: string): boolean {
  // Only such a key may stand in a pattern, and hardly any value needs one.
  if (!value.includes('$') || !VARIABLE_KEY.test(key)) return false;
  return new RegExp(`\\$(?:\\{(?:env:)?${key}\\b|${key}(?![A-Za-z0-9_]))`).test(value);
}

export function selfReference(key: string): string {
  return `${key} refers to itself. Values are taken as they stand: nothing is put in place of \${...}, so the value is that very text.`;
}
