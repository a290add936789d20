import type { DatabaseTypes } from '../../databases/registry';
import type { ValueSources } from '../../environments/sources';
import type { ReadinessElement } from './finding';

/** Everything that readiness looks at, gathered beforehand. */
export interface ReadinessInput {
  readonly environment: string;
  readonly types: DatabaseTypes;
  readonly elements: readonly ReadinessElement[];
  readonly folders: readonly ReadinessFolder[];
}

export interface ReadinessFolder {
  /** URI, as in ElementEntry.folder. */
  readonly folder: string;
  /** Of the environment that is checked. */
  readonly sources: ValueSources;
  /**
   * Of the other known environments, without the process environment: that belongs to the one that is checked, and
   * would make every environment look the same.
   */
  readonly others: readonly ValueSources[];
  /** True when a store holds the value of a secret variable in the environment that is checked. */
  hasSecret(key: string): boolean;
  /** Whether git ignores a file of the folder; undefined where there is no repository. */
  isIgnored(file: string): boolean | undefined;
  /** The settings file of the folder, for the places of values; absent where there is none. */
  readonly settings?: { readonly file: string; readonly text: string };
}

export type EnvironmentRole = 'development' | 'testing' | 'production';

/** What an environment is for, by its name; one that the user named, such as staging, is a place of testing. */
export function roleOf(environment: string): EnvironmentRole {
  if (/^(prod|production|live)$/i.test(environment)) return 'production';
  return /^(dev|development|local)$/i.test(environment) ? 'development' : 'testing';
}
