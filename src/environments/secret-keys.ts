import type { Statements } from '../elements/element';
import type { ElementEntry } from '../elements/element-index';
import type { ElementType, ElementTypes } from '../elements/parameter';
import { boundVariables } from './bound-variables';

/** Keys that say themselves that their value is a secret: GITHUB_TOKEN, AWS_SECRET_ACCESS_KEY. */
const SECRET_KEY = /(password|passwd|passphrase|pwd|secret|token|credentials?|(api|access|private|secret)_?key)$/i;

/** True for a key whose name says that it holds a secret. */
export function looksSecret(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** The variables that an element binds to its secret parameters. */
export function secretKeysIn(stated: Statements, type: ElementType | undefined): string[] {
  return boundVariables(stated, type).flatMap(({ key, secret }) => (secret ? [key] : []));
}

/** The variables of a workspace folder that any of its elements binds to a secret parameter, malformed ones included. */
export function secretKeysOf(entries: readonly ElementEntry[], types: ElementTypes, folder: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { element, salvaged, typeId, folder: own } of entries) {
    const stated = own === folder ? (element ?? salvaged) : undefined;
    if (stated !== undefined) for (const key of secretKeysIn(stated, types.find(typeId ?? ''))) found.add(key);
  }
  return found;
}
