import { Secret } from '../credentials/secret';
import type { SecretVariableLookup } from '../credentials/secret-variables';
import { lookUpOutside, type ValueSource, type ValueSources } from './sources';

/** A secret variable that is about to go to a target, see credentials/checked-target.ts. */
export interface SecretVariableUse {
  readonly key: string;
  readonly environment: string;
  readonly target: string;
}

export type FindSecretVariable = (use: SecretVariableUse) => Promise<SecretVariableLookup>;

export type SecretValue =
  | { readonly kind: 'found'; readonly secret: Secret; readonly from: ValueSource }
  /** There is a value, and nobody has agreed to send it to this target yet; `allowed` are the targets it may go to, as far as they are known. */
  | { readonly kind: 'new-target'; readonly from: ValueSource; readonly target: string; readonly allowed: readonly string[] }
  | { readonly kind: 'unavailable'; readonly store: string; readonly reason: string }
  | { readonly kind: 'unset' };

/**
 * The value of a secret variable for a target: the store's, else that of the process environment or a `.env` file. An
 * element of a cloned repository can name any variable of this machine and any host, so that these are asked about too.
 */
export async function secretValue(use: SecretVariableUse, sources: ValueSources, find: FindSecretVariable): Promise<SecretValue> {
  const found = await find(use);
  switch (found.kind) {
    case 'found':
      return { kind: 'found', secret: found.secret, from: { kind: 'store', label: found.store } };
    case 'new-target':
      return { kind: 'new-target', from: { kind: 'store', label: found.store }, target: use.target, allowed: found.allowed };
    case 'unavailable':
      return found;
    case 'missing': {
      const { value, source } = lookUpOutside(use.key, sources);
      if (value === undefined) return { kind: 'unset' };
      return found.agreed ? { kind: 'found', secret: new Secret(value), from: source } : { kind: 'new-target', from: source, target: use.target, allowed: found.allowed };
    }
  }
}
