import type { VariableDeclaration } from '../elements/element';
import { holdsSecretText } from '../elements/secret-looking';
import type { EnvFile } from './env-file';
import { looksSecret } from './secret-keys';

export { parseEnvFile, type EnvFile } from './env-file';

/** Where values of environment variables come from, for one workspace folder and one environment. First hit wins. */
export interface ValueSources {
  readonly environment: string;
  /** `databaseElements.environments.<env>.values` of the workspace settings. */
  readonly settings: Readonly<Record<string, string>>;
  readonly process: Readonly<Record<string, string | undefined>>;
  /** In the order of `databaseElements.envFiles`. */
  readonly envFiles: readonly EnvFile[];
  /** Variables that an element of the folder binds to a secret parameter: their values are shown nowhere. */
  readonly secretKeys: ReadonlySet<string>;
}

export type ValueSource =
  | { readonly kind: 'setting' }
  /** The value set in the current application, of a secret; `label` names the store for people. */
  | { readonly kind: 'store'; readonly label: string }
  | { readonly kind: 'process' }
  | { readonly kind: 'envFile'; readonly name: string }
  | { readonly kind: 'default' }
  | { readonly kind: 'unset' };

const SETTING: ValueSource = { kind: 'setting' };
const PROCESS: ValueSource = { kind: 'process' };
const DEFAULT: ValueSource = { kind: 'default' };
const UNSET: { readonly source: ValueSource } = { source: { kind: 'unset' } };

export const DEFAULT_ENVIRONMENT = 'development';
export const DEFAULT_ENV_FILES: readonly string[] = ['.env.<env>.local', '.env.<env>', '.env.local', '.env'];

/** The names of the `.env` files to look into for an environment. */
export function envFileNames(patterns: readonly string[], environment: string): string[] {
  return patterns.map((pattern) => pattern.replaceAll('<env>', () => environment));
}

/** The value of a variable and where it was found. An empty string counts as unset in every source. */
export function lookUpVariable(key: string, declaration: VariableDeclaration | undefined, sources: ValueSources): { readonly value?: string; readonly source: ValueSource } {
  const setting = textAt(sources.settings, key);
  if (setting !== undefined) return { value: setting, source: SETTING };
  const outside = lookUpOutside(key, sources);
  if (outside.value !== undefined) return outside;
  const fallback = declaration?.default;
  return fallback === undefined || fallback === '' ? outside : { value: String(fallback), source: DEFAULT };
}

/**
 * The value of a secret variable where no store has one. Settings and defaults stand in files that are committed, so
 * a secret is not taken from them: it would work here, and leave the machine with the next push.
 */
export function lookUpOutside(key: string, sources: ValueSources): { readonly value?: string; readonly source: ValueSource } {
  const inProcess = textAt(sources.process, key);
  if (inProcess !== undefined) return { value: inProcess, source: PROCESS };
  for (const { name, values } of sources.envFiles) {
    const value = textAt(values, key);
    if (value !== undefined) return { value, source: { kind: 'envFile', name } };
  }
  return UNSET;
}

/**
 * True for a variable whose value no field may show: it is the secret of an element of the folder, or its name or `value`,
 * which is what was found, says that it is one.
 */
export function holdsSecret(key: string, value: string | undefined, sources: ValueSources): boolean {
  return sources.secretKeys.has(key) || looksSecret(key) || (value !== undefined && holdsSecretText(value));
}

/** "from workspace settings", for the form and the report. */
export function describeSource(source: ValueSource): string {
  switch (source.kind) {
    case 'setting':
      return 'from workspace settings';
    case 'store':
      return `from ${source.label}`;
    case 'process':
      return 'from the process environment';
    case 'envFile':
      return `from ${source.name}`;
    case 'default':
      return 'default value';
    case 'unset':
      return 'not set';
  }
}

/** The text that a record has of its own, unless it is empty: what objects inherit, such as `constructor`, is never a text. */
function textAt(record: Readonly<Record<string, string | undefined>>, key: string): string | undefined {
  const value: unknown = record[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
