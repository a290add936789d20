import type { VariableDeclaration } from '../elements/element';
import type { ElementEntry } from '../elements/element-index';
import type { WorkspaceVariable } from './variables';

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
  const declarations = variable.declarations.map(({ declaration }) => declaration);
  const first = (property: 'name' | 'description' | 'default'): VariableDeclaration[typeof property] =>
    declarations.map((declaration) => declaration[property]).find((value) => value !== undefined && value !== '');
  const description = String(first('description') ?? '').split(/\r\n|\r|\n/).map(comment).filter(Boolean);
  const others = [...new Set(variable.uses.map(({ entry }) => entry).filter((entry) => entry !== owner).map((entry) => comment(entry.fullName)))];
  const notes = [variable.required || variable.uses.some((use) => use.needed) ? 'required' : 'optional', ...(variable.secret ? ['secret'] : []), ...(others.length === 0 ? [] : [`also used by ${others.join(', ')}`])];
  return [
    ...(variable.name === variable.key ? [] : [`# ${comment(variable.name)}`]),
    ...description.map((line) => `# ${line}`),
    `# (${notes.join('; ')})`,
    `${variable.key}=${variable.secret ? '' : envValue(String(first('default') ?? ''))}`,
  ];
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
