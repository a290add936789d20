import type { SecretPresence } from '../credentials/secret-variables';
import type { VariableDeclaration } from '../elements/element';
import { holdsSecret, lookUpOutside, lookUpVariable, type ValueSource, type ValueSources } from './sources';

export const MASK = '••••••••';

/** A variable's value as a person may see it in one environment. */
export interface ShownValue {
  /** Absent when the variable is unset; MASK for a secret. */
  readonly display?: string;
  readonly source: ValueSource;
  /** Why it cannot be told whether a store has a value. */
  readonly problem?: string;
}

/** What the form and the views show for a variable without asking a store; of a secret no more than that it has a value. */
export function shownValue(key: string, declaration: VariableDeclaration | undefined, sources: ValueSources): ShownValue {
  const { value, source } = lookUpVariable(key, declaration, sources);
  return value === undefined ? { source } : { display: holdsSecret(key, value, sources) ? MASK : value, source };
}

/** The same for a secret variable, in the order in which a test takes its value: store, process environment, `.env` files. */
export function shownSecret(key: string, sources: ValueSources, presence: SecretPresence): ShownValue {
  switch (presence.kind) {
    case 'stored':
      return { display: MASK, source: { kind: 'store', label: presence.store } };
    case 'unavailable':
      return { source: { kind: 'unset' }, problem: presence.reason };
    case 'missing': {
      const { value, source } = lookUpOutside(key, sources);
      return value === undefined ? { source } : { display: MASK, source };
    }
  }
}
