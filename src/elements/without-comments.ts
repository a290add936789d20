/**
 * The JSON in a text with comments and trailing commas, for the engine's own parser; undefined where a string or a
 * comment is not closed. Takes time in proportion to the text, and mends no other mistake.
 */
export function withoutComments(text: string): string | undefined {
  let result = '';
  let copied = 0;
  let previous = '';
  for (let offset = 0; offset < text.length; ) {
    const char = text.charAt(offset);
    let end: number | undefined = offset + 1;
    if (char === '"') {
      end = endOfString(text, offset);
    } else if (char === '/') {
      end = endOfComment(text, offset);
      result += `${text.slice(copied, offset)} `;
      copied = end ?? 0;
    } else if (char === ',' && previous !== '' && !'[{,'.includes(previous)) {
      const next = endOfTrivia(text, end);
      if (next !== undefined && ']}'.includes(text.charAt(next)) && next < text.length) {
        result += text.slice(copied, offset);
        copied = end = next;
      }
    }
    if (end === undefined) return undefined;
    if (char !== '/' && !isSpace(char)) previous = char;
    offset = end;
  }
  return result + text.slice(copied);
}

function endOfString(text: string, offset: number): number | undefined {
  for (let at = offset + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '"') return at + 1;
  }
  return undefined;
}

function endOfComment(text: string, offset: number): number | undefined {
  if (text.startsWith('//', offset)) {
    let end = offset;
    while (end < text.length && text.charAt(end) !== '\n' && text.charAt(end) !== '\r') end++;
    return end;
  }
  const close = text.startsWith('/*', offset) ? text.indexOf('*/', offset + 2) : -1;
  return close === -1 ? undefined : close + 2;
}

/** Where white space and comments end. */
function endOfTrivia(text: string, offset: number): number | undefined {
  let at: number | undefined = offset;
  while (at !== undefined && at < text.length) {
    if (isSpace(text.charAt(at))) at++;
    else if (text.charAt(at) === '/') at = endOfComment(text, at);
    else return at;
  }
  return at;
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r';
}
