/** What a column has when nothing is stated: a value, or an expression of the database. */
export type DefaultValue = string | number | boolean | { readonly expression: string };

/**
 * Reads the SQL of a default as catalogues give it; undefined for none. `backslashes`: they escape in every text, not only
 * in those that say so.
 */
export function readDefault(sql: string, backslashes = false): DefaultValue | undefined {
  const text = bare(sql);
  if (text === '' || /^null$/i.test(text)) return undefined;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return exactNumber(text);
  const [, prefix = '', escaped] = /^([nNeE]|_[a-z0-9]+)?'((?:[^'\\]|''|\\[^])*)'$/.exec(text) ?? [];
  if (escaped !== undefined && (backslashes || /^e$/i.test(prefix))) return escaped.replace(/''|\\([^])/g, (_, char?: string) => (char === undefined ? "'" : (ESCAPES[char] ?? char)));
  const quoted = /^(?:[nN]|_[a-z0-9]+)?'((?:[^']|'')*)'$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  if (/^[bB]'[01]'$/.test(text)) return text.includes('1');
  return { expression: text };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', 0: '\0', Z: '\u001A' };

/** Without parentheses around the whole and without the casts with which PostgreSQL shows a value. */
function bare(sql: string): string {
  let text = sql.trim();
  for (;;) {
    const inner = withoutParentheses(text) ?? /^((?:[eE]?'(?:[^']|'')*'|[\w.+-]+|\(.*\)))::[\w "]+(?:\(\d+(?:,\s*\d+)?\))?[\w ]*(?:\[\])*$/.exec(text)?.[1];
    if (inner === undefined) return text;
    text = inner.trim();
  }
}

/** An expression without the parentheses around the whole. */
export function bareExpression(sql: string): string {
  const inner = withoutParentheses(sql.trim());
  return inner === undefined ? sql.trim() : bareExpression(inner);
}

function withoutParentheses(text: string): string | undefined {
  if (!text.startsWith('(') || !text.endsWith(')')) return undefined;
  const inner = text.slice(1, -1);
  // "(a) + (b)" begins and ends with parentheses that are not a pair.
  let depth = 0;
  for (const token of inner.match(/'(?:[^']|'')*'|[()]/g) ?? []) {
    if (token === '(') depth++;
    if (token === ')' && --depth < 0) return undefined;
  }
  return depth === 0 ? inner : undefined;
}

/** A number where JavaScript holds it exactly, else its digits. */
function exactNumber(text: string): number | string {
  return text.replace(/\D/g, '').length <= 15 ? Number(text) : text;
}
