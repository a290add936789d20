import type { Literal } from '../elements/parameter';
import type { ElementEntry } from '../elements/element-index';
import { looksSecret } from '../elements/secret-looking';
import type { WorkspaceVariable } from './variables';

/** A variable as somebody who sets it has to know it. */
export interface ExampleVariable {
  readonly key: string;
  /** The key where none is declared. */
  readonly name: string;
  readonly description?: string;
  /** Never that of a secret. */
  readonly default?: Literal;
  readonly required: boolean;
  readonly secret: boolean;
}

/** What the elements say of a variable; where several do, the first counts. */
export function exampleVariable({ key, name, secret, required, declarations, uses }: WorkspaceVariable): ExampleVariable {
  const stated = declarations.map(({ declaration }) => declaration);
  const description = stated.map((declaration) => declaration.description).find(isStated);
  // A file with errors may hold one where none belongs.
  const shown = (fallback: Literal | undefined): fallback is Literal => isStated(fallback) && !looksSecret(String(fallback), ['variables', key, 'default']);
  const fallback = secret ? undefined : stated.map((declaration) => declaration.default).find(shown);
  return {
    key,
    name,
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    required: required || uses.some((use) => use.needed),
    secret,
  };
}

/**
 * An `.env.example`: every variable once, under the first element that has it, with its name, its description and
 * whether it is required as comments. Values are defaults; those of secrets stay empty.
 */
export function envExample(variables: readonly WorkspaceVariable[]): string {
  const groups = new Map<ElementEntry, WorkspaceVariable[]>();
  for (const variable of variables) {
    const owner = variable.declarations[0]?.entry ?? variable.uses[0]?.entry;
    if (owner !== undefined) groups.set(owner, [...(groups.get(owner) ?? []), variable]);
  }
  const header = ['# The environment variables of this application\'s databases.', '# Copy this file to .env, which git should ignore, and fill in what is missing.'];
  const blocks = [...groups].sort(([a], [b]) => (a.path < b.path ? -1 : 1)).map(([entry, own]) => block(entry, own));
  return `${[header.join('\n'), ...blocks].join('\n\n')}\n`;
}

function block(entry: ElementEntry, variables: readonly WorkspaceVariable[]): string {
  const title = `# --- ${comment(entry.title ?? entry.fullName)} (${comment(entry.fullName)}) ---`;
  return [title, ...variables.map((variable) => lines(variable, entry).join('\n'))].join('\n\n');
}

function lines(variable: WorkspaceVariable, owner: ElementEntry): string[] {
  const { key, name, description = '', default: fallback = '', required, secret } = exampleVariable(variable);
  const others = [...new Set(variable.uses.map(({ entry }) => entry).filter((entry) => entry !== owner).map((entry) => comment(entry.fullName)))];
  const notes = [required ? 'required' : 'optional', ...(secret ? ['secret'] : []), ...(others.length === 0 ? [] : [`also used by ${others.join(', ')}`])];
  return [
    ...(name === key ? [] : [`# ${comment(name)}`]),
    ...description.split(/\r\n|\r|\n/).map(comment).filter(Boolean).map((line) => `# ${line}`),
    `# (${notes.join('; ')})`,
    `${key}=${envValue(String(fallback))}`,
  ];
}

function isStated(value: Literal | undefined): value is Literal {
  return value !== undefined && value !== '';
}

/** A value as a `.env` file holds it; quotes only where it would read differently without them. */
export function envValue(value: string): string {
  if (/^[^\s#'"`\\$]*$/.test(value)) return value;
  const quote = ["'", '"', '`'].find((candidate) => !value.includes(candidate) && (candidate !== '"' || !/\\[nr]/.test(value)) && !value.endsWith('\\'));
  // dotenv has no escape for a value that holds every kind of quote.
  return quote === undefined ? '' : `${quote}${value}${quote}`;
}

function comment(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
