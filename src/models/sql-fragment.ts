const TOKENS = /'(?:[^'\\]|'')*'|"(?:[^"\\]|"")*"|`(?:[^`])*`|[\p{L}\p{N}_@]+|[\s.:+*/%<>=|~!^&?-]|[()[\],]/uy;

/**
 * True for a piece of SQL that stays in its place in a statement: it closes what it opens, and has no semicolon, no comment,
 * no comma of its own, and no quote that only some databases or settings know.
 */
export function isSelfContained(sql: string): boolean {
  if (sql.trim() === '' || /--|\/\*|\*\//.test(sql.replace(/'(?:[^']|'')*'/g, "''"))) return false;
  let depth = 0;
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < sql.length) {
    const token = TOKENS.exec(sql)?.[0];
    if (token === undefined) return false;
    if (token === '(' || token === '[') depth++;
    if (token === ')' || token === ']') depth--;
    if (depth < 0 || (token === ',' && depth === 0)) return false;
  }
  return depth === 0;
}
