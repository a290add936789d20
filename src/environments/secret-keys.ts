import { bindingOf, type Element } from '../elements/element';
import type { ElementEntry } from '../elements/element-index';
import { isVariableBinding, type ElementType, type ElementTypes } from '../elements/parameter';

/** Keys that say themselves that their value is a secret: GITHUB_TOKEN, AWS_SECRET_ACCESS_KEY. */
const SECRET_KEY = /(password|passwd|passphrase|pwd|secret|token|credentials?|(api|access|private|secret)_?key)$/i;

/** True for a key whose name says that it holds a secret. */
export function looksSecret(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** The variables that an element binds to its secret parameters. */
export function secretKeysIn(element: Element, type: ElementType): string[] {
  const keys: string[] = [];
  for (const parameter of type.parameters) {
    const binding = parameter.kind === 'secret' ? bindingOf(element, parameter) : undefined;
    if (isVariableBinding(binding)) keys.push(binding.variable);
  }
  return keys;
}

/** The variables of a workspace folder that any of its elements binds to a secret parameter. */
export function secretKeysOf(entries: readonly ElementEntry[], types: ElementTypes, folder: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { element, folder: own } of entries) {
    const type = element === undefined || own !== folder ? undefined : types.find(element.type);
    if (element !== undefined && type !== undefined) for (const key of secretKeysIn(element, type)) found.add(key);
  }
  return found;
}
