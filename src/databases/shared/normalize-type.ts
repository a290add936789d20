import { remember } from './remember';

export type TypeAlias = readonly [pattern: RegExp, replacement: string];

/** Lower case and even spaces outside of quotes, then the dialect's aliases one after another. */
export function normalizeWith(aliases: readonly TypeAlias[]): (type: string) => string {
  return remember((type) => aliases.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), evenOut(type)));
}

function evenOut(type: string): string {
  const parts = type.trim().match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[^'"`]+|['"`]/g) ?? [];
  return parts
    .map((part) => (/^['"`]/.test(part) ? part : part.toLowerCase().replace(/\s+/g, ' ').replace(/ ?([(),]) ?/g, '$1')))
    .join('')
    .replace(/\)(?=[a-z])/g, ') ')
    .trim();
}
